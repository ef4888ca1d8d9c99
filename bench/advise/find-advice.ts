import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Progress } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import { addIndex, dropIndexes, readIndexes } from "../../mysql/index-set.ts";
import { limitQueries } from "../../mysql/query-limit.ts";
import { showInvisible } from "../../mysql/session.ts";
import type { Key } from "../../scenarios/suite.ts";
import type { Candidate } from "../../schema/candidates/candidate.ts";
import { openSession } from "../measure/arms.ts";
import type { Subject } from "../measure/survey.ts";
import { warmTables } from "../measure/warm.ts";
import { preciseStatistics } from "./build-candidates.ts";
import type { AdviceDraft } from "./draft.ts";
import { findSet } from "./find-set.ts";
import { type Gathered, gatherCandidates, subjectsOf } from "./gather.ts";
import { IndexState } from "./index-state.ts";
import { Laboratory, type TakenStore } from "./laboratory.ts";
import { measureAlone } from "./measure-all.ts";
import type { AdvisePlan } from "./plan.ts";
import { Workplace } from "./workplace.ts";
import { writeLoadOf } from "./write-load.ts";

export interface Finding {
	readonly plan: AdvisePlan;
	readonly connect: Connect;
	readonly owned: boolean;
	readonly store: TakenStore & { readonly kept: number };
	readonly draft: AdviceDraft;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** From a loaded dataset to the chosen set; all of it ends up in the draft. */
export async function findAdvice(finding: Finding): Promise<void> {
	const { plan, connect, owned, draft, progress, signal } = finding;
	const session = await openSession(connect, signal);
	const observer = await openSession(connect, signal);
	const unwatch = await limitQueries(session, observer, plan.queryTimeoutSeconds * 1000);
	let candidates: readonly Candidate[] = [];
	try {
		await showInvisible(session, false);
		if (owned) await preciseStatistics(observer);
		const subjects = await draft.stage("keys", () =>
			subjectsOf(plan.scenarios, plan.seed, observer, connect, progress, signal),
		);
		await draft.stage("warm-up", () =>
			warmTables(
				observer,
				plan.suite.tables.map(({ name }) => name),
			),
		);
		const gathered = await draft.stage("candidates", () => gatherCandidates(plan, session, subjects));
		draft.findings.notTried.push(...gathered.notTried);
		candidates = gathered.candidates;
		draft.planned = candidates;
		draft.load = await writeLoadOf(plan.suite, plan.production, (write) => keysOfWrite(observer, write.keys));
		progress.notice(`${candidates.length} candidates, ${draft.findings.notTried.length} suggestions left out.`);
		await dropIndexes(
			observer,
			candidates.filter(isAddition).map(({ index }) => index),
		);
		await measureAndChoose(finding, { session, observer }, subjects, gathered);
	} finally {
		unwatch();
		await Promise.all([session, observer].map((one) => one.end().catch(() => one.destroy())));
		if (!owned) await restore(connect, candidates);
	}
}

/** A few keys: what a write sends is asked for, and not run. */
async function keysOfWrite(connection: Connection, sql: string): Promise<readonly Key[]> {
	await connection.query("SET SESSION sql_select_limit = 20");
	try {
		const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
		return rows as unknown as Key[];
	} finally {
		await connection.query("SET SESSION sql_select_limit = DEFAULT");
	}
}

async function measureAndChoose(
	{ plan, connect, store, draft, progress, signal }: Finding,
	{ session, observer }: Record<"session" | "observer", Connection>,
	subjects: readonly Subject[],
	{ candidates, uses }: Gathered,
): Promise<void> {
	const laboratory = new Laboratory(session, observer, new IndexState(observer), store);
	const newWorkplace = () => new Workplace(laboratory, subjects, signal);
	const { findings, stage } = draft;
	const tools = { connect, observer, progress, signal, stage };
	try {
		const origin = newWorkplace();
		// Before anything is built: what is there, even hidden, the optimizer may reckon with.
		const ms = await stage("measure", () => origin.total(new Set()));
		draft.workload = { ...draft.workload, strata: subjects.length, ms };
		await measureAlone(candidates, uses, origin, findings, tools);
		await stage("choose", () => findSet({ plan, draft, origin, newWorkplace, tools }));
	} finally {
		draft.effort = { explained: laboratory.explained, executed: laboratory.executed, kept: store.kept };
	}
}

/** Leaves a server of someone's as it was found. */
async function restore(connect: Connect, candidates: readonly Candidate[]): Promise<void> {
	const connection = await connect();
	try {
		await dropIndexes(
			connection,
			candidates.filter(isAddition).map(({ index }) => index),
		);
		const drops = candidates.filter((one) => !isAddition(one)).map(({ index }) => index);
		const present = await readIndexes(connection, [...new Set(drops.map(({ table }) => table))]);
		for (const index of drops) {
			const isThere = present.some(({ table, name }) => table === index.table && name === index.name);
			if (!isThere) await addIndex(connection, index, true);
		}
	} finally {
		await connection.end();
	}
}

function isAddition({ change }: Candidate): boolean {
	return change === "add";
}
