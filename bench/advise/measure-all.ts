import type { Connection } from "mysql2/promise";
import type { Progress } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import { dropIndexes } from "../../mysql/index-set.ts";
import type { Candidate, NotTried } from "../../schema/candidates/candidate.ts";
import type { AdviceEffect, Saved } from "../record/advice/schema.ts";
import { type Built, batchesOf, buildCandidates, roomOf } from "./build-candidates.ts";
import { savedBy } from "./gain.ts";
import { effectOf, type Workplace } from "./workplace.ts";

/** What one candidate does alone. */
export interface Alone extends Built {
	readonly saved: Saved;
	readonly effects: readonly AdviceEffect[];
}

/** All that was learned of candidates one by one; filled as it goes, so that an end half-way loses nothing. */
export interface Findings {
	readonly alone: Map<Candidate, Alone>;
	readonly notTried: NotTried[];
	/** Those that are still there after their batch. */
	readonly standing: Set<Candidate>;
}

interface Tools {
	readonly connect: Connect;
	readonly observer: Connection;
	readonly workplace: Workplace;
	readonly progress: Progress;
	readonly signal: AbortSignal;
	readonly stage: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/**
 * Builds and measures every addition, batch by batch where a table has no room for all: of those before, only what pays
 * stays there, and half of a table's room at most.
 */
export async function measureAdditions(
	additions: readonly Candidate[],
	findings: Findings,
	tools: Tools,
): Promise<void> {
	const { observer, connect, progress, signal, stage } = tools;
	const tables = [...new Set(additions.map(({ index }) => index.table))];
	await dropIndexes(
		observer,
		additions.map(({ index }) => index),
	);
	const room = await roomOf(observer, tables);
	const half = (table: string) => Math.max(1, Math.floor(room(table) / 2));
	const single = batchesOf(additions, room).length === 1;
	const batches = single ? [additions] : batchesOf(additions, half);
	let done = 0;
	for (const batch of batches) {
		const task = progress.task("building candidates", batch.length, "indexes");
		const { built, refused } = await stage("build", () => buildCandidates(connect, batch, task, signal));
		task.finish(`${built.size} candidates built`);
		for (const [candidate, message] of refused)
			findings.notTried.push({ ...candidate, why: { kind: "refused", message } });
		const ready = batch.filter((candidate) => built.has(candidate));
		// Statistics of a table are taken anew as its indexes are made.
		tools.workplace.forget();
		await stage("measure", () => measureEach(ready, built, findings, tools, { done, of: additions.length }));
		done += batch.length;
		for (const candidate of ready) findings.standing.add(candidate);
		if (!single) await makeRoom(observer, findings, half);
	}
}

/** One candidate in force at a time: plans of all that it could touch, executions where a plan is a new one. */
export async function measureEach(
	candidates: readonly Candidate[],
	built: ReadonlyMap<Candidate, Built>,
	findings: Findings,
	{ workplace, progress, signal }: Pick<Tools, "workplace" | "progress" | "signal">,
	so: { readonly done: number; readonly of: number } = { done: 0, of: candidates.length },
): Promise<void> {
	const task = progress.task("measuring candidates one by one", so.of, "candidates");
	await workplace.total(new Set());
	for (const [at, candidate] of candidates.entries()) {
		signal.throwIfAborted();
		task.update(so.done + at, candidate.index.name);
		const changes = await workplace.changes(new Set(), candidate);
		findings.alone.set(candidate, {
			...(built.get(candidate) ?? { bytes: 0, seconds: 0 }),
			saved: savedBy([...changes.values()]),
			effects: [...changes].map(([subject, change]) => effectOf(subject, change)),
		});
	}
	task.finish(`${so.done + candidates.length} of ${so.of} candidates measured`);
}

/** Drops what does not pay, and of each table what pays least beyond half of its room. */
async function makeRoom(observer: Connection, findings: Findings, half: (table: string) => number): Promise<void> {
	const savedMs = (candidate: Candidate) => findings.alone.get(candidate)?.saved.low ?? 0;
	const kept = new Set<Candidate>();
	for (const [table, own] of Map.groupBy(findings.standing, ({ index }) => index.table)) {
		const paying = own.filter((candidate) => savedMs(candidate) > 0).toSorted((a, b) => savedMs(b) - savedMs(a));
		for (const candidate of paying.slice(0, half(table))) kept.add(candidate);
	}
	const gone = [...findings.standing].filter((candidate) => !kept.has(candidate));
	await dropIndexes(
		observer,
		gone.map(({ index }) => index),
	);
	for (const candidate of gone) findings.standing.delete(candidate);
}
