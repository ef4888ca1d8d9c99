import type { Connection } from "mysql2/promise";
import { isQueryError } from "../../../mysql/errors.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import { compareWork, type WorkVerdict } from "../../judge/work-change.ts";
import type { Arms } from "../../measure/arms.ts";
import { takeEvidence } from "../../measure/evidence.ts";
import { executionOn } from "../../measure/measurement.ts";
import { batchesFor } from "../../measure/pairs.ts";
import { planOf } from "../../measure/plan.ts";
import { takeWork } from "../../measure/take-work.ts";
import { runTrial } from "../../measure/trial.ts";
import { planSignature } from "../../record/plan-signature.ts";
import type { Evidence } from "../../record/schema.ts";
import type { Prices } from "../../record/work.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import { seededRandom } from "../../statistics/random.ts";
import type { Case, World } from "./case-world.ts";
import { handmadeQuery } from "./handmade-query.ts";
import { createIndex, dropIndex } from "./random-index.ts";
import type { CaseQuery } from "./random-query.ts";

/** What was seen of one query in a case. */
export interface Observation {
	readonly case: number;
	readonly query: number;
	readonly shape: string;
	readonly sql: string;
	readonly index: string;
	readonly plans: readonly [string, string];
	/** What evidence says of the index. */
	readonly evidence: WorkVerdict;
	/** What a gate with its few seconds of clock says where evidence leaves it open. */
	readonly gate: Direction;
	/** What many pairs say; the clock is not asked where the index changes nothing. */
	readonly truth: Direction | "unknown";
	/** Time after over time before, with its interval; absent where nothing was timed. */
	readonly slowdown?: {
		readonly estimate: number;
		readonly interval: readonly [number, number];
		readonly pairs: number;
	};
	/** Milliseconds of one execution before, roughly. */
	readonly beforeMs: number;
	readonly work?: { readonly before: Evidence["work"]; readonly after: Evidence["work"] };
	readonly digestsDiffer: boolean;
}

export type Direction = "faster" | "slower" | "open";

/** Truth needs an interval that is beyond this factor as a whole. */
const TRUTH_FACTOR = 1.1;
const TRUTH = { level: 0.99, mostMs: 2500 };
/** What a gate with a clock spends on one open stratum at the most. */
const GATE = { level: 0.99, mostMs: 2500 };
const GATE_FACTOR = 1.05;

/** Builds the index of a case invisibly, looks at every query in both arms, and drops it again. */
export async function observeCase(
	arms: Arms,
	{ schema: _ }: World,
	found: Case,
	prices: Prices,
	seed: number,
	signal: AbortSignal,
): Promise<readonly (Observation | { readonly failure: string })[]> {
	const { before, observer } = arms;
	const observations: (Observation | { failure: string })[] = [];
	await before.enter();
	const absent: string[] = [];
	for (const query of found.queries) absent.push(await planText(before.connection, query));
	await observer.query(createIndex(found.index));
	try {
		for (const [number, query] of found.queries.entries()) {
			signal.throwIfAborted();
			try {
				observations.push(await observe(arms, found, query, number, absent[number] ?? "", prices, seed, signal));
			} catch (error) {
				if (!isQueryError(error)) throw error;
				observations.push({
					failure: `case ${found.number}, ${query.shape}: ${(error as Error).message}: ${query.sql}`,
				});
			}
		}
	} finally {
		await observer.query(dropIndex(found.index));
	}
	return observations;
}

async function planText(connection: Connection, query: CaseQuery): Promise<string> {
	return planSignature(await planOf(connection, [{ sql: query.sql, params: [] }]));
}

async function observe(
	arms: Arms,
	found: Case,
	query: CaseQuery,
	number: number,
	absent: string,
	prices: Prices,
	seed: number,
	signal: AbortSignal,
): Promise<Observation> {
	const { scenario, stratum, subject } = handmadeQuery(query);
	const look = async (arm: "before" | "after") => {
		await arms[arm].enter();
		return await takeEvidence(arms[arm].connection, arms.observer, scenario, stratum, subject.keys);
	};
	const [was, is] = [await look("before"), await look("after")];
	const plans = [planSignature(was.evidence.plan), planSignature(is.evidence.plan)] as const;
	const head = {
		case: found.number,
		query: number,
		shape: query.shape,
		sql: query.sql,
		index: `${found.index.unique ? "unique " : ""}${found.index.table}(${found.index.parts})`,
		plans,
		beforeMs: was.roughMs,
		digestsDiffer: was.evidence.digest !== is.evidence.digest,
	};
	if (compareWork(was.evidence, is.evidence) === "same") {
		return { ...head, evidence: "same", gate: "open", truth: "unknown" };
	}
	// A hidden index that changes a plan by its statistics is no baseline; the tool measures such strata otherwise.
	if (plans[0] !== absent) return { ...head, evidence: "unknown", gate: "open", truth: "unknown" };
	const statements = statementsFor(stratum, subject.keys[0] ?? []);
	const priced = async (arm: "before" | "after", evidence: Evidence): Promise<Evidence> => {
		await arms[arm].enter();
		const work = await takeWork(arms[arm].connection, statements, evidence, prices);
		return work === undefined ? evidence : { ...evidence, work };
	};
	const before = await priced("before", was.evidence);
	const after = await priced("after", is.evidence);
	const evidence = compareWork(before, after);
	const batch = batchesFor(was.roughMs, is.roughMs);
	const arm = (name: "before" | "after") => ({
		enter: arms[name].enter,
		execute: executionOn(arms[name].connection, subject),
		batch: batch[name],
	});
	const timed = async (what: string, { level, mostMs }: typeof TRUTH) => {
		const random = seededRandom(`${seed}/${found.number}/${number}/${what}`);
		const pairMs = was.roughMs * batch.before + is.roughMs * batch.after;
		const plan = { level, threshold: Math.log(1.05), allowanceMs: mostMs, pairMs, decidedByEvidence: false };
		const { pairs } = await runTrial(arm("before"), arm("after"), subject.keys, "count", plan, random, signal);
		const d = pairs.map(([b, a]) => Math.log(a / b));
		const { estimate, interval } = hodgesLehmann(d, level);
		return {
			estimate: Math.exp(estimate),
			interval: [Math.exp(interval[0]), Math.exp(interval[1])] as const,
			pairs: d.length,
		};
	};
	const direction = ([low, high]: readonly [number, number], factor: number): Direction =>
		low > factor ? "slower" : high < 1 / factor ? "faster" : "open";
	const decided = evidence === "less" ? "faster" : evidence === "more" ? "slower" : undefined;
	const gate = decided ?? direction((await timed("gate", GATE)).interval, GATE_FACTOR);
	const slowdown = await timed("truth", TRUTH);
	const truth = direction(slowdown.interval, TRUTH_FACTOR);
	return { ...head, evidence, gate, truth, slowdown, work: { before: before.work, after: after.work } };
}
