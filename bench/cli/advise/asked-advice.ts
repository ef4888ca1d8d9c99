import { join } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { displayPath } from "../../../base/paths.ts";
import type { IndexSpec } from "../../../mysql/index-spec.ts";
import { findConfig } from "../../../scenarios/project/find-config.ts";
import { openProject, type Project } from "../../../scenarios/project/project.ts";
import { suiteOfProject, testing } from "../../../scenarios/project/suite-of-project.ts";
import type { Suite } from "../../../scenarios/suite.ts";
import { loadSuite } from "../../../scenarios/suites.ts";
import { readQueries } from "../../../scenarios/workload/read-queries.ts";
import { audit } from "../../../schema/audit/audit.ts";
import type { Finding } from "../../../schema/audit/finding.ts";
import { sourceUsage } from "../../../schema/audit/source-usage.ts";
import { type Candidate, candidateId, type NotTried, type Origin } from "../../../schema/candidates/candidate.ts";
import { candidatesOfSchema, ofFinding } from "../../../schema/candidates/from-schema.ts";
import { merged } from "../../../schema/candidates/merge.ts";
import { sortOut } from "../../../schema/candidates/usable.ts";
import { parseIndexSpec } from "../../../schema/index-spec.ts";
import type { SchemaModel, TableModel } from "../../../schema/model.ts";
import type { Bundle } from "../../../seed/bundle/format.ts";
import type { AdviseFlags } from "../flags/advise-flags.ts";
import { findingsIn, readDocument } from "../json-document.ts";

/** What is to be searched: the workload on its tables, and what is suggested before a server is asked. */
export interface AskedAdvice {
	/** Without indexes under test. */
	readonly suite: Suite;
	readonly suggested: readonly Candidate[];
	readonly notTried: readonly NotTried[];
	/** Ids of the indexes that the suite or the config has under test. */
	readonly reference: readonly string[];
	readonly suggestedAlone: boolean;
	readonly production?: Bundle;
	readonly implied: boolean;
}

/** The suite of --suite or of the config, or one made of the project's schema. @throws BenchError kind "usage" */
export async function askedAdvice(flags: AdviseFlags, signal: AbortSignal): Promise<AskedAdvice> {
	const start = process.cwd();
	if (flags.suite !== undefined) return ofSuite(await loadSuite(flags.suite), flags);
	const { folder, config } = await findConfig(start, flags.config);
	if (config.suite !== undefined) return ofSuite(await loadSuite(join(folder, config.suite)), flags);
	const asked = { start, ...(flags.config === undefined ? {} : { config: flags.config }) };
	const project = await openProject(
		{ ...asked, ...(flags.schema === undefined ? {} : { schema: flags.schema }) },
		signal,
	);
	return await ofProject(project, flags);
}

function ofSuite(suite: Suite, flags: AdviseFlags): AskedAdvice {
	const model: SchemaModel = { tables: suite.tables, views: [], relations: [], problems: [] };
	const own = suite.indexes.map((index) => added(index, { from: "suite" }));
	const sets = (suite.indexSets ?? []).flatMap(({ indexes }) =>
		indexes.map((index) => added(index, { from: "suite" })),
	);
	const tried = triedOf(flags, suite.tables);
	const all =
		flags.from === undefined
			? [...own, ...sets, ...tried, ...candidatesOfSchema(model, audit(model).findings, undefined)]
			: [...tried, ...adviceOfAudit(flags.from, model)];
	const { usable, notTried } = sortOut(merged(all), suite.tables);
	return {
		suite: searched(suite),
		suggested: usable,
		notTried,
		reference: own.map(candidateId),
		suggestedAlone: flags.from !== undefined,
		implied: false,
	};
}

async function ofProject(project: Project, flags: AdviseFlags): Promise<AskedAdvice> {
	const { config, folder, schema, production } = project;
	const patterns = flags.source.length > 0 ? flags.source : (config.source ?? []);
	const usage = patterns.length === 0 ? undefined : await sourceUsage(folder, patterns, schema);
	const { findings } = audit(schema, usage === undefined ? {} : { usage });
	const own = (config.indexes ?? []).map((text) => added(parseIndexSpec(text, schema.tables), { from: "suite" }));
	const tried = triedOf(flags, schema.tables);
	const all =
		flags.from === undefined
			? [...own, ...tried, ...candidatesOfSchema(schema, findings, usage)]
			: [...tried, ...adviceOfAudit(flags.from, schema, findings)];
	const { usable, notTried } = sortOut(merged(all), schema.tables);
	const queries = await readQueries([...(config.queries ?? []), ...flags.query], folder);
	const indexes = usable.map(({ index }) => index);
	const suite = suiteOfProject(project, { indexes, queries, isSearch: true });
	const isGiven = queries.length + (config.scenarios ?? []).length > 0;
	const made = new Set(suite.tables.map(({ name }) => name));
	return {
		suite: searched(suite),
		suggested: usable.filter(({ index }) => made.has(index.table)),
		notTried,
		reference: own.map(candidateId),
		suggestedAlone: flags.from !== undefined,
		...(production === undefined ? {} : { production }),
		implied: !isGiven && (production?.queries.length ?? 0) === 0,
	};
}

/** The suite with nothing under test: "before" is the schema as it is. Its remedies stay, as suggestions. */
function searched(suite: Suite): Suite {
	const bare = testing(suite, { indexes: [] });
	const { concentration: _, ...rest } = bare;
	const remedies = new Map(suite.scenarios.map(({ id, remedy }) => [id, remedy]));
	return {
		...rest,
		scenarios: rest.scenarios.map((scenario) => {
			const remedy = remedies.get(scenario.id);
			return remedy === undefined ? scenario : { ...scenario, remedy };
		}),
	};
}

function triedOf({ try: tried }: AdviseFlags, tables: readonly TableModel[]): readonly Candidate[] {
	return tried.map((text) => added(parseIndexSpec(text, tables), { from: "asked" }));
}

/** What a file of `audit --json` advises, or the audit of the schema itself. @throws BenchError kind "usage" */
function adviceOfAudit(
	from: string,
	model: SchemaModel,
	findings: readonly Finding[] = audit(model).findings,
): readonly Candidate[] {
	const found = (from === "audit" ? findings : findingsOfFile(from)).flatMap(ofFinding);
	const candidates = found.filter(({ index }) => model.tables.some(({ name }) => name === index.table));
	if (candidates.length > 0) return candidates;
	throw new BenchError(
		"usage",
		from === "audit"
			? "The audit of this schema advises no index."
			: `${displayPath(from)} advises no index on a table of this schema.`,
		"Leave --from out: then the schema, its source and the queries suggest indexes.",
	);
}

function findingsOfFile(file: string): readonly Finding[] {
	const findings = findingsIn(readDocument(displayPath(file), MAKE_IT));
	if (findings !== undefined) return findings as readonly Finding[];
	throw new BenchError("usage", `${displayPath(file)} holds no findings.`, MAKE_IT);
}

const MAKE_IT = "Make it with index-impact audit --json.";

function added(index: IndexSpec, origin: Origin): Candidate {
	return { change: "add", index, origins: [origin] };
}
