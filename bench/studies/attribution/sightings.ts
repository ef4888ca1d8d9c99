import type { Connection } from "mysql2/promise";
import { QueryTimeout } from "../../../mysql/errors.ts";
import { keyOfRecord } from "../../../scenarios/key.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import type { IndexSpec } from "../../../scenarios/suite.ts";
import { gotWorse } from "../../judge/evident-regression.ts";
import { takeEvidence } from "../../measure/evidence.ts";
import { planOf, plansForKeys } from "../../measure/plan.ts";
import { NO_EVIDENCE, type Subject } from "../../measure/survey.ts";
import { takeWork } from "../../measure/take-work.ts";
import { planSignature, plansOf } from "../../record/plan-signature.ts";
import type { Evidence, RunRecord, StratumRecord } from "../../record/schema.ts";
import type { AttributionEffect } from "../../record/studies/attribution.ts";
import type { Prices } from "../../record/work.ts";
import type { StudyContext } from "../study.ts";
import { givenUpText } from "../study-sessions.ts";

/** What one stratum does while some indexes are visible. */
export interface Sighting {
	/** Those of the visible indexes that are on the stratum's tables. */
	readonly visible: readonly string[];
	readonly evidence: Evidence;
	readonly executed: boolean;
}

/** All that is seen of one stratum, state by state. */
export interface Sight {
	readonly subject: Subject;
	readonly stratum: StratumRecord;
	readonly baseline: AttributionEffect["baseline"];
	/** By `stateKey` of the visible indexes on its tables. */
	readonly seen: Map<string, Sighting>;
}

/** Identity of a state: the names in order. */
export function stateKey(names: Iterable<string>): string {
	return JSON.stringify([...names].sort());
}

/** The names of those indexes that are on tables which the stratum reads: no other can matter to it. */
export function relevantTo({ subject }: Sight, specs: readonly IndexSpec[]): readonly string[] {
	const [key = []] = subject.keys;
	const texts = statementsFor(subject.stratum, key).map(({ sql }) => sql);
	return specs.filter((spec) => texts.some((sql) => sql.includes(`\`${spec.table}\``))).map(({ name }) => name);
}

/** What a stratum does while these are visible, if that has been seen. */
export function sightingOf(sight: Sight, visible: Iterable<string>, relevant: readonly string[]): Sighting | undefined {
	const names = new Set(visible);
	return sight.seen.get(stateKey(relevant.filter((name) => names.has(name))));
}

/** The strata of a run that were measured and only read, with the keys that were drawn for them. */
export function sightsOf({ scenarios, record }: Pick<StudyContext, "scenarios" | "record">): readonly Sight[] {
	return scenarios.flatMap((scenario) => {
		const found = record.scenarios.find(({ id }) => id === scenario.id);
		if (found === undefined || scenario.kind === "write") return [];
		return scenario.strata.flatMap((stratum): Sight[] => {
			const measured = found.strata.find(({ id }) => id === stratum.id);
			if (measured === undefined || measured.before.plan.length === 0 || measured.after.plan.length === 0) return [];
			const keys = measured.parameters.map(keyOfRecord);
			const baseline = measured.hidden === undefined ? "hidden" : "doubtful";
			return [{ subject: { scenario, stratum, keys }, stratum: measured, baseline, seen: new Map() }];
		});
	});
}

/** Looks at strata in whatever state the indexes are in. */
export interface Looker {
	/** Notes what a stratum does in the present state, in which these of its indexes are visible. */
	look(sight: Sight, visible: readonly string[]): Promise<void>;
	/** How often a plan was new, so that the query had to be executed. */
	readonly executions: number;
	/** Queries that were given up, one sentence each. */
	readonly givenUp: readonly string[];
}

/**
 * Takes every key's plan first, which costs next to nothing. If they are those of a state whose evidence is known, the
 * evidence is that state's: the same way to the rows takes the same work. Only a plan never seen makes the query run. Of
 * one that is given up the plan is all the evidence there is, and it is not tried again.
 * @param prices of the run, so that a state's work compares with what the run has seen; without them counters alone count.
 */
export function lookerOn(session: Connection, observer: Connection, prices?: Prices): Looker {
	const known = new Map<Subject, Map<string, Evidence>>();
	const givenUp: string[] = [];
	let executions = 0;
	const evidenceOf = async ({ scenario, stratum, keys }: Subject, visible: readonly string[]): Promise<Evidence> => {
		try {
			const { evidence } = await takeEvidence(session, observer, scenario, stratum, keys);
			const statements = statementsFor(stratum, keys[0] ?? []);
			const work = prices === undefined ? undefined : await takeWork(session, statements, evidence, prices);
			return work === undefined ? evidence : { ...evidence, work };
		} catch (error) {
			if (!(error instanceof QueryTimeout)) throw error;
			const state = visible.length === 0 ? "without an index" : `with ${visible.join(", ")}`;
			givenUp.push(givenUpText(`${scenario.id} ${stratum.id} ${state}`, error));
			const plan = await planOf(session, statementsFor(stratum, keys[0] ?? []));
			return { ...NO_EVIDENCE, plan, timedOutSeconds: error.seconds };
		}
	};
	return {
		async look(sight, visible) {
			const { stratum, keys } = sight.subject;
			const evidences = known.get(sight.subject) ?? evidencesOf(sight.stratum);
			known.set(sight.subject, evidences);
			const plans = (await plansForKeys(session, stratum, keys)).map(planSignature);
			const plan = JSON.stringify(plans);
			let evidence = evidences.get(plan) ?? evidences.get(givenUpWith(plans[0]));
			const executed = evidence === undefined;
			if (evidence === undefined) {
				executions += 1;
				evidence = await evidenceOf(sight.subject, visible);
				evidences.set(plan, evidence);
			}
			sight.seen.set(stateKey(visible), { visible, evidence, executed });
		},
		givenUp,
		get executions() {
			return executions;
		},
	};
}

/** Of an arm that the run gave up only the first key's plan is known. */
function givenUpWith(firstPlan: string | undefined): string {
	return `given up: ${firstPlan}`;
}

function evidencesOf({ before, after }: StratumRecord): Map<string, Evidence> {
	return new Map(
		[after, before].map((arm) => [
			arm.timedOutSeconds === undefined ? JSON.stringify(plansOf(arm)) : givenUpWith(planSignature(arm.plan)),
			arm,
		]),
	);
}

/** The strata that the run found worse with the indexes under test. */
export function isRegression({ stratum }: Pick<Sight, "stratum">): boolean {
	return gotWorse(stratum);
}

/** Seconds that building these indexes took in this run. */
export function buildSecondsOf(names: Iterable<string>, record: Pick<RunRecord, "indexes">): number {
	const wanted = new Set(names);
	return record.indexes.reduce((sum, { name, buildSeconds }) => sum + (wanted.has(name) ? buildSeconds : 0), 0);
}
