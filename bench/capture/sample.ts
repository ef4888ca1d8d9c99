import { quoted } from "../../mysql/sql/identifiers.ts";
import type { SourceTable } from "./definitions.ts";
import type { Source } from "./source.ts";

/** The rows of a table that the probes read: all, or some of it. */
export interface Sample {
	/** What stands after FROM: the table, or a part of it under the name `s`. */
	readonly from: string;
	/** The whole table, for what an index answers without its rows. */
	readonly whole: string;
	readonly rows: number;
	readonly counted: boolean;
	readonly rowsRead: number;
	readonly isAll: boolean;
	readonly keySpan?: number;
	/** A primary key of one whole number, and where it begins and ends: its ranges stand for pages. */
	readonly numbered?: { readonly column: string; readonly from: bigint; readonly to: bigint };
	/** How a part was chosen. */
	readonly by?: "ranges" | "first-rows";
}

/** Tables of so many times the limit are still counted: that reads the smallest index alone. */
const COUNTED_UP_TO = 20;
const RANGES = 32;

/** Chooses the rows to read of a table. @param limit most rows that one statement may go through. @throws NotKnown */
export async function chooseSample(
	source: Source,
	database: string,
	{ name, definition, rows: estimated }: SourceTable,
	limit: number,
): Promise<Sample> {
	const whole = `${quoted(database)}.${quoted(name)}`;
	const counted = estimated <= limit * COUNTED_UP_TO;
	const rows = counted ? await countOf(source, whole, estimated) : estimated;
	const first = definition.primaryKey?.[0];
	const isWhole = /^(tiny|small|medium|big)?int\b/.test(
		definition.columns.find((column) => column.name === first)?.type ?? "",
	);
	const edges = first !== undefined && isWhole && rows > 0 ? await edgesOf(source, whole, first) : undefined;
	const isSingle = definition.primaryKey?.length === 1;
	const span = edges === undefined ? undefined : Number(edges.to - edges.from + 1n) / Math.max(1, rows);
	const keySpan =
		isSingle && span !== undefined && edges !== undefined && first !== undefined
			? { keySpan: Number(Math.max(1, span).toPrecision(3)), numbered: { column: first, ...edges } }
			: {};
	if (rows <= limit) {
		return { from: `${whole} s`, whole, rows, counted, rowsRead: rows, isAll: counted, ...keySpan };
	}
	if (first === undefined || edges === undefined || edges.to - edges.from < BigInt(RANGES)) {
		const order =
			definition.primaryKey === undefined ? "" : ` ORDER BY ${definition.primaryKey.map(quoted).join(", ")}`;
		const from = `(SELECT * FROM ${whole}${order} LIMIT ${limit}) s`;
		return { from, whole, rows, counted, rowsRead: limit, isAll: false, by: "first-rows", ...keySpan };
	}
	const from = `(SELECT * FROM ${whole} WHERE ${rangesOf(first, edges, limit / rows)}) s`;
	const [read] = await source.ask(`SELECT COUNT(*) AS n FROM ${from}`, [], limit);
	return { from, whole, rows, counted, rowsRead: Number(read?.n), isAll: false, by: "ranges", ...keySpan };
}

async function countOf(source: Source, whole: string, estimated: number): Promise<number> {
	const [row] = await source.ask(`SELECT COUNT(*) AS n FROM ${whole}`, [], estimated);
	return Number(row?.n);
}

interface Edges {
	readonly from: bigint;
	readonly to: bigint;
}

async function edgesOf(source: Source, whole: string, column: string): Promise<Edges | undefined> {
	const [row] = await source.ask(
		`SELECT CAST(MIN(${quoted(column)}) AS CHAR) AS least, CAST(MAX(${quoted(column)}) AS CHAR) AS most FROM ${whole}`,
	);
	if (typeof row?.least !== "string" || typeof row.most !== "string") return undefined;
	return { from: BigInt(row.least), to: BigInt(row.most) };
}

/** Ranges at equal distances, which together hold the part of the key's span. */
function rangesOf(column: string, { from, to }: Edges, part: number): string {
	const step = (to - from + 1n) / BigInt(RANGES);
	const width = BigInt(Math.max(1, Math.floor(Number(step) * part)));
	return Array.from({ length: RANGES }, (_, at) => {
		const start = from + step * BigInt(at);
		return `${quoted(column)} BETWEEN ${start} AND ${start + width - 1n}`;
	}).join(" OR ");
}
