import { buildIndexes, dropIndexes, verifyIndexes } from "../../mysql/index-set.ts";
import { openArms } from "./arms.ts";
import { measuredSubjects } from "./measured-subjects.ts";
import { indexRecords, type Measurement, scenarioRecord, sizeNotices } from "./measurement.ts";
import { pricedSurveys } from "./priced-surveys.ts";
import { evidenceOf, failureOf, untimedStratum } from "./subject-record.ts";
import { survey } from "./survey.ts";
import { warmIndexes, warmUp } from "./warm.ts";
import { calibratePrices } from "./work-prices.ts";

/**
 * Evidence alone: "before" with the indexes physically absent, "after" with them shown, nothing timed. Plans, counters
 * and results hardly vary, so the same data gives the same verdicts on every machine.
 */
export async function measureCounters(measurement: Measurement): Promise<void> {
	const { suite, scenarios, connect, journal, progress, signal } = measurement;
	const arms = await openArms(connect, "timed", signal, measurement.queryTimeoutMs);
	try {
		const { before, after, observer } = arms;
		await dropIndexes(observer, suite.indexes);
		await warmUp(measurement, observer);
		const subjects = await measuredSubjects(measurement, observer);
		const absent = await journal.stage("evidence", () =>
			survey("evidence without indexes", before, observer, subjects, progress, signal),
		);
		const built = await journal.stage("indexes", () => buildIndexes(observer, suite.indexes, false, progress, signal));
		await journal.add({ indexes: indexRecords(built) });
		for (const line of sizeNotices(built)) journal.notice(line);
		await warmIndexes(observer, suite.indexes);
		const shown = await journal.stage("evidence", () =>
			survey("evidence with indexes", after, observer, subjects, progress, signal),
		);
		await verifyIndexes(observer, suite.indexes, false);
		const prices = await journal.stage("prices", () => calibratePrices(observer));
		await journal.add({ prices });
		const priced = await journal.stage("evidence", () =>
			pricedSurveys(arms, subjects, { before: absent, after: shown }, prices, progress, signal),
		);
		for (const scenario of scenarios) {
			const own = subjects.filter((subject) => subject.scenario === scenario);
			const strata = own.map((subject) =>
				untimedStratum(
					subject,
					{ before: evidenceOf(subject, priced.before), after: evidenceOf(subject, priced.after) },
					failureOf(subject, [absent, shown]),
				),
			);
			await journal.addScenario(scenarioRecord(scenario, own, strata));
		}
	} finally {
		await arms.close();
	}
}
