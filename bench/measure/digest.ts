import { createHash } from "node:crypto";
import type { Scenario } from "../../scenarios/suite.ts";

/**
 * SHA-256 of the results of one unit of work; floating numbers to ten digits.
 * @param comparison "set" ignores the order of rows, "ordered" keeps it, "count" keeps only how many rows there are
 *   (for LIMIT without a total order, where any rows are right).
 */
export function digestOf(results: readonly (readonly unknown[][])[], comparison: Scenario["result"]): string {
	const hash = createHash("sha256");
	for (const rows of results) {
		hash.update(`${rows.length}\n`);
		if (comparison === "count") continue;
		for (const line of comparison === "set" ? sortedLines(rows) : lines(rows)) hash.update(line).update("\n");
	}
	return hash.digest("hex");
}

/** One at a time: a result may have millions of rows, and a copy of it as text takes more memory than itself. */
function* lines(rows: readonly unknown[][]): Generator<string> {
	for (const row of rows) yield JSON.stringify(row, rounded);
}

/** The last digits of a floating sum depend on the order of its parts, which is no one's promise. */
const DIGITS = 10;

function rounded(_: string, value: unknown): unknown {
	return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;
}

function sortedLines(rows: readonly unknown[][]): readonly string[] {
	return [...lines(rows)].sort();
}
