import { availableParallelism } from "node:os";
import type { Connection } from "mysql2/promise";
import { abortable } from "../base/abortable.ts";
import type { Connector } from "../mysql/connect.ts";
import { addForeignKeys, addKeys, createTable, MADE_HERE } from "../schema/ddl/table-statements.ts";
import type { DatasetSpec, GeneratorInput, Volumes } from "./dataset-spec.ts";
import { planLoad, type RowRange, takeNext } from "./load-plan.ts";
import { rowFormat } from "./load-session.ts";
import { RowLoader } from "./row-loader.ts";
import { writtenColumns } from "./stored-columns.ts";

export interface LoadRequest {
	readonly connect: Connector;
	readonly spec: DatasetSpec;
	readonly volumes: Volumes;
	readonly seed: number;
	/** Makes the empty tables by `createTables`, while the workers start. */
	readonly makeTables: () => Promise<void>;
	/** Called after every few thousand rows with the number of rows so far. */
	readonly onRows: (rows: number) => void;
	readonly signal: AbortSignal;
	/** Workers and sessions; by default one per core, at least 2 and at most 6. */
	readonly workers?: number;
}

/** What went into one table. */
export interface LoadedTable {
	readonly rows: number;
	/** Sum of the CRC-32 values of its rows, as decimal digits. */
	readonly digest: string;
}

/** From so many rows on, sorting a table's keys afterwards is faster than keeping them in order row by row. */
const MANY_ROWS = 20_000;

function keysComeLater(rows: number): boolean {
	return rows >= MANY_ROWS;
}

/** Creates the dataset's tables as `loadTables` takes them, which adds the keys of the large ones. */
export async function createTables(connection: Connection, spec: DatasetSpec, volumes: Volumes): Promise<void> {
	for (const { table } of spec.tables) {
		const name = table.name;
		const rows = volumes[name] ?? 0;
		await connection.query(`${createTable(table, keysComeLater(rows) ? "keys later" : "with keys")} ${MADE_HERE}`);
		// The others' come when their last row is loaded.
		if (rows === 0) await connection.query(`ANALYZE TABLE \`${name}\``);
	}
}

/** By default, how many workers load at the same time. */
export function defaultWorkers(): number {
	return Math.min(6, Math.max(2, availableParallelism()));
}

/**
 * Has the tables made, fills them, and has the optimizer's statistics made of each. Each worker makes rows and streams
 * them into a session of its own, never held; the next range goes to whichever worker is free. When it fails or is aborted,
 * every worker is ended before it rejects, and its session with it.
 */
export async function loadTables(request: LoadRequest): Promise<ReadonlyMap<string, LoadedTable>> {
	const { connect, spec, volumes, seed, signal } = request;
	const tables = spec.tables.map(({ table, rowBytes, columns }) => ({
		name: table.name,
		rows: volumes[table.name] ?? 0,
		rowBytes,
		format: { format: rowFormat(table, columns), written: writtenColumns(table, columns) },
	}));
	const formatOf = new Map(tables.map(({ name, format }) => [name, format]));
	const totals = new Map(tables.map(({ name }) => [name, { rows: 0, checksum: 0n }]));
	const workers = request.workers ?? defaultWorkers();
	const queue = [...planLoad(tables, workers)];
	const rangesLeft = new Map(tables.map(({ name }) => [name, queue.filter(({ table }) => table === name).length]));
	// The processes start and connect while the tables, and the values that they share, are made.
	const start = { generators: spec.generators, destination: connect.destination };
	const loaders = Array.from({ length: workers }, () => new RowLoader(start));
	/** The table that each worker is at. */
	const loading = new Map<RowLoader, string>();
	let done = 0;

	const loadRange = async (loader: RowLoader, range: RowRange): Promise<void> => {
		const format = formatOf.get(range.table);
		if (format === undefined) throw new Error(`No table ${range.table} is to be loaded.`);
		let reported = 0;
		const { made, stored, checksum } = await loader.load(range, format, (rows) => {
			done += rows - reported;
			reported = rows;
			request.onRows(done);
		});
		if (stored !== range.to - range.from || made !== stored) {
			throw new Error(`${range.table}: ${made} of ${range.to - range.from} rows were made, ${stored} stored.`);
		}
		const total = totals.get(range.table);
		if (total) {
			total.rows += stored;
			total.checksum += BigInt(checksum);
		}
	};
	/** Whoever loads a table's last range adds its keys and has its statistics made, while others go on. */
	const finishRange = async (loader: RowLoader, name: string): Promise<void> => {
		const left = (rangesLeft.get(name) ?? 0) - 1;
		rangesLeft.set(name, left);
		const table = spec.tables.find((candidate) => candidate.table.name === name)?.table;
		if (left > 0 || table === undefined) return;
		const keys = keysComeLater(volumes[name] ?? 0) ? addKeys(table) : undefined;
		if (keys !== undefined) await loader.run(keys);
		await loader.run(`ANALYZE TABLE \`${name}\``);
	};
	const runLane = async (loader: RowLoader, input: GeneratorInput): Promise<void> => {
		await loader.open(input);
		const next = () => takeNext(queue, loading.values());
		for (let range = next(); range !== undefined; range = next()) {
			loading.set(loader, range.table);
			await loadRange(loader, range);
			await finishRange(loader, range.table);
			loading.delete(loader);
		}
	};

	try {
		await abortable(request.makeTables(), signal);
		const shared = spec.prepare(seed, volumes);
		const input = { seed, volumes, shared };
		await abortable(Promise.all(loaders.map((loader) => runLane(loader, input))), signal);
		await abortable(addAllForeignKeys(spec, loaders), signal);
	} finally {
		await Promise.all(loaders.map((loader) => loader.stop()));
	}
	return new Map([...totals].map(([name, { rows, checksum }]) => [name, { rows, digest: String(checksum) }]));
}

/**
 * Adds the foreign keys once every table has its rows and keys. The sessions check no foreign keys, so nothing is copied;
 * whether the rows keep to them is checked with the data.
 */
async function addAllForeignKeys(spec: DatasetSpec, [loader]: readonly RowLoader[]): Promise<void> {
	for (const { table } of spec.tables) {
		const keys = addForeignKeys(table);
		if (keys !== undefined) await loader?.run(keys);
	}
}
