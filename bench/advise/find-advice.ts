import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Progress } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import { dropIndexes, readIndexes } from "../../mysql/index-set.ts";
import { limitQueries } from "../../mysql/query-limit.ts";
import { showInvisible } from "../../mysql/session.ts";
import type { Key } from "../../scenarios/suite.ts";
import { type Candidate, candidateId } from "../../schema/candidates/candidate.ts";
import { dropsOf } from "../../schema/candidates/from-schema.ts";
import { merged, withinLimit } from "../../schema/candidates/merge.ts";
import { sortOut } from "../../schema/candidates/usable.ts";
import { openSession } from "../measure/arms.ts";
import { keyDrawer } from "../measure/keys.ts";
import { drawSubjects, type Subject, strataOf } from "../measure/survey.ts";
import { warmTables } from "../measure/warm.ts";
import { bytesOfPresent, preciseStatistics } from "./build-candidates.ts";
import { type Choice, chooseAdditions, chooseDrops, inOrderOfGain, type Measuring } from "./choose.ts";
import type { AdviceDraft } from "./draft.ts";
import { savedBy } from "./gain.ts";
import { IndexState } from "./index-state.ts";
import { Laboratory, type TakenStore } from "./laboratory.ts";
import { measureAdditions, measureEach } from "./measure-all.ts";
import type { AdvisePlan } from "./plan.ts";
import { candidatesOfUses, tableUsesOf } from "./query-shapes.ts";
import { Workplace } from "./workplace.ts";
import { writeCostOf, writeLoadOf } from "./write-load.ts";

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
		const subjects = await draft.stage("keys", () => subjectsOf(plan, observer, connect, progress, signal));
		await draft.stage("warm-up", () =>
			warmTables(
				observer,
				plan.suite.tables.map(({ name }) => name),
			),
		);
		candidates = await draft.stage("candidates", () => gather(plan, session, subjects, draft));
		draft.planned = candidates;
		draft.load = await writeLoadOf(plan.suite, plan.production, (write) => keysOfWrite(observer, write.keys));
		progress.notice(`${candidates.length} candidates, ${draft.findings.notTried.length} suggestions left out.`);
		await measureAndChoose(finding, session, observer, subjects, candidates);
	} finally {
		unwatch();
		await Promise.all([session, observer].map((one) => one.end().catch(() => one.destroy())));
		if (!owned) await restore(connect, candidates);
	}
}

async function subjectsOf(
	{ scenarios, seed }: AdvisePlan,
	observer: Connection,
	connect: Connect,
	progress: Progress,
	signal: AbortSignal,
): Promise<readonly Subject[]> {
	const other = await openSession(connect, signal);
	const task = progress.task("choosing keys", strataOf(scenarios).length, "strata");
	try {
		return await drawSubjects(scenarios, keyDrawer([observer, other], seed));
	} finally {
		task.finish();
		await other.end().catch(() => other.destroy());
	}
}

/** All candidates: what was suggested before, what the queries suggest, and the schema's own indexes. */
async function gather(
	plan: AdvisePlan,
	session: Connection,
	subjects: readonly Subject[],
	draft: AdviceDraft,
): Promise<readonly Candidate[]> {
	const { tables } = plan.suite;
	const uses = await tableUsesOf(session, subjects, tables);
	const remedies = plan.suite.scenarios.flatMap(({ remedy }): readonly Candidate[] =>
		remedy === undefined ? [] : [{ change: "add", index: remedy, origins: [{ from: "suite" }] }],
	);
	const additions = merged([...plan.suggested, ...remedies, ...candidatesOfUses(uses, tables)]);
	const { usable, notTried } = sortOut(additions, tables);
	const read = new Set(uses.map(({ table }) => table));
	const { drops, notTried: needed } = dropsOf(tables.filter(({ name }) => read.has(name)));
	const { taken, notTried: beyond } = withinLimit(usable, plan.maxCandidates);
	draft.findings.notTried.push(...notTried, ...needed, ...beyond);
	return [...taken, ...drops];
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
	{ plan, connect, owned: _, store, draft, progress, signal }: Finding,
	session: Connection,
	observer: Connection,
	subjects: readonly Subject[],
	candidates: readonly Candidate[],
): Promise<void> {
	const laboratory = new Laboratory(session, observer, new IndexState(observer), store);
	const workplace = new Workplace(laboratory, subjects, signal);
	const { findings, stage } = draft;
	const note = () => {
		draft.effort = { explained: laboratory.explained, executed: laboratory.executed, kept: store.kept };
	};
	try {
		const [additions, drops] = [candidates.filter(isAddition), candidates.filter((one) => !isAddition(one))];
		await measureAdditions(additions, findings, { connect, observer, workplace, progress, signal, stage });
		const present = await bytesOfPresent(observer, drops);
		await stage("measure", () => measureEach(drops, present, findings, { workplace, progress, signal }));
		draft.workload = { ...draft.workload, strata: subjects.length, ms: await workplace.total(new Set()) };
		await stage("choose", () => choose(plan, draft, workplace, progress));
	} finally {
		note();
	}
}

function isAddition({ change }: Candidate): boolean {
	return change === "add";
}

async function choose(plan: AdvisePlan, draft: AdviceDraft, workplace: Workplace, progress: Progress): Promise<void> {
	const { findings } = draft;
	const touched = (candidate: Candidate) =>
		new Set((findings.alone.get(candidate)?.effects ?? []).map(({ scenario, stratum }) => `${scenario}/${stratum}`));
	const touches = new Map([...findings.alone.keys()].map((candidate) => [candidate, touched(candidate)]));
	const task = progress.task("choosing the set", 0, "indexes");
	const measuring: Measuring = {
		marginal: (inForce, candidate) => workplace.marginal(inForce, candidate),
		left: (inForce) => workplace.total(inForce),
		interact: (one, other) => {
			if (one.index.table === other.index.table) return true;
			const strata = touches.get(other) ?? new Set();
			return [...(touches.get(one) ?? [])].some((stratum) => strata.has(stratum));
		},
		cost: (candidate) => ({
			bytes: findings.alone.get(candidate)?.bytes ?? 0,
			writeMs: writeCostOf(candidate, draft.load).ms,
		}),
		onStep: (chosen, open) => task.update(chosen, `${open} left`),
	};
	const alone = new Map(
		[...findings.alone].flatMap(([candidate, { saved, effects }]) =>
			candidate.change === "add" && effects.length > 0 && findings.standing.has(candidate)
				? [[candidate, saved] as const]
				: [],
		),
	);
	const additions = await chooseAdditions(alone, plan.budgets, measuring);
	draft.chosen = additions.chosen;
	draft.steps = [
		...(await inOrderOfGain(additions.chosen, additions.steps, measuring)),
		...additions.steps.filter(({ beyond }) => beyond !== undefined),
	];
	const drops = [...findings.alone.keys()].filter((candidate) => candidate.change === "drop");
	const all: Choice = await chooseDrops(drops, additions.chosen, measuring);
	draft.steps = [...draft.steps, ...all.steps];
	draft.chosen = all.chosen;
	draft.set = await setOf(all.chosen, workplace, measuring);
	const own = [...findings.alone.keys()].filter((candidate) => plan.reference.includes(candidateId(candidate)));
	if (own.length > 0 && own.length === plan.reference.length) {
		draft.reference = { ids: own.map(candidateId), ...(await setOf(new Set(own), workplace, measuring)) };
	}
	task.finish(`${all.chosen.size} chosen`);
}

async function setOf(set: ReadonlySet<Candidate>, workplace: Workplace, { cost }: Measuring) {
	const sum = (of: (candidate: Candidate) => number) => [...set].reduce((total, one) => total + of(one), 0);
	return {
		saved: savedBy([...(await workplace.between(new Set(), set)).values()]),
		writeMs: sum((one) => cost(one).writeMs),
		bytes: sum((one) => (one.change === "add" ? 1 : -1) * cost(one).bytes),
	};
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
		for (const { table, name } of drops) {
			const isHidden = present.some((one) => one.table === table && one.name === name && !one.visible);
			if (isHidden) await connection.query("ALTER TABLE ?? ALTER INDEX ?? VISIBLE", [table, name]);
		}
	} finally {
		await connection.end();
	}
}
