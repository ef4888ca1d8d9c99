import type { Connection, RowDataPacket } from "mysql2/promise";
import { messageOf } from "../../base/errors.ts";
import { isQueryError, QueryTimeout } from "../../mysql/errors.ts";
import type { Statement } from "../../mysql/statement.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Candidate } from "../../schema/candidates/candidate.ts";
import { takeEvidence } from "../measure/evidence.ts";
import { planOf, plansForKeys } from "../measure/plan.ts";
import { NO_EVIDENCE, type Subject } from "../measure/survey.ts";
import { takeWork } from "../measure/take-work.ts";
import { REFERENCE } from "../measure/work-prices.ts";
import type { Taken } from "../record/advice/facts.ts";
import type { Evidence, PlanStep } from "../record/evidence.ts";
import type { IndexState } from "./index-state.ts";

/** What a subject does with some candidates in force. */
export interface Seen {
	/** The plans of all its keys: where they are the same, the work is. */
	readonly plans: string;
	readonly evidence: Evidence;
	/** The optimizer's own estimate of the first key's statements; undefined where it tells none. */
	readonly cost: number | undefined;
	readonly failure?: string;
}

/** Where executions are kept, so that no plan is run twice, nor again by a run that is continued. */
export interface TakenStore {
	get(key: string): Taken | undefined;
	put(key: string, taken: Taken): Promise<void>;
}

/** A query that takes longer is not run twice more to be priced: its counters alone then say what they can. */
const MOST_MS = 5000;

/**
 * Looks at subjects under any state of the candidates. A plan is asked for each time; a statement is only run when its
 * plan is a new one. Work is counted at the prices of the reference machine, so that every machine chooses the same.
 */
export class Laboratory {
	private readonly session: Connection;
	private readonly observer: Connection;
	private readonly state: Pick<IndexState, "show">;
	private readonly store: TakenStore;
	/** How many plans were asked for and how many of them were run. */
	explained = 0;
	executed = 0;

	/** @param session measures, and sees no invisible index. @param observer reads the server's counters. */
	constructor(session: Connection, observer: Connection, state: Pick<IndexState, "show">, store: TakenStore) {
		this.session = session;
		this.observer = observer;
		this.state = state;
		this.store = store;
	}

	/** What the subjects do with these candidates in force. */
	async look(
		inForce: ReadonlySet<Candidate>,
		subjects: readonly Subject[],
		signal: AbortSignal,
	): Promise<ReadonlyMap<Subject, Seen>> {
		await this.state.show(inForce);
		const seen = new Map<Subject, Seen>();
		for (const subject of subjects) {
			signal.throwIfAborted();
			seen.set(subject, await this.lookAt(subject));
		}
		return seen;
	}

	private async lookAt(subject: Subject): Promise<Seen> {
		const { stratum, keys } = subject;
		const statements = statementsFor(stratum, keys[0] ?? []);
		try {
			const plan = await planOf(this.session, statements);
			const keyPlans = await plansForKeys(this.session, stratum, keys.slice(1));
			this.explained += keys.length;
			const key = `${subject.scenario.id}/${stratum.id} ${textOf(plan)}`;
			const taken = this.store.get(key) ?? (await this.take(key, subject, statements, plan));
			const others = keyPlans.length === 0 ? {} : { keyPlans };
			return {
				plans: [plan, ...keyPlans].map(textOf).join(" | "),
				evidence: { ...(taken.evidence ?? NO_EVIDENCE), ...others },
				cost: taken.cost ?? undefined,
				...(taken.failure === undefined ? {} : { failure: taken.failure }),
			};
		} catch (error) {
			if (!isQueryError(error)) throw error;
			return { plans: "", evidence: NO_EVIDENCE, cost: undefined, failure: messageOf(error) };
		}
	}

	private async take(
		key: string,
		{ scenario, stratum, keys }: Subject,
		statements: readonly Statement[],
		plan: PlanStep[],
	): Promise<Taken> {
		this.executed += 1;
		const taken = await this.execute(scenario, stratum, keys, statements, plan);
		await this.store.put(key, taken);
		return taken;
	}

	private async execute(
		scenario: Subject["scenario"],
		stratum: Subject["stratum"],
		keys: Subject["keys"],
		statements: readonly Statement[],
		plan: PlanStep[],
	): Promise<Taken> {
		const cost = (await estimateOf(this.session, statements)) ?? null;
		try {
			const first = keys.slice(0, 1);
			const { evidence, roughMs, sentBytes } = await takeEvidence(
				this.session,
				this.observer,
				scenario,
				stratum,
				first,
			);
			const work =
				roughMs > MOST_MS ? undefined : await takeWork(this.session, statements, evidence, PRICES, sentBytes);
			return { evidence: work === undefined ? evidence : { ...evidence, work }, ms: roughMs, cost };
		} catch (error) {
			if (!isQueryError(error)) throw error;
			if (!(error instanceof QueryTimeout)) return { failure: messageOf(error), cost };
			return { evidence: { ...NO_EVIDENCE, plan, timedOutSeconds: error.seconds }, ms: 1000 * error.seconds, cost };
		}
	}
}

const PRICES = Object.fromEntries(Object.entries(REFERENCE).map(([kind, [low, high]]) => [kind, [low, high]]));

/** A plan with all that tells it apart from another one, its estimates left out. */
function textOf(plan: readonly PlanStep[]): string {
	return plan.map(({ table, access, key, extra }) => [table, access, key ?? "-", extra ?? ""].join(":")).join(" > ");
}

/** What the optimizer thinks that the statements cost, in its own units. */
async function estimateOf(connection: Connection, statements: readonly Statement[]): Promise<number | undefined> {
	let sum = 0;
	try {
		await connection.query("SET SESSION explain_json_format_version = 1").catch((error: unknown) => {
			// Earlier servers know the first format alone.
			if (!isQueryError(error)) throw error;
		});
		for (const { sql, params } of statements) {
			const [[row]] = await connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=JSON ${sql}`, [...params]);
			const cost = costIn(JSON.parse(String(row?.EXPLAIN)));
			if (cost === undefined) return undefined;
			sum += cost;
		}
		return sum;
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return undefined;
	}
}

/** The cost of the outermost blocks: one, or those of a UNION. */
function costIn(node: unknown): number | undefined {
	if (typeof node !== "object" || node === null) return undefined;
	const { query_block: block, union_result: union, query_specifications: parts, cost_info: cost } = node as Plan;
	if (block !== undefined) return costIn(block);
	if (union !== undefined) return costIn(union);
	if (parts !== undefined) {
		const costs = parts.map(costIn);
		return costs.reduce<number | undefined>(
			(sum, one) => (sum === undefined || one === undefined ? undefined : sum + one),
			0,
		);
	}
	return cost?.query_cost === undefined ? undefined : Number(cost.query_cost);
}

interface Plan {
	readonly query_block?: unknown;
	readonly union_result?: unknown;
	readonly query_specifications?: readonly unknown[];
	readonly cost_info?: { readonly query_cost?: string };
}
