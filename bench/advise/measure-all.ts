import type { Connection } from "mysql2/promise";
import type { Progress, Task } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import { dropIndexes } from "../../mysql/index-set.ts";
import type { Candidate, NotTried } from "../../schema/candidates/candidate.ts";
import type { AdviceEffect, Saved } from "../record/advice/schema.ts";
import { batchesOf } from "./batches.ts";
import { type Built, buildCandidates, bytesOfPresent, roomOf } from "./build-candidates.ts";
import { savedBy } from "./gain.ts";
import type { TableUse } from "./query-shapes.ts";
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
}

/** What measuring works with. */
export interface Tools {
	readonly connect: Connect;
	readonly observer: Connection;
	readonly progress: Progress;
	readonly signal: AbortSignal;
	readonly stage: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/**
 * Measures every candidate: additions are built in batches within which each is shown as if it were alone, and what is to
 * be dropped is dropped and made again. In the end all is as it was.
 * @param workplace has seen the workload without any of them.
 */
export async function measureAlone(
	candidates: readonly Candidate[],
	uses: readonly TableUse[],
	workplace: Workplace,
	findings: Findings,
	tools: Tools,
): Promise<void> {
	const { observer, connect, progress, signal, stage } = tools;
	const additions = candidates.filter(({ change }) => change === "add");
	const drops = candidates.filter(({ change }) => change === "drop");
	const room = await roomOf(observer, [...new Set(additions.map(({ index }) => index.table))]);
	const batches = batchesOf(additions, uses, room);
	const task = progress.task("building and measuring candidates", candidates.length, "candidates");
	const each = async (some: readonly Candidate[], built: ReadonlyMap<Candidate, Built>) => {
		await stage("measure", () => measureEach(some, built, workplace, findings, task, signal));
	};
	for (const batch of batches) {
		task.update(findings.alone.size, `building ${batch.length}`);
		const { built, refused } = await stage("build", () => buildCandidates(connect, batch, signal));
		for (const [candidate, message] of refused) {
			findings.notTried.push({ ...candidate, why: { kind: "refused", message } });
		}
		await each([...built.keys()], built);
		await workplace.hideAll();
		await stage("build", () =>
			dropIndexes(
				observer,
				batch.map(({ index }) => index),
			),
		);
	}
	await each(drops, await bytesOfPresent(observer, drops));
	await workplace.hideAll();
	task.finish(`${findings.alone.size} candidates measured, built in ${batches.length} batches`);
}

/** One candidate in force at a time: plans of all that it could touch, executions where a plan is a new one. */
async function measureEach(
	candidates: readonly Candidate[],
	built: ReadonlyMap<Candidate, Built>,
	workplace: Workplace,
	findings: Findings,
	task: Task,
	signal: AbortSignal,
): Promise<void> {
	for (const candidate of candidates) {
		signal.throwIfAborted();
		task.update(findings.alone.size, candidate.index.name);
		const changes = await workplace.changes(new Set(), candidate);
		findings.alone.set(candidate, {
			...(built.get(candidate) ?? { bytes: 0, seconds: 0 }),
			saved: savedBy([...changes.values()]),
			effects: [...changes].map(([subject, change]) => effectOf(subject, change)),
		});
	}
}
