import { buildIndexes, dropIndexes, verifyIndexes } from "../../mysql/index-set.ts";
import { isSameName } from "../../mysql/index-spec.ts";
import { openArms, withArmsApart } from "./arms.ts";
import { clockOpen } from "./clock-open.ts";
import { rowsPassed } from "./limit-depth.ts";
import { warmSubjects } from "./measured-subjects.ts";
import { indexRecords, type Measurement, scenarioRecord, sizeNotices } from "./measurement.ts";
import { pricedSurveys } from "./priced-surveys.ts";
import { settleDifferences } from "./settle-differences.ts";
import { evidenceOf, failureOf, measuredStratum, untimedStratum } from "./subject-record.ts";
import { survey } from "./survey.ts";
import { warmIndexes } from "./warm.ts";
import { calibratePrices } from "./work-prices.ts";

/**
 * Evidence: "before" with the indexes physically absent, "after" with them shown. Plans, counters and results hardly
 * vary, so the same data gives the same verdicts on every machine. For a gate, what evidence leaves open is then timed for
 * a bounded number of seconds.
 */
export async function measureCounters(measurement: Measurement): Promise<void> {
	const { suite, scenarios, connect, journal, progress, signal, builtBefore = [] } = measurement;
	const indexes = suite.indexes.filter((index) => !builtBefore.some((other) => isSameName(index, other)));
	const arms = await openArms(connect, "timed", signal, measurement.queryTimeoutMs);
	try {
		const { before, after, observer } = arms;
		await dropIndexes(observer, suite.indexes);
		const subjects = await warmSubjects(measurement, observer);
		const absent = await journal.stage("evidence", () =>
			survey("evidence without indexes", before, observer, subjects, progress, signal),
		);
		const built = await journal.stage("indexes", () => buildIndexes(observer, indexes, false, progress, signal));
		const records = [...indexRecords(built), ...builtBefore];
		await journal.add({
			indexes: suite.indexes.flatMap((spec) => records.find((record) => isSameName(record, spec)) ?? []),
		});
		for (const line of sizeNotices(built)) journal.notice(line);
		await warmIndexes(observer, indexes);
		const shown = await journal.stage("evidence", () =>
			survey("evidence with indexes", after, observer, subjects, progress, signal, absent),
		);
		await verifyIndexes(observer, indexes, false);
		const prices = await journal.stage("prices", () => calibratePrices(observer));
		await journal.add({ prices });
		const priced = await journal.stage("evidence", async () =>
			settleDifferences(
				arms,
				subjects,
				await withArmsApart(arms, measurement, "timed", (apart) =>
					pricedSurveys(apart, subjects, { before: absent, after: shown }, prices, progress, signal),
				),
			),
		);
		const passed = await rowsPassed(observer, scenarios, signal);
		const { clockMs = 0 } = measurement;
		const clocked =
			clockMs > 0
				? await journal.stage("clock", () => clockOpen(measurement, arms, subjects, priced, clockMs))
				: undefined;
		const timedBefore = journal.measured.scenarios
			.flatMap(({ strata }) => strata)
			.filter(({ pairs }) => pairs.length > 0);
		await journal.add({
			clock: {
				limitSeconds: clockMs / 1000,
				timed: timedBefore.length + (clocked?.trials.size ?? 0),
				left: clocked?.left ?? 0,
				...(clocked === undefined || clocked.late === 0 ? {} : { late: clocked.late }),
			},
		});
		for (const scenario of scenarios) {
			const own = subjects.filter((subject) => subject.scenario === scenario);
			const strata = [];
			for (const subject of own) {
				const evidence = { before: evidenceOf(subject, priced.before), after: evidenceOf(subject, priced.after) };
				const failure = failureOf(subject, [absent, shown]);
				const trial = clocked?.trials.get(subject);
				strata.push(
					trial === undefined
						? untimedStratum(subject, evidence, failure)
						: await measuredStratum(subject, evidence, failure, async () => trial),
				);
			}
			await journal.addScenario(scenarioRecord(scenario, own, strata, passed.get(scenario)));
		}
	} finally {
		await arms.close();
	}
}
