import type { TableNeed } from "../../scenarios/workload/table-needs.ts";
import type { TableStatistics } from "../../seed/bundle/format.ts";
import type { BundledTable } from "../../seed/bundle/schema-part.ts";
import { countFilled, readColumn } from "./columns.ts";
import type { SourceTable } from "./definitions.ts";
import { depthsToRead, readDepth } from "./depths.ts";
import { rounded } from "./distribution.ts";
import { pairsToRead, readJoint, sampleForPair } from "./joint.ts";
import { keysToRead, type ReadKey, readKey, referenceOf } from "./keys.ts";
import { readPlaces } from "./places.ts";
import type { Sample } from "./sample.ts";
import { indexFigures } from "./server-figures.ts";
import type { Row, Source } from "./source.ts";

const PAGE_BYTES = 16_384;
/** Head, transaction and undo pointer of a row take 18 bytes, its columns the rest. */
const LEAST_ROW_BYTES = 26;

/** Does a piece of work, and notes what is not known where it fails. */
export type Attempt = <T>(what: string, work: () => Promise<T>, column?: string) => Promise<T | undefined>;

export interface TableRequest {
	readonly source: Source;
	readonly table: SourceTable;
	readonly sample: Sample;
	readonly needs: readonly TableNeed[];
	/** Pages of the clustered index, where the server told them. */
	readonly pages: number | undefined;
	readonly indexRows: readonly Row[];
	readonly rowsOf: (table: string) => number | undefined;
	readonly captured: string;
	readonly attempt: Attempt;
}

/** What is known of a table before any of its rows is read. */
export function emptyStatistics({ table, sample, pages, indexRows }: TableRequest): TableStatistics {
	const { rows, rowsRead, counted, keySpan } = sample;
	// The server brings its figures up to date one after the other: the larger is the newer.
	const all = Math.max(pages ?? 0, Math.ceil(table.dataBytes / PAGE_BYTES));
	return {
		name: table.name,
		definition: table.definition,
		rows,
		counted,
		rowsRead,
		pages: all,
		pageBytes: PAGE_BYTES,
		bytesPerRow: rows === 0 ? 0 : rounded((table.dataBytes > 0 ? table.dataBytes : all * PAGE_BYTES) / rows),
		...(keySpan === undefined ? {} : { keySpan }),
		columns: [],
		keys: [],
		references: [],
		joint: [],
		depths: [],
		indexes: indexFigures(table, indexRows),
	};
}

/** Reads keys, references and the columns that something speaks of. */
export async function readKeys(request: TableRequest, known: TableStatistics): Promise<void> {
	const { source, table, sample, needs, attempt, rowsOf } = request;
	const { definition } = table;
	// Of a table that the server has no figures of yet, a page would seem to hold all rows.
	const rowsPerPage = Math.min(PAGE_BYTES / LEAST_ROW_BYTES, sample.rows / Math.max(1, known.pages));
	const conditions = needs.flatMap(({ equal }) => (equal.length === 0 ? [] : [equal, ...equal.map((one) => [one])]));
	const keys: ReadKey[] = [];
	for (const columns of keysToRead(definition, conditions)) {
		const key = await attempt(
			`rows per key of ${columns.join(", ")}`.slice(0, 200),
			async () => await readKey({ source, sample, definition, columns, rowsPerPage }),
		);
		if (key === undefined) continue;
		keys.push(key);
		known.keys.push(key.statistics);
	}
	for (const foreignKey of definition.foreignKeys) {
		const key = keys.find(({ statistics }) => sameColumns(statistics.columns, foreignKey.columns));
		const parent = rowsOf(foreignKey.refTable);
		if (key !== undefined && parent !== undefined) known.references.push(referenceOf(foreignKey, key, parent));
	}
}

/** Reads the columns that something speaks of, or the others. */
export async function readColumns(request: TableRequest, known: TableStatistics, isNeeded: boolean): Promise<void> {
	const { source, table, sample, captured, attempt } = request;
	const needed = neededColumns(request);
	const columns = table.definition.columns.filter(({ name }) => needed.has(name) === isNeeded);
	if (columns.length === 0) return;
	const countsOf = await attempt("columns", async () => await countFilled(source, sample, columns));
	if (countsOf === undefined) return;
	for (const [at, column] of columns.entries()) {
		const isUnique = isUniqueColumn(table.definition, column.name);
		const of = { source, sample, column, isUnique, isNeeded, captured, ...countsOf(at) };
		const told = await attempt("column", async () => await readColumn(of), column.name);
		const key = known.keys.find((one) => one.columns.length === 1 && one.columns[0] === column.name);
		if (told === undefined) continue;
		// An index that was read whole knows better than a sample of the rows.
		const better = key?.basis === "all" ? { distinct: key.distinct, rowsPerValue: key.rowsPerKey } : {};
		known.columns.push({ ...told, ...better });
	}
}

/** Reads what hangs together: columns that meet in a query, how deep a LIMIT goes, and what shifts along the table. */
export async function readRelations(request: TableRequest, known: TableStatistics): Promise<void> {
	const { source, table, sample, needs, attempt } = request;
	const named = (name: string) => known.columns.find((column) => column.name === name);
	for (const pair of pairsToRead(known, needs)) {
		const read = async () => await readJoint(source, sampleForPair(sample, named(pair[0])), pair, named(pair[1]));
		const joint = await attempt(`${pair.join(" with ")}`.slice(0, 200), read);
		if (joint !== undefined) known.joint.push(joint);
	}
	if (source.hasWindows) {
		for (const need of depthsToRead(needs)) {
			const what = `rows before a LIMIT by ${need.order.map(({ column }) => column).join(", ")}`.slice(0, 200);
			const depth = await attempt(what, async () => await readDepth(source, sample, need));
			if (depth !== undefined) known.depths.push(depth);
		}
	}
	const needed = neededColumns(request);
	const { primaryKey } = table.definition;
	for (const [at, column] of known.columns.entries()) {
		if (!needed.has(column.name)) continue;
		const read = async () => await readPlaces(source, sample, primaryKey, column);
		const places = await attempt("order along the table", read, column.name);
		if (places !== undefined) known.columns[at] = { ...column, ...places };
	}
}

function neededColumns({ table: { definition }, needs }: TableRequest): ReadonlySet<string> {
	return new Set([
		...(definition.primaryKey ?? []),
		...definition.foreignKeys.flatMap(({ columns }) => columns),
		...definition.indexes.flatMap(({ parts }) => parts.flatMap((part) => ("column" in part ? [part.column] : []))),
		...needs.flatMap(({ equal, other, order }) => [...equal, ...other, ...order.map(({ column }) => column)]),
	]);
}

function isUniqueColumn({ primaryKey, indexes }: BundledTable, name: string): boolean {
	if (primaryKey?.length === 1 && primaryKey[0] === name) return true;
	return indexes.some(({ kind, parts: [part, ...more] }) => {
		const isAlone = kind === "unique" && more.length === 0 && part !== undefined && "column" in part;
		return isAlone && part.column === name && part.length === undefined;
	});
}

export function sameColumns(one: readonly string[], other: readonly string[]): boolean {
	return JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
}
