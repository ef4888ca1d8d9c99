import { BenchError } from "../seed/errors.ts";
import { perf001 } from "./perf-001/index.ts";
import type { Suite } from "./suite.ts";

const suites: readonly Suite[] = [perf001];

/**
 * The suite of that id.
 * @throws BenchError kind "usage" listing the suites there are.
 */
export function suiteNamed(id: string): Suite {
	const suite = suites.find((candidate) => candidate.id === id);
	if (suite === undefined) {
		const known = suites.map((candidate) => candidate.id).join(", ");
		throw new BenchError("usage", `There is no suite "${id}".`, `Choose one of: ${known}.`);
	}
	return suite;
}
