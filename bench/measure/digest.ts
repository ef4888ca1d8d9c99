import { createHash } from "node:crypto";
import type { Scenario } from "../../scenarios/suite.ts";

/**
 * SHA-256 of the results of one unit of work.
 * @param comparison "set" ignores the order of rows, "ordered" keeps it, "count" keeps only how many rows there are
 *   (for LIMIT without a total order, where any rows are right).
 */
export function digestOf(results: readonly (readonly unknown[][])[], comparison: Scenario["result"]): string {
	const hash = createHash("sha256");
	for (const rows of results) {
		hash.update(`${rows.length}\n`);
		if (comparison === "count") continue;
		const lines = rows.map((row) => JSON.stringify(row));
		if (comparison === "set") lines.sort();
		for (const line of lines) hash.update(line).update("\n");
	}
	return hash.digest("hex");
}
