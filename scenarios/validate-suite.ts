import { BenchError } from "../base/errors.ts";
import { partText } from "../mysql/index-parts.ts";
import { isNamedIn, partsOf, sameIndex } from "../mysql/index-spec.ts";
import { whyNoRead } from "../mysql/sql/read-statement.ts";
import { secondaryKeys } from "../schema/ddl/table-statements.ts";
import type { TableModel } from "../schema/model.ts";
import { sampleStatements } from "./sample-statements.ts";
import { schemaProblem } from "./schema-problems.ts";
import type { Claim, ConcentrationClaim, IndexSpec, Scenario, Suite } from "./suite.ts";
import { validateWrites } from "./validate-writes.ts";

/**
 * Says whether a suite hangs together before any server is started.
 * Every query is rendered once with a placeholder key, so a query that cannot be rendered shows here too.
 * @throws BenchError kind "usage" naming the first thing that is wrong.
 */
export function validateSuite(suite: Suite): void {
	distinct(
		suite.scenarios.map((scenario) => scenario.id),
		"scenario id",
	);
	distinct(
		suite.claims.map((claim) => claim.id),
		"claim id",
	);
	distinct(
		suite.indexes.map(({ table, name }) => `${table}.${name}`),
		"index",
	);
	for (const index of suite.indexes) validateIndex(index, suite.tables);
	validateSets(suite);
	for (const scenario of suite.scenarios) validateScenario(scenario, suite.indexes);
	if (suite.scenarios.length > 0 && suite.scenarios.every(({ tier }) => tier === "full")) {
		throw wrong("The suite has no core scenario, so a run without --full would measure nothing.");
	}
	const problem = schemaProblem(suite);
	if (problem !== undefined) throw wrong(problem);
	validateWrites(suite.writes ?? [], suite.indexes, suite.tables);
	for (const claim of suite.claims) validateClaim(claim, suite);
	if (suite.concentration !== undefined) validateConcentration(suite.concentration);
}

/** The scenarios that a claim speaks of: those of its group or index whose query touches an indexed column. */
export function scenariosInScope(claim: Claim, suite: Suite): readonly Scenario[] {
	const { scope } = claim;
	return suite.scenarios.filter((scenario) => {
		if (!scenario.affected) return false;
		if ("group" in scope) return scenario.group === scope.group;
		if ("index" in scope) return scenario.indexes.includes(scope.index);
		return true;
	});
}

function validateIndex(index: IndexSpec, tables: readonly TableModel[]): void {
	const table = tables.find((candidate) => candidate.name === index.table);
	if (table === undefined) {
		throw wrong(`Index ${index.name} is on table ${index.table}, which the suite does not have.`);
	}
	if (index.columns.length === 0) throw wrong(`Index ${index.name} has no columns.`);
	const columns = new Set(table.columns.map((column) => column.name));
	const unknown = partsOf(index).find((part) => "column" in part && !columns.has(part.column));
	if (unknown !== undefined) {
		throw wrong(`Index ${index.name} names column ${partText(unknown)}, which ${index.table} does not have.`);
	}
	if (secondaryKeys(table).some(({ name }) => name.toLowerCase() === index.name.toLowerCase())) {
		throw wrong(`Index ${index.name} is already part of the seeded table ${index.table}, so there is no "before".`);
	}
}

/** Indexes of sets and remedies: whole, and of one meaning wherever their name occurs. */
function validateSets({ indexes, indexSets = [], scenarios, tables }: Suite): void {
	distinct(
		indexSets.map((set) => set.id),
		"index set",
	);
	const odd = indexSets.find((set) => !/^[a-z][\w-]*$/i.test(set.id));
	if (odd !== undefined) throw wrong(`The index set "${odd.id}" needs an id of letters, digits and dashes.`);
	const remedies = scenarios.flatMap(({ remedy }) => remedy ?? []);
	const idOf = ({ table, name }: IndexSpec) => JSON.stringify([table, name]);
	const known = new Map(indexes.map((index) => [idOf(index), index]));
	for (const index of [...indexSets.flatMap((set) => set.indexes), ...remedies]) {
		const other = known.get(idOf(index));
		if (other === undefined) validateIndex(index, tables);
		else if (!sameIndex(other, index)) {
			throw wrong(`The name ${index.name} stands for two different indexes.`);
		}
		known.set(idOf(index), index);
	}
}

function validateScenario(scenario: Scenario, indexes: readonly IndexSpec[]): void {
	const { id } = scenario;
	const unknown = scenario.indexes.find((name) => !indexes.some((index) => isNamedIn([name], index)));
	if (unknown !== undefined) throw wrong(`Scenario ${id} names index ${unknown}, which the suite does not test.`);
	if (scenario.affected !== scenario.indexes.length > 0) {
		throw wrong(`Scenario ${id} is affected exactly if it names an index that could serve it; it says otherwise.`);
	}
	if (scenario.kind === "control" && scenario.affected) throw wrong(`Scenario ${id} is a control and yet affected.`);
	if (!(scenario.weight > 0 && Number.isFinite(scenario.weight))) {
		throw wrong(`Scenario ${id} has weight ${scenario.weight}; a weight is a positive number.`);
	}
	validateStrata(scenario);
	const silent = scenario.strata.find((stratum) => !sampleStatements({ ...scenario, strata: [stratum] }).length);
	if (silent !== undefined) throw wrong(`Stratum ${silent.id} of scenario ${id} sends nothing.`);
	if (scenario.kind === "write") return;
	for (const { sql } of sampleStatements(scenario)) {
		const why = whyNoRead(sql);
		if (why !== undefined) throw wrong(`Scenario ${id} is declared a ${scenario.kind}, yet it ${why}.`);
	}
}

function validateStrata(scenario: Scenario): void {
	distinct(
		scenario.strata.map((stratum) => stratum.id),
		`stratum of scenario ${scenario.id}`,
	);
	for (const { id, share, keys } of scenario.strata) {
		const name = `Stratum ${id} of scenario ${scenario.id}`;
		if (!(share > 0)) throw wrong(`${name} has share ${share}; a share is a positive number.`);
		if (keys.by === "constant" && keys.keys.length === 0) throw wrong(`${name} has no keys.`);
		const asked = keys.by === "sql" ? [keys.sql] : keys.by === "lists" ? keys.lists : [];
		if (asked.some((sql) => !/\border\s+by\b/i.test(sql))) {
			throw wrong(`${name} draws its keys without ORDER BY, so the same data could give other keys.`);
		}
		if (keys.by === "frequency" && !(keys.from >= 0 && keys.from < keys.to && keys.to <= 1)) {
			throw wrong(`${name} draws keys of ranks ${keys.from} to ${keys.to}; ranks run from 0 to 1.`);
		}
	}
	const total = scenario.strata.reduce((sum, stratum) => sum + stratum.share, 0);
	if (Math.abs(total - 1) > 1e-9) {
		throw wrong(`The shares of scenario ${scenario.id} add up to ${Number(total.toFixed(6))} instead of 1.`);
	}
}

function validateClaim(claim: Claim, suite: Suite): void {
	const [low, high] = claim.range;
	if (!(low > 0 && low <= high && high < 100)) {
		throw wrong(`Claim ${claim.id} has the range ${low} to ${high}; a reduction lies above 0 and below 100 %.`);
	}
	if (scenariosInScope(claim, suite).length === 0) {
		throw wrong(`Claim ${claim.id} speaks of no affected scenario of the suite.`);
	}
}

function validateConcentration({ top, sharePct }: ConcentrationClaim): void {
	if (!(Number.isInteger(top) && top > 0 && sharePct > 0 && sharePct < 100)) {
		throw wrong(`The suite claims that the top ${top} give ${sharePct} %; it takes a whole number and 0 to 100 %.`);
	}
}

function distinct(names: readonly string[], what: string): void {
	const twice = names.find((name, position) => names.indexOf(name) !== position);
	if (twice !== undefined) throw wrong(`The suite has ${what} ${twice} twice.`);
}

function wrong(message: string): BenchError {
	return new BenchError(
		"usage",
		message,
		"Correct the suite's definition; docs/writing-a-suite.md shows a whole suite.",
	);
}
