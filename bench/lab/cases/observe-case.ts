import type { Connection } from "mysql2/promise";
import { messageOf } from "../../../base/errors.ts";
import { isQueryError } from "../../../mysql/errors.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import { samePlanAndCounters, sameSteps } from "../../judge/evidence-match.ts";
import { compareWork } from "../../judge/work-change.ts";
import type { Arms } from "../../measure/arms.ts";
import { sharedEvidence, takeEvidence } from "../../measure/evidence.ts";
import { batchesFor } from "../../measure/pairs.ts";
import { planOf, stepsOf } from "../../measure/plan.ts";
import { takeWork } from "../../measure/take-work.ts";
import type { Trial } from "../../measure/trial.ts";
import { planSignature } from "../../record/plan-signature.ts";
import type { Evidence } from "../../record/schema.ts";
import type { Prices } from "../../record/work.ts";
import { gate, slowdownOf, timed } from "./case-trials.ts";
import type { Case } from "./case-world.ts";
import { handmadeQuery } from "./handmade-query.ts";
import { type IndexJudgement, judgeCase } from "./judge-case.ts";
import type { Changed, Direction, Observation } from "./observation.ts";
import { createIndex, dropIndex } from "./random-index.ts";
import type { CaseQuery } from "./random-query.ts";

/** What was seen of a case: its queries, and what the judge says of its index. */
export interface CaseObservation {
	readonly queries: readonly Observation[];
	/** Queries that the server refused. */
	readonly refused: readonly RefusedQuery[];
	/** Absent where the baseline of a query was doubtful, or no query was changed. */
	readonly judgement?: IndexJudgement;
}

/** A query that the server refused, and what it said. */
export interface RefusedQuery {
	readonly case: number;
	readonly shape: string;
	readonly sql: string;
	readonly message: string;
}

/** Truth needs an interval that is beyond this factor as a whole. */
const TRUTH_FACTOR = 1.1;
const TRUTH_MS = 2500;
const GATE_FACTOR = 1.05;

type Looked = Observation | Changed;

/** Builds the index of a case invisibly, looks at every query in both arms, times them, and drops it again. */
export async function observeCase(
	arms: Arms,
	found: Case,
	prices: Prices,
	seed: number,
	signal: AbortSignal,
): Promise<CaseObservation> {
	const { before, observer } = arms;
	const refused: RefusedQuery[] = [];
	const looked: Looked[] = [];
	await before.enter();
	const absent: Way[] = [];
	for (const query of found.queries) absent.push(await wayOf(before.connection, query));
	await observer.query(createIndex(found.index));
	try {
		const attempt = async <T>(query: Pick<CaseQuery, "shape" | "sql">, step: () => Promise<T>) => {
			signal.throwIfAborted();
			try {
				return await step();
			} catch (error) {
				if (!isQueryError(error)) throw error;
				const { shape, sql } = query;
				refused.push({ case: found.number, shape, sql, message: messageOf(error) });
				return undefined;
			}
		};
		for (const [number, query] of found.queries.entries()) {
			const one = await attempt(query, () => look(arms, found, query, number, absent[number], prices));
			if (one !== undefined) looked.push(one);
		}
		const changed = looked.filter((one): one is Changed => "subject" in one);
		const time = (what: string, one: Changed, allowanceMs: number) =>
			attempt(one.head, () =>
				timed(arms, one, allowanceMs, `${seed}/${found.number}/${one.head.query}/${what}`, signal),
			);
		const gated = await gate(changed, (one, allowanceMs) => time("gate", one, allowanceMs));
		const truths = new Map<Changed, Trial>();
		for (const one of changed) {
			const trial = await time("truth", one, TRUTH_MS);
			if (trial !== undefined) truths.set(one, trial);
		}
		const queries = looked.flatMap((one) => ("subject" in one ? observed(one, gated, truths) : [one]));
		const whole =
			refused.length === 0 && queries.every(({ evidence, truth }) => evidence === "same" || truth !== "unknown");
		const judgement = whole && changed.length > 0 ? judgeCase(found.index, prices, changed, gated, truths) : undefined;
		return { queries, refused, ...(judgement === undefined ? {} : { judgement }) };
	} finally {
		await observer.query(dropIndex(found.index));
	}
}

/** How a query is run, to be held against how it is run where the index is hidden. */
type Way = Pick<Evidence, "plan" | "steps">;

async function wayOf(connection: Connection, { sql }: CaseQuery): Promise<Way> {
	const steps = await stepsOf(connection, [{ sql, params: [] }]);
	const plan = await planOf(connection, [{ sql, params: [] }]);
	return { plan, ...(steps === undefined ? {} : { steps: steps.hash }) };
}

/** Evidence of one query in both arms, priced where the index changes something. */
async function look(
	arms: Arms,
	found: Case,
	query: CaseQuery,
	number: number,
	absent: Way | undefined,
	prices: Prices,
): Promise<Looked> {
	const { scenario, stratum, subject } = handmadeQuery(query, `q${number}`, found.index.name);
	const see = async (arm: "before" | "after") => {
		await arms[arm].enter();
		return await takeEvidence(arms[arm].connection, arms.observer, scenario, stratum, subject.keys);
	};
	const was = await see("before");
	await arms.after.enter();
	const shared = await sharedEvidence(arms.after.connection, stratum, subject.keys, was);
	const own = await see("after");
	// A run takes the one for the other; whether it may is held against an execution of its own.
	const is = shared ?? own;
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
		...(shared === undefined
			? {}
			: ({ shared: samePlanAndCounters(was.evidence, own.evidence) ? "rightly" : "wrongly" } as const)),
	};
	if (compareWork(was.evidence, is.evidence) === "same") {
		return { ...head, evidence: "same", gate: "open", truth: "unknown" };
	}
	// A hidden index that changes a plan or its steps is no baseline; the tool measures such strata otherwise.
	const faithful = absent !== undefined && plans[0] === planSignature(absent.plan) && sameSteps(absent, was.evidence);
	if (!faithful) return { ...head, evidence: "unknown", gate: "open", truth: "unknown" };
	const statements = statementsFor(stratum, subject.keys[0] ?? []);
	const priced = async (arm: "before" | "after", evidence: Evidence): Promise<Evidence> => {
		await arms[arm].enter();
		const work = await takeWork(arms[arm].connection, statements, evidence, prices);
		return work === undefined ? evidence : { ...evidence, work };
	};
	const before = await priced("before", was.evidence);
	const after = await priced("after", is.evidence);
	const batch = batchesFor(was.roughMs, is.roughMs);
	const pairMs = was.roughMs * batch.before + is.roughMs * batch.after;
	return { head, subject, before, after, evidence: compareWork(before, after), batch, pairMs };
}

function observed(
	one: Changed,
	gated: ReadonlyMap<Changed, Trial>,
	truths: ReadonlyMap<Changed, Trial>,
): readonly Observation[] {
	const truth = truths.get(one);
	if (truth === undefined) return [];
	const { head, evidence, before, after } = one;
	const decided = evidence === "less" ? "faster" : evidence === "more" ? "slower" : undefined;
	const clocked = gated.get(one);
	const slowdown = slowdownOf(truth);
	return [
		{
			...head,
			evidence,
			gate: decided ?? (clocked === undefined ? "open" : directionOf(slowdownOf(clocked).interval, GATE_FACTOR)),
			truth: directionOf(slowdown.interval, TRUTH_FACTOR),
			slowdown,
			work: { before: before.work, after: after.work },
		},
	];
}

function directionOf([low, high]: readonly [number, number], factor: number): Direction {
	return low > factor ? "slower" : high < 1 / factor ? "faster" : "open";
}
