import type { Connection } from "mysql2/promise";
import { openSession } from "./arms.ts";
import { keyDrawer } from "./keys.ts";
import type { Measurement } from "./measurement.ts";
import { drawSubjects, type Subject } from "./survey.ts";

/**
 * The strata of a measurement with their keys. To count a whole table may take longer than any query of the application
 * is given, so the keys are drawn on sessions without the query timeout: the observer, and one that is there for this alone.
 * @param observer a session without a limit.
 * @throws BenchError when the data holds no key of a kind.
 */
export async function measuredSubjects(
	{ scenarios, seed, connect, journal, signal }: Measurement,
	observer: Connection,
): Promise<readonly Subject[]> {
	return await journal.stage("keys", async () => {
		const other = await openSession(connect, signal);
		try {
			return await drawSubjects(scenarios, keyDrawer([observer, other], seed));
		} finally {
			await other.end().catch(() => other.destroy());
		}
	});
}
