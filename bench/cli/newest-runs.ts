import { BenchError } from "../../base/errors.ts";
import { displayPath } from "../../base/paths.ts";
import { CURVE_FILE } from "../record/curve/file.ts";
import { RECORD_FILE } from "../record/file.ts";
import { newestFolders } from "../record/run-names.ts";

/** The run or curve to show where none is named. @throws BenchError kind "usage" when there is none. */
export async function newestRun(out: string): Promise<string> {
	const [newest] = await newestFolders(out, [RECORD_FILE, CURVE_FILE]);
	if (newest !== undefined) return newest;
	throw new BenchError(
		"usage",
		`There is no run in ${displayPath(out)}.`,
		"Name a run's folder, or measure one first.",
	);
}

/**
 * The two runs to compare: those named, the newest for a head that is not named, and the one before it for a base.
 * @throws BenchError kind "usage" when there are not two.
 */
export async function runsToCompare(named: readonly string[], out: string): Promise<readonly [string, string]> {
	const [base, head] = named;
	if (base !== undefined && head !== undefined) return [base, head];
	const runs = await newestFolders(out, [RECORD_FILE]);
	const [newest, before] = runs;
	if (newest !== undefined && base !== undefined) return [base, newest];
	if (newest !== undefined && before !== undefined) return [before, newest];
	const found = runs.length === 0 ? "no run" : "one run alone";
	throw new BenchError("usage", `There is ${found} in ${displayPath(out)}.`, "Name the folders of two runs.");
}
