import type { Connection } from "mysql2/promise";
import type { Progress } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import type { BuiltIndex } from "../../mysql/index-set.ts";
import { execute } from "../../mysql/statement.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Scenario, Suite } from "../../scenarios/suite.ts";
import type { Journal } from "../record/journal.ts";
import type { MeasuredIndex, MeasuredScenario, MeasuredStratum } from "../record/measured.ts";
import { seededRandom } from "../statistics/random.ts";
import type { Arm } from "./arms.ts";
import type { Passed } from "./limit-depth.ts";
import type { Execution, TimedArm } from "./pairs.ts";
import type { Subject } from "./survey.ts";

/** What a design needs to measure a suite; what it finds goes into the journal. */
export interface Measurement {
	readonly suite: Suite;
	/** The scenarios still to measure. */
	readonly scenarios: readonly Scenario[];
	readonly seed: number;
	readonly budgetMs: number;
	/** Limit of each statement of the application; by default none. */
	readonly queryTimeoutMs?: number;
	/** Of a run by counters: so long it may time what evidence leaves open; by default not at all. */
	readonly clockMs?: number;
	readonly connect: Connect;
	readonly journal: Journal;
	readonly progress: Progress;
	readonly signal: AbortSignal;
	/** Indexes of the suite that nothing here can meet, as they were built another time: they are not built. */
	readonly builtBefore?: readonly MeasuredIndex[];
	/** Experiments slow the "after" arm down by a known amount, to see whether that is found. */
	readonly plant?: (subject: Subject, after: Execution) => Execution;
}

/** An arm as a trial of one subject samples it. */
export function timedArm(arm: Arm, subject: Subject, batch: number): TimedArm {
	return { enter: arm.enter, execute: executionOn(arm.connection, subject), batch };
}

/**
 * Runs a subject's unit of work on one held connection. Building the query is the application's own time and not the
 * server's, so the statements of every key are made beforehand.
 */
export function executionOn(connection: Connection, subject: Subject): Execution {
	const statements = new Map(subject.keys.map((key) => [key, statementsFor(subject.stratum, key)]));
	return (key) => execute(connection, statements.get(key) ?? statementsFor(subject.stratum, key));
}

/** The random stream of one stratum: it does not depend on which other scenarios run. */
export function randomFor(seed: number, subject: Subject): () => number {
	return seededRandom(`${seed}/${subject.scenario.id}/${subject.stratum.id}/trial`);
}

/** The indexes of a run as they were built. */
export function indexRecords(built: readonly BuiltIndex[]): MeasuredIndex[] {
	return built.map(({ spec, seconds, bytes, coveredBy }) => ({
		name: spec.name,
		table: spec.table,
		columns: [...spec.columns],
		buildSeconds: seconds,
		bytes,
		coveredBy: [...coveredBy],
	}));
}

/** What a reader must know when the server does not tell how large the indexes are. */
export function sizeNotices(built: readonly BuiltIndex[]): readonly string[] {
	if (built.some((index) => index.bytes > 0)) return [];
	return ["The sizes of the indexes are unknown: the user may not read mysql.innodb_index_stats."];
}

/** A scenario's record from those of its strata. */
export function scenarioRecord(
	scenario: Scenario,
	subjects: readonly Subject[],
	strata: MeasuredStratum[],
	passed?: Passed,
): MeasuredScenario {
	const [first] = subjects;
	const key = first?.keys[0];
	const statements = first === undefined || key === undefined ? [] : statementsFor(first.stratum, key);
	return {
		id: scenario.id,
		title: scenario.title,
		group: scenario.group,
		kind: scenario.kind,
		caller: scenario.caller,
		source: scenario.source,
		affected: scenario.affected,
		weight: scenario.weight,
		weightReason: scenario.weightReason,
		sql: statements.map((statement) => statement.sql).join(";\n"),
		indexes: [...scenario.indexes],
		baselineMatches: strata.every((stratum) => stratum.hidden === undefined),
		strata: strata.map((stratum) => withFidelity(stratum, scenario, passed)),
	};
}

/** Beside rows examined here, those of the original, where both are known. */
function withFidelity(stratum: MeasuredStratum, { original }: Scenario, passed?: Passed): MeasuredStratum {
	const { rowsExamined } = stratum.before;
	// What an earlier run measured of the same data holds as long as its evidence does.
	const known = passed ?? stratum.fidelity?.passed;
	if (original === undefined || rowsExamined === null) return stratum;
	return {
		...stratum,
		fidelity: { rowsExamined, original: original.rowsExamined, ...(known === undefined ? {} : { passed: known }) },
	};
}

/** What a reader must know of a scenario's baseline, if hiding the indexes is not as good as not having them. */
export function baselineNotices(scenario: MeasuredScenario): readonly string[] {
	const strata = scenario.strata.filter((stratum) => stratum.hidden !== undefined).map((stratum) => stratum.id);
	if (strata.length === 0) return [];
	return [
		`${scenario.id} (${strata.join(", ")}): a hidden index changes this plan, so "before" was measured with the indexes dropped.`,
	];
}
