import type { Scenario } from "../../scenarios/suite.ts";
import type { Difference } from "../record/reasons/stratum-reason.ts";

/** Results of one unit of work with the names of their columns, statement by statement. */
export interface NamedResult {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly unknown[])[];
}

/** Two floating sums of the same parts differ by so much at the most, relative to their size. */
const TOLERANCE = 1e-9;

/**
 * Where two results first differ. Numbers of which one is no whole number may differ in their last digits.
 * @param comparison "set" sorts the rows of both before; "count" looks at the numbers of rows alone.
 */
export function firstDifference(
	before: readonly NamedResult[],
	after: readonly NamedResult[],
	comparison: Scenario["result"],
): Difference | undefined {
	for (const [statement, one] of before.entries()) {
		const other = after[statement] ?? { columns: [], rows: [] };
		const rows: [number, number] = [one.rows.length, other.rows.length];
		if (rows[0] !== rows[1]) return { kind: "rows", statement, row: Math.min(...rows), column: "", rows };
		if (comparison === "count") continue;
		const [left, right] = comparison === "set" ? [sorted(one.rows), sorted(other.rows)] : [one.rows, other.rows];
		for (const [row, cells] of left.entries()) {
			const column = cells.findIndex((cell, i) => !sameCell(cell, right[row]?.[i]));
			if (column >= 0) return { kind: "value", statement, row, column: one.columns[column] ?? "", rows };
		}
	}
	return undefined;
}

/** Rows in an order that no last digit decides. */
function sorted(rows: NamedResult["rows"]): NamedResult["rows"] {
	return rows
		.map((row) => ({ row, text: JSON.stringify(row.map(coarse)) }))
		.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
		.map(({ row }) => row);
}

function coarse(cell: unknown): unknown {
	return typeof cell === "number" && !Number.isInteger(cell) ? Number(cell.toPrecision(6)) : cell;
}

function sameCell(a: unknown, b: unknown): boolean {
	if (typeof a === "number" && typeof b === "number" && !(Number.isInteger(a) && Number.isInteger(b))) {
		return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b), 1e-300);
	}
	return JSON.stringify(a) === JSON.stringify(b);
}
