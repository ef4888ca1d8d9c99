import { getTableName } from "drizzle-orm";
import type { Connection } from "mysql2/promise";
import { buildIndexes, dropIndexes, readIndexes, verifyIndexes } from "../index-set.ts";
import { logRatioOfReduction } from "../statistics/log-ratio.ts";
import { seededRandom } from "../statistics/random.ts";
import { ALPHA, decidedByEvidence } from "../verdict/compare.ts";
import { type Arms, openArms } from "./arms.ts";
import { allowance, type TrialCost } from "./budget.ts";
import { keyDrawer } from "./keys.ts";
import {
	baselineNotices,
	executionOn,
	indexRecords,
	type Measurement,
	randomFor,
	scenarioRecord,
} from "./measurement.ts";
import { LEAST_THRESHOLD_PCT, measureNoise, pickNullSubjects } from "./null-trials.ts";
import { measureOverhead } from "./overhead.ts";
import { batchesFor } from "./pairs.ts";
import { evidenceOf, failureOf, measuredStratum } from "./subject-record.ts";
import { drawSubjects, roughMsOf, type Subject, type Survey, survey } from "./survey.ts";
import { plannedPairs, runTrial } from "./trial.ts";
import { warmIndexes, warmTables } from "./warm.ts";

/** Evidence of every subject with the indexes absent, hidden and shown. */
interface Surveys {
	readonly absent: Survey;
	readonly before: Survey;
	readonly after: Survey;
}

/**
 * The paired design: evidence without the indexes, then the indexes built invisible, evidence in both arms, null
 * trials, and one trial per stratum on connections that differ only in whether they see invisible indexes.
 */
export async function measurePaired(measurement: Measurement): Promise<void> {
	const { suite, scenarios, seed, connect, journal, progress, signal } = measurement;
	const arms = await openArms(connect, journal.record.mode ?? "timed");
	try {
		const { before, after, observer } = arms;
		await dropIndexes(observer, suite.indexes);
		await journal.stage("warm-up", () => warmTables(observer, suite.tables.map(getTableName)));
		const subjects = await journal.stage("keys", () => drawSubjects(scenarios, keyDrawer(observer, seed)));
		const look = (title: string, connection: Connection, warmed: boolean) =>
			survey(title, connection, observer, subjects, { warmed, progress, signal });
		const absent = await journal.stage("evidence", () => look("evidence without indexes", before, false));
		const built = await journal.stage("indexes", () => buildIndexes(observer, suite.indexes, false, progress, signal));
		await journal.add({ indexes: indexRecords(built) });
		await warmIndexes(after, suite.indexes);
		await noticeOtherInvisibleIndexes(measurement, observer);
		const surveys = {
			absent,
			before: await journal.stage("evidence", () => look("evidence, indexes hidden", before, true)),
			after: await journal.stage("evidence", () => look("evidence, indexes shown", after, true)),
		};
		const started = performance.now();
		await journal.stage("noise floor", () => findNoiseFloor(measurement, arms, subjects, surveys));
		await journal.stage("trials", () => runTrials(measurement, arms, subjects, surveys, started));
		await verifyIndexes(observer, suite.indexes, false);
	} finally {
		await arms.close();
	}
}

/** The switch shows every invisible index at once, also those that are none of this suite's. */
async function noticeOtherInvisibleIndexes({ suite, journal }: Measurement, observer: Connection): Promise<void> {
	const names = new Set(suite.indexes.map((index) => index.name));
	const tables = [...new Set(suite.indexes.map((index) => index.table))];
	for (const index of await readIndexes(observer, tables)) {
		if (!index.visible && !names.has(index.name)) {
			journal.notice(
				`The invisible index ${index.table}.${index.name} is not under test but is shown with those that are.`,
			);
		}
	}
}

async function findNoiseFloor(
	measurement: Measurement,
	arms: Arms,
	subjects: readonly Subject[],
	surveys: Surveys,
): Promise<void> {
	const { seed, budgetMs, journal, progress, signal } = measurement;
	const sound = subjects.filter((subject) => failureOf(subject, [surveys.before]) === undefined);
	const picked = pickNullSubjects(sound, (subject) => roughMsOf(subject, surveys.before));
	const nullArms = (subject: Subject) => {
		const rough = roughMsOf(subject, surveys.before);
		const { before: batch } = batchesFor(rough, rough);
		return {
			before: { execute: executionOn(arms.before, subject), batch },
			twin: { execute: executionOn(arms.twin, subject), batch },
		};
	};
	const [quickest] = sound.toSorted((a, b) => roughMsOf(a, surveys.before) - roughMsOf(b, surveys.before));
	if (quickest !== undefined) {
		const random = seededRandom(`${seed}/overhead`);
		const overhead = await measureOverhead(arms.before, quickest, roughMsOf(quickest, surveys.before), random);
		await journal.add({ overhead });
	}
	const noiseFloor = await measureNoise(picked, nullArms, budgetMs, seededRandom(`${seed}/null`), progress, signal);
	await journal.add({ noiseFloor, threshold: { pct: Math.max(LEAST_THRESHOLD_PCT, noiseFloor.pct) } });
}

async function runTrials(
	measurement: Measurement,
	arms: Arms,
	subjects: readonly Subject[],
	surveys: Surveys,
	started: number,
): Promise<void> {
	const { scenarios, seed, budgetMs, journal, progress, signal } = measurement;
	const deadline = started + budgetMs;
	const identical = (subject: Subject) =>
		decidedByEvidence(
			{ before: evidenceOf(subject, surveys.before), after: evidenceOf(subject, surveys.after) },
			journal.record.mode ?? "timed",
		);
	// Bonferroni over the strata that timing decides is never narrower than what Holm will ask for at the end.
	const level = 1 - ALPHA / Math.max(1, subjects.filter((subject) => !identical(subject)).length);
	const sampleMs = (subject: Subject) => {
		const [before, after] = [roughMsOf(subject, surveys.before), roughMsOf(subject, surveys.after)];
		const batch = batchesFor(before, after);
		return before * batch.before + after * batch.after;
	};
	const costOf = (subject: Subject): TrialCost => ({
		pairMs: sampleMs(subject),
		leastPairs: plannedPairs({ level, decidedByEvidence: identical(subject) }),
		decidedByEvidence: identical(subject),
	});
	const task = progress.task("measuring", budgetMs / 1000, "s");
	const waiting = [...subjects];
	for (const scenario of scenarios) {
		const own = subjects.filter((subject) => subject.scenario === scenario);
		const strata = [];
		for (const subject of own) {
			waiting.splice(waiting.indexOf(subject), 1);
			task.update((performance.now() - started) / 1000, `${scenario.id} ${subject.stratum.id}`);
			const evidence = {
				absent: evidenceOf(subject, surveys.absent),
				before: evidenceOf(subject, surveys.before),
				after: evidenceOf(subject, surveys.after),
			};
			const failure = failureOf(subject, [surveys.absent, surveys.before, surveys.after]);
			const plan = {
				level,
				threshold: -logRatioOfReduction(journal.record.threshold.pct),
				allowanceMs: allowance(costOf(subject), waiting.map(costOf), deadline - performance.now()),
				decidedByEvidence: identical(subject),
			};
			const batch = batchesFor(roughMsOf(subject, surveys.before), roughMsOf(subject, surveys.after));
			const trial = () =>
				runTrial(
					{ execute: executionOn(arms.before, subject), batch: batch.before },
					{ execute: executionOn(arms.after, subject), batch: batch.after },
					subject.keys,
					scenario.result,
					plan,
					randomFor(seed, subject),
					signal,
				);
			strata.push(await measuredStratum(subject, evidence, failure, trial));
		}
		const record = scenarioRecord(scenario, own, strata);
		for (const line of baselineNotices(record)) journal.notice(line);
		await journal.addScenario(record);
	}
	task.finish(`${scenarios.length} scenarios, ${subjects.length} strata`);
}
