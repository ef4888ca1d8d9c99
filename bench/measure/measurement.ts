import type { Connection } from "mysql2/promise";
import type { Scenario, Suite } from "../../scenarios/suite.ts";
import type { Connect } from "../../seed/mysql.ts";
import type { Progress } from "../../seed/progress.ts";
import { samePlanAndCounters } from "../evidence-match.ts";
import type { BuiltIndex } from "../index-set.ts";
import { planSignature } from "../plan-signature.ts";
import type { Journal } from "../record/journal.ts";
import type { IndexRecord, ScenarioRecord } from "../record/schema.ts";
import { seededRandom } from "../statistics/random.ts";
import type { Execution } from "./pairs.ts";
import type { Subject } from "./survey.ts";
import { execute, statementsFor } from "./work.ts";

/** What a design needs to measure a suite; what it finds goes into the journal. */
export interface Measurement {
	readonly suite: Suite;
	/** The scenarios still to measure. */
	readonly scenarios: readonly Scenario[];
	readonly seed: number;
	readonly budgetMs: number;
	readonly connect: Connect;
	readonly journal: Journal;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** Runs a subject's unit of work on one held connection. */
export function executionOn(connection: Connection, subject: Subject): Execution {
	return (key) => execute(connection, statementsFor(subject.stratum, key));
}

/** The random stream of one stratum: it does not depend on which other scenarios run. */
export function randomFor(seed: number, subject: Subject): () => number {
	return seededRandom(`${seed}/${subject.scenario.id}/${subject.stratum.id}/trial`);
}

/** The index records of a run that has built them, before anything is known of their use. */
export function indexRecords(built: readonly BuiltIndex[]): IndexRecord[] {
	return built.map(({ spec, seconds, bytes, coveredBy }) => ({
		name: spec.name,
		table: spec.table,
		columns: [...spec.columns],
		buildSeconds: seconds,
		bytes,
		usedBy: [],
		coveredBy: [...coveredBy],
		verdict: "unresolved",
		reasons: [],
	}));
}

/** A scenario's record from those of its strata. */
export function scenarioRecord(
	scenario: Scenario,
	subjects: readonly Subject[],
	strata: ScenarioRecord["strata"],
): ScenarioRecord {
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
		baselineMatches: strata.every(
			(stratum) => stratum.absent === undefined || samePlanAndCounters(stratum.absent, stratum.before),
		),
		strata,
	};
}

/** What a reader must know of a scenario's baseline, if it is not what it should be. */
export function baselineNotices(scenario: ScenarioRecord): readonly string[] {
	return scenario.strata
		.filter((stratum) => stratum.absent !== undefined && !samePlanAndCounters(stratum.absent, stratum.before))
		.map((stratum) => {
			const absent = stratum.absent === undefined ? "" : planSignature(stratum.absent.plan);
			return `${scenario.id} ${stratum.id}: with the indexes invisible the server does not work as without them (${planSignature(stratum.before.plan)} against ${absent}).`;
		});
}
