import type { Connection } from "mysql2/promise";
import { buildIndexes, dropIndexes, readIndexes, verifyIndexes } from "../../mysql/index-set.ts";
import { withoutFaithfulBaseline } from "./alternating.ts";
import { type Arm, openArms, withArmsApart } from "./arms.ts";
import { warmSubjects } from "./measured-subjects.ts";
import { indexRecords, type Measurement, sizeNotices } from "./measurement.ts";
import { findNoiseFloor } from "./paired-noise.ts";
import { runPairedTrials } from "./paired-trials.ts";
import { pricedSurveys } from "./priced-surveys.ts";
import { settleDifferences } from "./settle-differences.ts";
import { type Subject, type Survey, survey } from "./survey.ts";
import { warmIndexes } from "./warm.ts";
import { calibratePrices } from "./work-prices.ts";

/**
 * The paired design: evidence without the indexes, then the indexes built invisible, evidence in both arms, null
 * trials, and one trial per stratum. Both arms share one held connection, whose switch for invisible indexes is all that differs.
 */
export async function measurePaired(measurement: Measurement): Promise<void> {
	const { suite, connect, journal, progress, signal } = measurement;
	const mode = journal.measured.mode ?? "timed";
	const arms = await openArms(connect, mode, signal, measurement.queryTimeoutMs);
	try {
		const { before, after, observer } = arms;
		await dropIndexes(observer, suite.indexes);
		const subjects = await warmSubjects(measurement, observer);
		const look = (title: string, arm: Arm, earlier?: Survey) =>
			survey(title, arm, observer, subjects, progress, signal, earlier);
		const absent = await journal.stage("evidence", () => look("evidence without indexes", before));
		const built = await journal.stage("indexes", () => buildIndexes(observer, suite.indexes, false, progress, signal));
		await journal.add({ indexes: indexRecords(built) });
		for (const line of sizeNotices(built)) journal.notice(line);
		await warmIndexes(observer, suite.indexes);
		await noticeOtherInvisibleIndexes(measurement, observer);
		const hidden = await journal.stage("evidence", () => look("evidence, indexes hidden", before, absent));
		const shown = await journal.stage("evidence", () => look("evidence, indexes shown", after, hidden));
		const unfaithful = mode === "null" ? [] : withoutFaithfulBaseline(subjects, absent, hidden);
		const prices = await journal.stage("prices", () => calibratePrices(observer));
		await journal.add({ prices });
		const priced = await journal.stage("evidence", async () =>
			settleDifferences(
				arms,
				subjects,
				await withArmsApart(arms, measurement, mode, (apart) =>
					pricedSurveys(apart, subjects, { before: hidden, after: shown }, prices, progress, signal),
				),
			),
		);
		const surveys = {
			absent,
			hidden: priced.before,
			before: replaced(priced.before, absent, unfaithful),
			after: priced.after,
		};
		const started = performance.now();
		await journal.stage("noise floor", () => findNoiseFloor(measurement, arms, subjects, surveys));
		await journal.stage("trials", () => runPairedTrials(measurement, arms, subjects, surveys, started));
		await verifyIndexes(observer, suite.indexes, false);
	} finally {
		await arms.close();
	}
}

/** A survey in which some subjects' evidence is that of another. */
function replaced(survey: Survey, by: Survey, subjects: readonly Subject[]): Survey {
	const evidence = new Map(survey);
	for (const subject of subjects) {
		const found = by.get(subject);
		if (found !== undefined) evidence.set(subject, found);
	}
	return evidence;
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
