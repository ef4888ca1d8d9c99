import { BenchError } from "../../base/errors.ts";
import { type IndexDrift, indexDrift } from "../drift/index-drift.ts";
import { type MigrationHistory, readMigrations, statementsOf } from "../drift/migration-history.ts";
import { checkMigration } from "./check-migration.ts";
import { type IndexStatement, indexStatement, partsSql } from "./index-statement.ts";
import type { MigrationFile } from "./install.ts";
import { type Generated, KitCopy } from "./kit.ts";
import type { AskedChange, MigrationRequest } from "./migration-request.ts";
import { writeTexts } from "./migration-text.ts";
import type { OnlineStatement } from "./online.ts";
import { withIndexChanges } from "./snapshot.ts";
import { tryStatements } from "./try-statements.ts";
import { refuseUndefinedColumns } from "./undefined-columns.ts";

export interface ReadyMigration {
	/** "generated": by drizzle-kit from the schema. "index-only": by hand, since drizzle-kit would carry other changes along. */
	readonly how: "generated" | "index-only";
	/** To be installed in this order. */
	readonly files: readonly MigrationFile[];
	/** Relative to the migrations' folder. */
	readonly sqlFile: string;
	readonly statements: readonly OnlineStatement[];
	/** Changes that need no statement: there already, or never made. */
	readonly needless: readonly IndexStatement[];
	/** Index changes beside those asked, which drizzle-kit's migration makes too. */
	readonly carriedAlong: readonly IndexStatement[];
	/** What the next `drizzle-kit generate` would make beside the changes asked, or why that is not known. */
	readonly leftForNext: { readonly statements: readonly string[]; readonly message?: string };
	/** How the migrated database still differs from the schema. */
	readonly drift: readonly IndexDrift[];
}

/**
 * Makes a migration and proves it: all migrations run from an empty database, and every index is where it belongs.
 * Nothing of the project is touched; the caller installs the files.
 * @throws BenchError "usage" where the migrations do not run, or the index does not come out as asked.
 */
export async function makeMigration(request: MigrationRequest): Promise<ReadyMigration> {
	const history = readMigrations(request.folder, request.migrations);
	if (history === undefined) throw noMigrations(request.migrations);
	const copies: KitCopy[] = [];
	const copy = () => {
		const made = new KitCopy(request);
		copies.push(made);
		return made;
	};
	try {
		return await make(request, history, copy);
	} finally {
		for (const each of copies) each.remove();
	}
}

/** @param folder as it is shown. */
export function noMigrations(folder: string): BenchError {
	return new BenchError(
		"usage",
		`There are no migrations in ${folder}.`,
		"Pass --no-migration where the schema is pushed, or name their folder with --migrations.",
	);
}

async function make(
	request: MigrationRequest,
	history: MigrationHistory,
	copy: () => KitCopy,
): Promise<ReadyMigration> {
	const { name, signal, changes } = request;
	const byKit = copy();
	const generated = await byKit.generate(name, "from the schema", signal);
	const texts = generated.kind === "written" ? statementsOf(byKit.read(generated.sqlFile)).map(({ sql }) => sql) : [];
	const parsed = texts.map((sql) => indexStatement(sql));
	const isIndexOnly = generated.kind === "written" && parsed.every((statement) => statement !== undefined);
	const asked = changes.map(statementFor);
	const others = parsed
		.filter((statement) => statement !== undefined)
		.filter((each) => !asked.some((one) => isSame(one, each)));
	const carriedAlong = isIndexOnly ? others : [];
	const used = isIndexOnly ? { copy: byKit, generated } : await customMigration(request, copy(), byKit, generated);
	// Drops come before adds: a moved index may keep its name on the same table.
	const wanted = [...carriedAlong, ...asked].sort((a, b) => Number(a.kind === "create") - Number(b.kind === "create"));
	const { statements, before, needless } = await tryStatements(request, history, wanted);
	writeTexts(used.copy, used.generated.sqlFile, statements);
	const migrated = await checkMigration(request, used.copy, statements, before);
	return {
		how: isIndexOnly ? "generated" : "index-only",
		files: used.copy.changes(),
		sqlFile: used.generated.sqlFile,
		statements,
		needless,
		carriedAlong,
		leftForNext: isIndexOnly ? { statements: [] } : leftFor(generated, texts, asked),
		drift: indexDrift(request.model, migrated),
	};
}

type Written = Extract<Generated, { kind: "written" }>;

async function customMigration(
	{ name, changes, model, signal }: MigrationRequest,
	copy: KitCopy,
	byKit: KitCopy,
	fromSchema: Generated,
): Promise<{ copy: KitCopy; generated: Written }> {
	const generated = await copy.generate(name, "custom", signal);
	if (generated.kind !== "written") {
		// drizzle-kit stops at such an index with a TypeError that names no place.
		refuseUndefinedColumns(model);
		const why = generated.kind === "no file" ? generated.message : "it made no file";
		throw new BenchError(
			"usage",
			`drizzle-kit makes no migration here: ${why}.`,
			"Run drizzle-kit generate --custom by hand to see why.",
		);
	}
	const snapshot = fromSchema.kind === "written" ? fromSchema.snapshotFile : undefined;
	if (generated.snapshotFile !== undefined && snapshot !== undefined) {
		const inSchema = changes.filter((change) => change.inSchema);
		const entries = inSchema.map(({ kind, index }) => ({ kind, table: index.table, index: index.name }));
		const text = copy.read(generated.snapshotFile);
		copy.write(generated.snapshotFile, withIndexChanges(text, byKit.read(snapshot), entries));
	}
	return { copy, generated };
}

function leftFor(
	generated: Generated,
	texts: readonly string[],
	asked: readonly IndexStatement[],
): ReadyMigration["leftForNext"] {
	if (generated.kind === "no file") return { statements: [], message: generated.message };
	const isAsked = (sql: string) => {
		const statement = indexStatement(sql);
		return statement !== undefined && asked.some((one) => isSame(one, statement));
	};
	return { statements: texts.filter((sql) => !isAsked(sql)) };
}

function statementFor({ kind, index }: AskedChange): IndexStatement {
	const { table, name } = index;
	if (kind === "dropped") return { kind: "drop", table, index: name };
	const modifier = index.kind === "unique" ? "UNIQUE " : index.kind === "fulltext" ? "FULLTEXT " : "";
	return { kind: "create", table, index: name, modifier, parts: partsSql(index.parts) };
}

function isSame(a: IndexStatement, b: IndexStatement): boolean {
	return a.kind === b.kind && a.table === b.table && a.index === b.index;
}
