import { BenchError } from "../../base/errors.ts";
import type { Connect } from "../../mysql/connect.ts";
import { needsOf } from "../../scenarios/workload/table-needs.ts";
import { BUNDLE_VERSION, type Bundle, type TableStatistics } from "../../seed/bundle/format.ts";
import { readDefinitions, type SourceTable } from "./definitions.ts";
import { MERGED_BELOW } from "./distribution.ts";
import {
	type Attempt,
	emptyStatistics,
	readColumns,
	readKeys,
	readRelations,
	type TableRequest,
} from "./read-table.ts";
import { chooseSample } from "./sample.ts";
import { readIndexFigures, readSourceFigures, readTablePages } from "./server-figures.ts";
import { NotKnown, openSource, type Source } from "./source.ts";
import { readWorkload } from "./workload.ts";

export interface CaptureRequest {
	readonly connect: Connect;
	readonly database: string;
	readonly seconds: number;
	/** Most rows of a table that one statement goes through; larger tables are sampled. */
	readonly rows: number;
	readonly signal: AbortSignal;
	readonly now: Date;
	/** Told once, before any row is read. */
	readonly announce: (plan: CapturePlan) => void;
}

/** What will be read. */
export interface CapturePlan {
	readonly tables: number;
	/** Rows of all tables, as the server estimates them. */
	readonly rows: number;
	/** Tables of which only a part will be read. */
	readonly sampled: readonly string[];
	readonly queries: number;
}

type Unknown = Bundle["unknown"][number];

/** Reads statistics and statements of a database. Ends with what it has when the budget is spent or the source is gone. */
export async function capture(request: CaptureRequest): Promise<Bundle> {
	const source = await openSource(request.connect, request.seconds, request.signal);
	try {
		return await captureFrom(source, request);
	} finally {
		await source.close();
	}
}

async function captureFrom(source: Source, request: CaptureRequest): Promise<Bundle> {
	const { database, now, rows: limit } = request;
	const captured = now.toISOString().slice(0, 10);
	const unknown: Unknown[] = [];
	let isLost = false;
	const attemptAt =
		(table?: string): Attempt =>
		async (what, work, column) => {
			const note = (kind: Unknown["kind"]) =>
				unknown.push({ kind, what, ...(table ? { table } : {}), ...(column ? { column } : {}) });
			if (isLost) {
				note("lost");
				return undefined;
			}
			try {
				return await work();
			} catch (error) {
				if (!(error instanceof NotKnown)) throw error;
				if (error.reason === "lost") isLost = true;
				note(error.reason);
				return undefined;
			}
		};
	const attempt = attemptAt();
	const figures = await attempt("version", async () => await readSourceFigures(source, database));
	if (/mariadb/i.test(figures?.mysql ?? "")) throw mariadb();
	const tables = await attempt("tables", async () => await readDefinitions(source, database));
	if (tables === undefined || figures === undefined) throw unreadable(database);
	if (tables.length === 0) throw nothingThere(database);
	const workload = await attempt("queries", async () => await readWorkload(source, database, tables));
	const { rare = 0, withheld = 0 } = workload ?? {};
	const rarely = `${rare} statements called fewer than ${MERGED_BELOW} times, or beyond the costliest`;
	if (rare > 0) unknown.push({ kind: "unreadable", what: rarely });
	if (withheld > 0) unknown.push({ kind: "unreadable", what: `${withheld} statements with variables or literals` });
	const queries = workload?.queries ?? [];
	const pages = await attempt("pages of tables", async () => await readTablePages(source, database));
	const indexes = await attempt("index pages", async () => await readIndexFigures(source, database));
	request.announce(planOf(tables, queries.length, limit));
	const needs = needsOf(queries, tables);
	const pairs: { readonly request: TableRequest; readonly known: TableStatistics }[] = [];
	const rowsOf = (name: string) => pairs.find(({ known }) => known.name === name)?.known.rows;
	for (const table of tables.toSorted((a, b) => a.rows - b.rows)) {
		const at = attemptAt(table.name);
		const sample = await at("rows", async () => await chooseSample(source, database, table, limit));
		const of: TableRequest = {
			source,
			table,
			// Nothing is read of a table that cannot be read; what the server tells of it stays.
			sample: sample ?? { from: "", whole: "", rows: table.rows, counted: false, rowsRead: 0, isAll: false },
			needs: needs.filter((need) => need.table === table.name),
			pages: pages?.get(table.name),
			indexRows: indexes?.get(table.name) ?? [],
			rowsOf,
			captured,
			attempt: at,
		};
		if (sample?.by === "first-rows") unknown.push({ kind: "budget", what: FIRST_ROWS, table: table.name });
		pairs.push({ request: of, known: emptyStatistics(of) });
	}
	const readable = pairs.filter(({ request: { sample } }) => sample.from !== "" && sample.rows > 0);
	for (const { request: of, known } of readable) await readKeys(of, known);
	for (const { request: of, known } of readable) await readColumns(of, known, true);
	for (const { request: of, known } of readable) await readRelations(of, known);
	for (const { request: of, known } of readable) await readColumns(of, known, false);
	for (const { known, request: of } of pairs) inOrder(known, of.table);
	return {
		format: "index-impact-bundle",
		version: BUNDLE_VERSION,
		captured,
		source: figures,
		aliased: false,
		mergedBelow: MERGED_BELOW,
		cost: source.cost(),
		unknown,
		tables: pairs.map(({ known }) => known).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
		...(workload?.observedSeconds === undefined ? {} : { observedSeconds: workload.observedSeconds }),
		...(workload?.observedShare === undefined ? {} : { observedShare: workload.observedShare }),
		queries: [...queries],
	};
}

const FIRST_ROWS = "rows beyond the first: without a numbered primary key no sample of the whole is taken";

function inOrder(known: TableStatistics, { definition }: SourceTable): void {
	const place = new Map(definition.columns.map(({ name }, at) => [name, at]));
	known.columns.sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
}

function planOf(tables: readonly SourceTable[], queries: number, limit: number): CapturePlan {
	return {
		tables: tables.length,
		rows: tables.reduce((sum, { rows }) => sum + rows, 0),
		sampled: tables.filter(({ rows }) => rows > limit).map(({ name }) => name),
		queries,
	};
}

/** It would let statements run on, since it has no such limit as MySQL's. */
function mariadb(): BenchError {
	return new BenchError("environment", "The server is MariaDB.", "Name a MySQL server, version 5.7 or newer.");
}

function unreadable(database: string): BenchError {
	return new BenchError(
		"environment",
		`The server told nothing of the tables of ${database} within the budget.`,
		"Raise --seconds, and see that the server is healthy.",
	);
}

function nothingThere(database: string): BenchError {
	return new BenchError(
		"usage",
		`The user sees no table in the database ${database}.`,
		`Check the database's name in the URL, and have its administrator run GRANT SELECT ON \`${database}\`.* for this user.`,
	);
}
