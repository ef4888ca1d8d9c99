import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { BenchError, messageOf } from "../../base/errors.ts";

/** One statement, or what stands between two breakpoints, which the migrator sends as one. */
export interface MigrationStatement {
	readonly sql: string;
	/** In its file, from 1. */
	readonly line: number;
}

export interface Migration {
	/** "0003_lively_hulk"; what drizzle-kit calls its tag. */
	readonly name: string;
	/** Relative to the project's folder. */
	readonly file: string;
	readonly statements: readonly MigrationStatement[];
}

/** The migrations that the project's migrator runs, in its order. */
export interface MigrationHistory {
	/** "journal": drizzle-kit 0.x, files named by meta/_journal.json. "folders": drizzle-kit 1.0, a folder each. */
	readonly form: "journal" | "folders";
	/** Absolute. */
	readonly folder: string;
	readonly migrations: readonly Migration[];
}

const BREAKPOINT = "--> statement-breakpoint";

/**
 * Reads a project's migrations; undefined where the folder is not there or holds none.
 * @param project the folder to which files are shown as relative.
 * @throws BenchError kind "usage" for a journal that cannot be read or names a file that is not there.
 */
export function readMigrations(project: string, folder: string): MigrationHistory | undefined {
	const journal = join(folder, "meta", "_journal.json");
	if (existsSync(journal)) {
		const migrations = journalTags(project, journal).map((tag) => {
			const path = join(folder, `${tag}.sql`);
			return readMigration(project, path, tag, journal);
		});
		return { form: "journal", folder, migrations };
	}
	if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
	const names = readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
		.map(({ name }) => name)
		.sort();
	if (names.length === 0) return undefined;
	const migrations = names.map((name) => readMigration(project, join(folder, name, "migration.sql"), name, folder));
	return { form: "folders", folder, migrations };
}

function journalTags(project: string, journal: string): readonly string[] {
	try {
		const { entries } = JSON.parse(readFileSync(journal, "utf8")) as { entries: { idx: number; tag: string }[] };
		return [...entries].sort((a, b) => a.idx - b.idx).map(({ tag }) => tag);
	} catch (error) {
		throw new BenchError(
			"usage",
			`${shown(project, journal)} is no journal of drizzle-kit: ${messageOf(error)}.`,
			"Restore the file from version control.",
		);
	}
}

function readMigration(project: string, path: string, name: string, listedIn: string): Migration {
	const file = shown(project, path);
	try {
		return { name, file, statements: statementsOf(readFileSync(path, "utf8")) };
	} catch (error) {
		throw new BenchError(
			"usage",
			`${file} cannot be read, though ${shown(project, listedIn)} lists it: ${messageOf(error)}.`,
			"Restore the file from version control, or take it out of the journal.",
		);
	}
}

/** The pieces as Drizzle's migrator sends them. */
export function statementsOf(text: string): readonly MigrationStatement[] {
	const found: MigrationStatement[] = [];
	let line = 1;
	for (const piece of text.split(BREAKPOINT)) {
		const start = /^\s*/.exec(piece)?.[0] ?? "";
		const sql = piece.trim();
		if (withoutComments(sql).trim() !== "") found.push({ sql, line: line + start.split("\n").length - 1 });
		line += piece.split("\n").length - 1;
	}
	return found;
}

/** SQL with its comments blanked out, so that offsets and lines stay; text within quotes is kept. */
export function withoutComments(sql: string): string {
	const pattern =
		/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`|--(?=\s|$)[^\n]*|#[^\n]*|\/\*(?!!)[\s\S]*?\*\//g;
	return sql.replace(pattern, (token) => (/^['"`]/.test(token) ? token : token.replace(/[^\n]/g, " ")));
}

export function shown(project: string, path: string): string {
	return relative(project, path).split(sep).join("/");
}
