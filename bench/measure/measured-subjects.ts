import type { Connection } from "mysql2/promise";
import { slowTask } from "../../base/progress.ts";
import { tablesOf } from "../../scenarios/tables-of.ts";
import { openSession } from "./arms.ts";
import { type KeyDrawer, keyDrawer } from "./keys.ts";
import type { Measurement } from "./measurement.ts";
import { drawSubjects, type Subject, strataOf } from "./survey.ts";
import { warmUp } from "./warm.ts";

/**
 * The strata of a measurement with their keys. To count a whole table may take longer than any query of the application
 * is given, so the keys are drawn on sessions without the query timeout: the observer, and one that is there for this alone.
 * @param observer a session without a limit.
 * @throws BenchError when the data holds no key of a kind.
 */
export async function measuredSubjects(
	{ scenarios, seed, connect, journal, progress, signal }: Measurement,
	observer: Connection,
): Promise<readonly Subject[]> {
	return await journal.stage("keys", async () => {
		const other = await openSession(connect, signal);
		try {
			const work = { title: "choosing keys", total: strataOf(scenarios).length, unit: "strata" };
			return await slowTask(progress, work, (update) =>
				drawSubjects(scenarios, watched(keyDrawer([observer, other], seed), update)),
			);
		} finally {
			await other.end().catch(() => other.destroy());
		}
	});
}

/**
 * The same with every table in memory that their statements read. Both read whole tables, and neither depends on the
 * other: done at once, they keep two cores busy.
 */
export async function warmSubjects(measurement: Measurement, observer: Connection): Promise<readonly Subject[]> {
	const reader = await openSession(measurement.connect, measurement.signal);
	try {
		const { scenarios, suite } = measurement;
		const tables = [...new Set(scenarios.flatMap((scenario) => tablesOf(scenario, suite)))];
		const [subjects] = await Promise.all([
			measuredSubjects(measurement, observer),
			warmUp(measurement, reader, tables),
		]);
		return subjects;
	} finally {
		await reader.end().catch(() => reader.destroy());
	}
}

/** Tells after each stratum how many have their keys. */
function watched(drawer: KeyDrawer, update: (done: number) => void): KeyDrawer {
	let done = 0;
	return {
		async draw(...stratum) {
			const keys = await drawer.draw(...stratum);
			update(++done);
			return keys;
		},
	};
}
