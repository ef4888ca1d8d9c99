import { writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { findConfig } from "../../../scenarios/project/find-config.ts";
import { readMigrations } from "../../../schema/drift/migration-history.ts";
import { applyPlan, type Proof, type ProofResult, provePlan } from "../../../schema/edit/apply-plan.ts";
import { unifiedPatch } from "../../../schema/edit/patch.ts";
import { type EditPlan, planEdits } from "../../../schema/edit/plan-edits.ts";
import { refusedAs } from "../../../schema/edit/refusal-words.ts";
import { EditRefused, type SchemaEdit } from "../../../schema/edit/request.ts";
import { putBack } from "../../../schema/edit/write-files.ts";
import { openSchema } from "../../../schema/load/load-schema.ts";
import type { LoadedSchema, SchemaRequest } from "../../../schema/load/request.ts";
import { installFiles } from "../../../schema/migrate/install.ts";
import { noMigrations } from "../../../schema/migrate/migration.ts";
import type { AskedChange } from "../../../schema/migrate/migration-request.ts";
import type { ApplyResult } from "../../report/apply/result.ts";
import { commitMessage, pullRequestBody, renderApply } from "../../report/apply/words.ts";
import type { APPLY_FLAGS } from "../flags/apply-flags.ts";
import type { Values } from "../flags/flag.ts";
import type { CommandContext } from "../program.ts";
import { type AskedEdit, askedEdits } from "./asked-edits.ts";
import { Repository } from "./git.ts";
import { migrate } from "./migrate.ts";

type ApplyFlags = Values<typeof APPLY_FLAGS>;

/** Makes the edits that were asked for, all or none. @returns the exit code. @throws BenchError */
export async function runApply(flags: ApplyFlags, start: string | undefined, context: CommandContext): Promise<number> {
	const { folder, config } = await findConfig(resolve(start ?? process.cwd()));
	const repository = await Repository.around(folder);
	if (!flags.allowDirty && !flags.dryRun) await repository?.refuseDirty();
	if (flags.branch !== undefined) await requireRepository(repository).refuseBranch(flags.branch);
	const schema = flags.schema ?? config.schema;
	const request: SchemaRequest = {
		folder,
		...(schema === undefined ? {} : { schema }),
		...(config.casing === undefined ? {} : { casing: config.casing }),
		...(config.tablesFilter === undefined ? {} : { tablesFilter: config.tablesFilter }),
	};
	const loaded = await openSchema(request, context.signal);
	const asked = askedEdits(flags, loaded.model);
	const migrations = resolve(folder, flags.migrations ?? config.migrations ?? loaded.config?.out ?? "drizzle");
	const result = await refusalsAsMistakes(() => change({ flags, request, loaded, asked, migrations, context }));
	const committed = await commit(flags, repository, folder, result);
	if (flags.body !== undefined) writeFileSync(flags.body, pullRequestBody(committed));
	process.stdout.write(flags.json ? `${JSON.stringify(committed)}\n` : renderApply(committed));
	return 0;
}

interface Change {
	readonly flags: ApplyFlags;
	readonly request: SchemaRequest;
	readonly loaded: LoadedSchema;
	readonly asked: readonly AskedEdit[];
	readonly migrations: string;
	readonly context: CommandContext;
}

async function change({ flags, request, loaded, asked, migrations, context }: Change): Promise<ApplyResult> {
	const { folder } = request;
	const hasMigrations = readMigrations(folder, migrations) !== undefined;
	if (flags.migration && !hasMigrations) throw noMigrations(relative(folder, migrations));
	const isMigrating = !flags.noMigration && (flags.migration || hasMigrations);
	const inSource = asked.filter(({ edit }) => isMigrating === false || !isFulltext(edit));
	const passedOver: { edit: SchemaEdit; reason: string }[] = [];
	const plan = planEdits(
		folder,
		loaded.model,
		inSource.map(({ edit }) => edit),
		(edit, refusal) => {
			if (!asked.some((each) => each.edit === edit && each.mayBePassedOver)) throw refusedAs(refusal);
			passedOver.push({ edit, reason: refusedAs(refusal).message });
		},
	);
	const proof: Proof = {
		folder,
		load: async (replaced) => (await openSchema({ ...request, replaced }, context.signal)).model,
		typeCheck: !flags.noTypeCheck,
		signal: context.signal,
	};
	const patch = unifiedPatch(plan.files);
	const edits = madeWithReasons(plan, asked);
	const files = plan.files.map(({ file }) => file);
	if (flags.dryRun) {
		await provePlan(plan, proof);
		return {
			schemaVersion: 1,
			dryRun: true,
			edits,
			passedOver,
			files,
			patch,
			types: "not checked",
			noMigration: "dry run",
		};
	}
	const { types }: ProofResult = await applyPlan(plan, proof);
	const done = { schemaVersion: 1, dryRun: false, edits, passedOver, files, patch, types } as const;
	if (!isMigrating)
		return { ...done, ...(hasMigrations || flags.noMigration ? {} : { noMigration: "no migrations" as const }) };
	try {
		const changes = changesOf(plan, asked);
		const migration = await migrate({ flags, folder, migrations, loaded, plan, changes, context });
		installFiles(migrations, migration.files);
		context.signal.throwIfAborted();
		const shown = (file: string) => relative(folder, join(migrations, file));
		const others = migration.files.map(({ file }) => file).filter((file) => file !== migration.sqlFile);
		return { ...done, migration: { ...migration, files: [migration.sqlFile, ...others].map(shown) } };
	} catch (error) {
		// The schema without its migration would be half of what was asked.
		putBack(plan.files);
		throw error;
	}
}

function isFulltext(edit: AskedEdit["edit"]): boolean {
	return edit.kind === "add" && edit.index.kind === "fulltext";
}

function changesOf(plan: EditPlan, asked: readonly AskedEdit[]): readonly AskedChange[] {
	const inSchema = plan.made.map(({ kind, index }) => ({ kind, index, inSchema: true }));
	const alone = asked.flatMap(({ edit }): readonly AskedChange[] => {
		if (edit.kind !== "add" || edit.index.kind !== "fulltext") return [];
		const columns = edit.index.parts.flatMap((part) => ("column" in part ? [part.column] : []));
		const name = edit.index.name ?? `ft_${edit.index.table}_${columns.join("_")}`.slice(0, 64);
		return [{ kind: "added", index: { ...edit.index, name }, inSchema: false }];
	});
	return [...inSchema, ...alone];
}

/** Each edit with the sentence of the finding that asked for it. */
function madeWithReasons(plan: EditPlan, asked: readonly AskedEdit[]): ApplyResult["edits"] {
	return plan.made.map((made) => {
		const by = asked.find(({ edit }) => {
			if (edit.kind === "add")
				return made.kind === "added" && edit.index.table === made.index.table && edit.index.parts === made.index.parts;
			if (edit.kind === "drop")
				return made.kind === "dropped" && edit.index.table === made.index.table && edit.index.name === made.index.name;
			const moved = made.kind === "added" ? edit.to : edit.from;
			return moved.table === made.index.table && (moved.name ?? edit.from.name) === made.index.name;
		});
		return by?.why === undefined ? made : { ...made, why: by.why };
	});
}

async function commit(
	flags: ApplyFlags,
	repository: Repository | undefined,
	folder: string,
	result: ApplyResult,
): Promise<ApplyResult> {
	if (flags.branch === undefined) return result;
	const committed = { ...result, branch: flags.branch };
	const files = [...result.files, ...(result.migration?.files ?? [])].map((file) => join(folder, file));
	await requireRepository(repository).commit(flags.branch, files, commitMessage(result));
	return committed;
}

function requireRepository(repository: Repository | undefined): Repository {
	if (repository !== undefined) return repository;
	throw new BenchError("usage", "A branch needs a git repository, and this folder is in none.", "Leave --branch out.");
}

async function refusalsAsMistakes<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof EditRefused) throw refusedAs(error.refusal);
		throw error;
	}
}
