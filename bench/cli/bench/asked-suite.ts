import { join } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { type IndexSpec, isSameName } from "../../../mysql/index-spec.ts";
import { findConfig } from "../../../scenarios/project/find-config.ts";
import { openProject, type Project } from "../../../scenarios/project/project.ts";
import { suiteOfProject, testing } from "../../../scenarios/project/suite-of-project.ts";
import type { Suite } from "../../../scenarios/suite.ts";
import { loadSuite } from "../../../scenarios/suites.ts";
import { readQueries } from "../../../scenarios/workload/read-queries.ts";
import { diffIndexes, type TableIndex, testedIndex } from "../../../schema/compare/diff-indexes.ts";
import { parseIndexSpec } from "../../../schema/index-spec.ts";
import { schemaAtRevision } from "../../../schema/load/at-revision.ts";
import { readNamedIndex } from "../../../schema/wanted-spec.ts";
import type { BenchFlags } from "../flags/table.ts";

/** What a command line and a project's config ask for together. */
export interface AskedSuite {
	readonly suite: Suite;
	/** Candidates of --try that are measured beside the indexes under test. */
	readonly candidates: readonly string[];
	/** What the revision of --diff has otherwise; absent without it. */
	readonly diff?: IndexesOfDiff;
}

/** Indexes that the work tree adds to a revision's, and those that it no longer has. */
export interface IndexesOfDiff {
	readonly revision: string;
	readonly added: readonly IndexSpec[];
	readonly dropped: readonly IndexSpec[];
}

/** What of the flags says which suite is meant. */
export type SuiteFlags = Pick<BenchFlags, "suite" | "schema" | "config"> &
	Partial<Pick<BenchFlags, "try" | "drop" | "query" | "diff">>;

/**
 * The suite that is meant: that of --suite, that of the project's config, or one made of the project's schema.
 * @returns undefined where --diff finds no index added, dropped or changed.
 * @throws BenchError kind "usage"
 */
export async function askedSuite(flags: SuiteFlags, signal?: AbortSignal): Promise<AskedSuite | undefined> {
	if (flags.suite !== undefined && flags.diff === undefined) return ready(await loadSuite(flags.suite), flags);
	const { folder, config } = await findConfig(process.cwd(), flags.config);
	const written = flags.suite ?? (config.suite === undefined ? undefined : join(folder, config.suite));
	if (written !== undefined && flags.diff === undefined) return ready(await loadSuite(written), flags);
	const project = await openProject(projectAsked(flags), signal);
	const diff = flags.diff === undefined ? undefined : await changesSince(project, flags.diff, signal);
	if (diff !== undefined && diff.added.length + diff.dropped.length === 0) return undefined;
	const asked =
		diff === undefined
			? indexesAsked(project, flags)
			: { indexes: [...diff.added, ...diff.dropped], dropped: diff.dropped, candidates: flags.try ?? [] };
	const sets = diff === undefined || diff.added.length === 0 || diff.dropped.length === 0 ? undefined : setsOf(diff);
	const common = { indexes: asked.indexes, ...(sets === undefined ? {} : { indexSets: sets }) };
	const suite =
		written === undefined
			? suiteOfProject(project, {
					...common,
					queries: await readQueries([...(config.queries ?? []), ...(flags.query ?? [])], folder),
				})
			: testing(await loadSuite(written), common);
	const drops = asked.dropped.map(({ table, name }) => ({ table, name }));
	return {
		suite: drops.length === 0 ? suite : { ...suite, drops },
		candidates: asked.candidates,
		...(diff === undefined ? {} : { diff }),
	};
}

/**
 * The suite whose data is meant: that of a run, or where the project names no index to measure, all tables of its schema.
 * @throws BenchError kind "usage"
 */
export async function suiteOfData(flags: SuiteFlags, signal?: AbortSignal): Promise<Suite> {
	const { config } = await findConfig(process.cwd(), flags.config);
	const isNamed = [config.indexes, config.drops].some((names) => (names ?? []).length > 0);
	if (flags.suite !== undefined || config.suite !== undefined || isNamed) {
		return (await someSuite(flags, signal)).suite;
	}
	const project = await openProject(projectAsked(flags), signal);
	return suiteOfProject(project, { indexes: [], queries: [], isData: true });
}

/** The same where something has to be measured. @throws BenchError kind "usage" also where --diff finds nothing. */
export async function someSuite(flags: SuiteFlags, signal?: AbortSignal): Promise<AskedSuite> {
	const asked = await askedSuite(flags, signal);
	if (asked !== undefined) return asked;
	throw new BenchError(
		"usage",
		`No index differs from those of ${flags.diff}.`,
		"Leave out --diff, or name another revision.",
	);
}

function projectAsked({ config, schema }: SuiteFlags) {
	return {
		start: process.cwd(),
		...(config === undefined ? {} : { config }),
		...(schema === undefined ? {} : { schema }),
	};
}

function ready(suite: Suite, flags: SuiteFlags): AskedSuite {
	if ((flags.query ?? []).length > 0 || (flags.drop ?? []).length > 0) {
		throw new BenchError(
			"usage",
			`--${(flags.query ?? []).length > 0 ? "query" : "drop"} speaks of a project's schema, and the suite ${suite.id} has its own.`,
			"Leave it out, or run in a project without a suite.",
		);
	}
	return { suite, candidates: flags.try ?? [] };
}

/** Those of the config and of --drop; where there are none, what --try names is what is under test. */
function indexesAsked({ config, schema }: Project, flags: SuiteFlags) {
	const parse = (text: string) => parseIndexSpec(text, schema.tables);
	const dropped = [...(config.drops ?? []), ...(flags.drop ?? [])].map((text) => indexNamed(text, schema));
	const indexes = [...(config.indexes ?? []).map(parse), ...dropped];
	return indexes.length === 0
		? { indexes: (flags.try ?? []).map(parse), dropped, candidates: [] }
		: { indexes, dropped, candidates: flags.try ?? [] };
}

/** An index of the schema, written as "table.index". */
function indexNamed(text: string, schema: Project["schema"]): IndexSpec {
	const named = readNamedIndex(text, schema);
	const indexes = schema.tables.find(({ name }) => name === named.table)?.indexes ?? [];
	const index = indexes.find(({ name }) => name === named.name);
	if (index !== undefined) return testedIndex({ table: named.table, index });
	throw new BenchError(
		"usage",
		`The schema has no index ${text}.`,
		`${named.table} has ${indexes.map(({ name }) => name).join(", ") || "none"}.`,
	);
}

async function changesSince(project: Project, revision: string, signal?: AbortSignal): Promise<IndexesOfDiff> {
	const before = await schemaAtRevision(project.request, revision, signal);
	const { added, dropped, ofNewTables } = diffIndexes(before, project.schema);
	const measurable = ({ index }: TableIndex) => index.parts.every((part) => !("undefined" in part));
	const now = [...added, ...ofNewTables].filter(measurable).map(testedIndex);
	const isTaken = (spec: IndexSpec) => now.some((one) => isSameName(one, spec));
	const gone = dropped.filter(measurable).map(testedIndex);
	// One that has other parts now is two indexes of one name, and a table takes only one of these.
	const apart = (spec: IndexSpec) => (isTaken(spec) ? { ...spec, name: `${spec.name.slice(0, 56)}_before` } : spec);
	return { revision, added: now, dropped: gone.map(apart) };
}

/** Both states of the schema, so that they are compared with each other and not only with none of these indexes. */
function setsOf({ revision, added, dropped }: IndexesOfDiff) {
	return [
		{ id: "before", title: `as at ${revision}`, indexes: dropped },
		{ id: "now", title: "as in the work tree", indexes: added },
	];
}
