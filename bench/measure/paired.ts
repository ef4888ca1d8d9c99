import { getTableName } from "drizzle-orm";
import type { Connection } from "mysql2/promise";
import { buildIndexes, dropIndexes, readIndexes, verifyIndexes } from "../index-set.ts";
import { openArms } from "./arms.ts";
import { keyDrawer } from "./keys.ts";
import { indexRecords, type Measurement } from "./measurement.ts";
import { findNoiseFloor } from "./paired-noise.ts";
import { runPairedTrials } from "./paired-trials.ts";
import { drawSubjects, survey } from "./survey.ts";
import { warmIndexes, warmTables } from "./warm.ts";

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
		await journal.stage("trials", () => runPairedTrials(measurement, arms, subjects, surveys, started));
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
