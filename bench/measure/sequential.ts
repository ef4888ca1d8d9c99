import type { Connection } from "mysql2/promise";
import { messageOf } from "../../base/errors.ts";
import { isQueryError } from "../../mysql/errors.ts";
import { buildIndexes, dropIndexes, verifyIndexes } from "../../mysql/index-set.ts";
import { limitQueries } from "../../mysql/query-limit.ts";
import type { Key } from "../../scenarios/suite.ts";
import { openSession } from "./arms.ts";
import { digestOf } from "./digest.ts";
import { rowsPassed } from "./limit-depth.ts";
import { warmSubjects } from "./measured-subjects.ts";
import { executionOn, indexRecords, type Measurement, randomFor, scenarioRecord, sizeNotices } from "./measurement.ts";
import { noiseFinding, pickNullSubjects } from "./null-trials.ts";
import { type Execution, keyRounds } from "./pairs.ts";
import { timeOnce } from "./stopwatch.ts";
import { evidenceOf, failureOf, measuredStratum } from "./subject-record.ts";
import { roughMsOf, type Subject, survey } from "./survey.ts";
import type { Trial } from "./trial.ts";
import { warmIndexes } from "./warm.ts";

/** One phase of one subject: times in time order, and each key's result digest. */
interface Series {
	readonly times: readonly number[];
	readonly digests: ReadonlyMap<Key, string>;
	readonly failure?: string;
}

const LEAST_SAMPLES = 12;
const MOST_SAMPLES = 200;
/** Parts of the budget: before, before once more for the noise floor, after. */
const PHASE_SHARE = 0.45;
const NULL_SHARE = 0.1;

/**
 * The plain design: all of "before" without the indexes, then CREATE INDEX, then all of "after". It needs no
 * invisible indexes, but whatever the machine does meanwhile lands on one arm. The noise floor is measured the same
 * way, a second "before" after the first, so it is larger than that of the paired design, and rightly so.
 */
export async function measureSequential(measurement: Measurement): Promise<void> {
	const { suite, scenarios, seed, budgetMs, connect, journal, progress, signal } = measurement;
	const connection = await openSession(connect, signal);
	const observer = await openSession(connect, signal);
	const limitMs = measurement.queryTimeoutMs;
	const unwatch = limitMs === undefined ? undefined : await limitQueries(connection, observer, limitMs);
	try {
		await dropIndexes(observer, suite.indexes);
		const subjects = await warmSubjects(measurement, observer);
		const look = (title: string) =>
			journal.stage("evidence", () =>
				survey(title, { connection, enter: async () => {} }, observer, subjects, progress, signal),
			);
		const absent = await look("evidence without indexes");
		const sound = subjects.filter((subject) => failureOf(subject, [absent]) === undefined);
		const samples = (subject: Subject, share: number, among: number) =>
			Math.min(
				MOST_SAMPLES,
				Math.max(LEAST_SAMPLES, Math.floor((budgetMs * share) / among / Math.max(0.1, roughMsOf(subject, absent)))),
			);
		const phase = (title: string, chosen: readonly Subject[], share: number) =>
			journal.stage("trials", async () => {
				const task = progress.task(title, chosen.length, "strata");
				const series = new Map<Subject, Series>();
				for (const subject of chosen) {
					task.update(series.size, `${subject.scenario.id} ${subject.stratum.id}`);
					series.set(
						subject,
						await runSeries(connection, subject, samples(subject, share, chosen.length), seed, signal),
					);
				}
				task.finish(`${chosen.length} strata`);
				return series;
			});
		const before = await phase("before", sound, PHASE_SHARE);
		const picked = pickNullSubjects(sound, (subject) => roughMsOf(subject, absent));
		const again = await phase("before, once more", picked, NULL_SHARE);
		const nullTrials = picked.map((subject) => ({ subject, pairs: zip(before.get(subject), again.get(subject)) }));
		await journal.add(
			noiseFinding(
				journal.measured,
				nullTrials.filter(({ pairs }) => pairs.length > 0),
			),
		);
		const built = await journal.stage("indexes", () => buildIndexes(observer, suite.indexes, true, progress, signal));
		await journal.add({ indexes: indexRecords(built) });
		for (const line of sizeNotices(built)) journal.notice(line);
		await warmIndexes(observer, suite.indexes);
		const shown = await look("evidence with indexes");
		const after = await phase("after", sound, PHASE_SHARE);
		await verifyIndexes(observer, suite.indexes, true);
		const passed = await rowsPassed(observer, scenarios, signal);
		for (const scenario of scenarios) {
			const own = subjects.filter((subject) => subject.scenario === scenario);
			const strata = [];
			for (const subject of own) {
				const first = before.get(subject);
				const second = after.get(subject);
				const failure = failureOf(subject, [absent, shown]) ?? first?.failure ?? second?.failure;
				const evidence = { before: evidenceOf(subject, absent), after: evidenceOf(subject, shown) };
				strata.push(
					await measuredStratum(subject, evidence, failure, async () => ({
						trial: asTrial(first, second),
						disturbances: [{ kind: "separate-phases" }],
					})),
				);
			}
			await journal.addScenario(scenarioRecord(scenario, own, strata, passed.get(scenario)));
		}
	} finally {
		unwatch?.();
		await Promise.all([connection.end(), observer.end()].map((closing) => closing.catch(() => {})));
	}
}

/** Runs one phase of a subject: one execution to warm up, then `samples` timed ones over its keys. */
async function runSeries(
	connection: Connection,
	subject: Subject,
	samples: number,
	seed: number,
	signal: AbortSignal,
): Promise<Series> {
	const run: Execution = executionOn(connection, subject);
	// The same stream in every phase: the i-th sample of each phase has the same key.
	const rounds = keyRounds(subject.keys, randomFor(seed, subject));
	const times: number[] = [];
	const digests = new Map<Key, string>();
	try {
		await run(subject.keys[0] ?? []);
		while (times.length < samples) {
			signal.throwIfAborted();
			const key = rounds.next().value;
			const { ms, value } = await timeOnce(() => run(key));
			times.push(ms);
			if (!digests.has(key)) digests.set(key, digestOf(value, subject.scenario.result));
		}
		return { times, digests };
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return { times, digests, failure: messageOf(error) };
	}
}

function zip(before: Series | undefined, after: Series | undefined): [number, number][] {
	const length = Math.min(before?.times.length ?? 0, after?.times.length ?? 0);
	return Array.from({ length }, (_, i) => [before?.times[i] ?? 0, after?.times[i] ?? 0]);
}

function asTrial(before: Series | undefined, after: Series | undefined): Trial {
	const pairs = zip(before, after);
	const mismatch = [...(before?.digests ?? [])].find(
		([key, digest]) => after?.digests.has(key) && after.digests.get(key) !== digest,
	);
	return {
		pairs,
		order: pairs.map(() => "BA" as const),
		warmupPairs: 1,
		batch: { before: 1, after: 1 },
		...(mismatch === undefined ? {} : { mismatch: mismatch[0] }),
	};
}
