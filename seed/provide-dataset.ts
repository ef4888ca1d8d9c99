import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { abortable } from "../base/abortable.ts";
import { BenchError } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Connector } from "../mysql/connect.ts";
import { trackConnections } from "../mysql/tracked-connections.ts";
import { type AuditReport, auditDataset, findDifferences } from "./audit.ts";
import { datasetKey } from "./dataset-key.ts";
import { definitionOf, MARKER_TABLE, readMarker, writeMarker } from "./dataset-marker.ts";
import type { DatasetSpec, TableSpec } from "./dataset-spec.ts";
import { estimateRows } from "./estimate.ts";
import { seedFailure } from "./load-failure.ts";
import { LoadSettings } from "./load-settings.ts";
import { createTables, defaultWorkers, type LoadedTable, type LoadRequest, loadTables } from "./load-tables.ts";
import { normalizedTable } from "./normalized-table.ts";
import { referenceRules } from "./reference-rules.ts";
import type { Scale } from "./scale.ts";

/** For a server to set back what a load that failed has changed. */
const RESTORE_LIMIT_MS = 5000;

export interface DatasetRequest {
	/** Connects to the database the dataset goes into. */
	readonly connect: Connector;
	readonly database: string;
	readonly spec: DatasetSpec;
	readonly scale: Scale;
	readonly seed: number;
	/** True when the server is the tool's own, so that its global settings may be changed for the load. */
	readonly ownedServer: boolean;
	/** True when what the database holds is proven to be untouched since it was made: its digests are not computed again. */
	readonly proven?: boolean;
	/** Called when the data must be made, before anything is changed; what it throws ends the work. */
	readonly beforeMaking?: () => Promise<void>;
	readonly progress: Progress;
	readonly signal: AbortSignal;
	/** Workers and sessions; by default one per core, at least 2 and at most 6. */
	readonly workers?: number;
}

export interface DatasetReport {
	readonly scale: string;
	readonly seed: number;
	readonly fingerprint: string;
	/** True when a complete dataset was there already. */
	readonly reused: boolean;
	/** From empty database to analyzed tables, without the audit; of the check when reused. */
	readonly seconds: number;
	/** 0 when reused. */
	readonly rowsPerSecond: number;
	readonly tables: readonly {
		readonly name: string;
		readonly rows: number;
		readonly dataBytes: number;
		readonly indexBytes: number;
		/** Sum of the CRC-32 values of the rows: equal across runs, machines, worker counts and servers. */
		readonly digest: string;
	}[];
	/** What the modelled application's documents do not settle. */
	readonly assumptions: readonly string[];
	/** Of when the dataset was made. */
	readonly audit: AuditReport;
}

/**
 * Sees to it that the database holds the dataset: reuses a complete one, else drops the dataset's tables and makes them.
 * The marker is written last, so whatever interrupts the work, the next call starts over.
 * @throws BenchError "environment" (no LOCAL INFILE, disk full, privileges), "measurement" (connection lost),
 * "interrupted" (signal).
 */
export async function provideDataset(request: DatasetRequest): Promise<DatasetReport> {
	const { signal } = request;
	const connections = trackConnections(request.connect);
	const settings = new LoadSettings(request.connect, request.ownedServer);
	try {
		return await abortable(provide({ ...request, connect: connections.connect }, settings), signal);
	} catch (thrown) {
		throw seedFailure(thrown, signal);
	} finally {
		connections.destroyAll();
		// Nothing to do after a success; a server that does not answer is not measured any more.
		await settings.restore(RESTORE_LIMIT_MS).catch(() => undefined);
	}
}

async function provide(request: DatasetRequest, settings: LoadSettings): Promise<DatasetReport> {
	const { spec, scale, seed } = request;
	const started = performance.now();
	const admin = await request.connect();
	await takeLock(admin, request.database);
	const fingerprint = datasetKey(spec, scale, seed);
	const complete = await findComplete(admin, request, fingerprint);
	if (complete === undefined) await request.beforeMaking?.();
	const made = complete ?? (await make(request, settings, admin, fingerprint));
	const seconds = (performance.now() - started) / 1000 - (complete ? 0 : made.audit.seconds);
	return {
		scale: scale.name,
		seed,
		fingerprint,
		reused: complete !== undefined,
		seconds,
		rowsPerSecond: complete ? 0 : Math.round(estimateRows(spec, scale) / seconds),
		tables: await withSizes(admin, made.tables),
		assumptions: spec.assumptions,
		audit: made.audit,
	};
}

interface CompleteDataset {
	readonly tables: readonly NamedTable[];
	readonly audit: AuditReport;
}

interface NamedTable extends LoadedTable {
	readonly name: string;
}

/** Two runs must not fill the same database at once. */
async function takeLock(admin: Connection, database: string): Promise<void> {
	// A lock's name has at most 64 characters, as many as a database's.
	const name = `index-impact/${createHash("sha256").update(database).digest("hex").slice(0, 40)}`;
	const [rows] = await admin.query<RowDataPacket[]>("SELECT GET_LOCK(?, 1) AS taken", [name]);
	if (Number(rows[0]?.taken) !== 1) {
		throw new BenchError(
			"environment",
			`Another run is making data in the database ${database}.`,
			"Wait until it has finished, or end it.",
		);
	}
}

/** The dataset as marked, if it is there with all its rows, every value as it was made, and nothing added to its tables. */
async function findComplete(
	admin: Connection,
	{ connect, spec, proven, progress, workers }: DatasetRequest,
	fingerprint: string,
): Promise<CompleteDataset | undefined> {
	const marker = await readMarker(admin);
	if (marker?.fingerprint !== fingerprint || marker.tables.length !== spec.tables.length) return undefined;
	const anew = (what: string) => {
		progress.notice(`The dataset that is there is not as it was made, and is made anew: ${what}.`);
		return undefined;
	};
	for (const { name, rows, definition } of marker.tables) {
		if ((await definitionOf(admin, name)) !== definition) return anew(`the table ${name} is gone or was altered`);
		const [counted] = await admin.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM \`${name}\``);
		const stored = Number(counted[0]?.n);
		if (stored !== rows) return anew(`${name} holds ${stored} rows of ${rows}`);
	}
	if (proven) return marker;
	const made = new Map(marker.tables.map((table) => [table.name, table]));
	const [difference] = await findDifferences({ connect, spec, made, sessions: workers ?? defaultWorkers(), progress });
	return difference === undefined ? marker : anew(difference);
}

async function make(
	request: DatasetRequest,
	settings: LoadSettings,
	admin: Connection,
	fingerprint: string,
): Promise<CompleteDataset> {
	const { connect, scale, progress, signal } = request;
	const spec = { ...request.spec, rules: [...request.spec.rules, ...referenceRules(request.spec)] };
	const names = spec.tables.map(({ table }) => table.name);
	const volumes = spec.volumes(scale);
	const workers = request.workers ?? defaultWorkers();
	await allowLocalInfile(admin, request.ownedServer);
	const loaded = await loadWithProgress(request, workers, async () => {
		// The marker goes first: from here on the database holds no complete dataset.
		// Tables that refer to each other go in any order.
		await admin.query("SET SESSION foreign_key_checks = 0");
		await admin.query(`DROP TABLE IF EXISTS ${[MARKER_TABLE, ...names].map((name) => `\`${name}\``).join(", ")}`);
		await settings.apply(admin);
		await createTables(admin, spec, volumes);
	});
	await settings.restore();
	signal.throwIfAborted();
	const normalized = (table: TableSpec) => normalizedTable(request, table);
	const { report: audit, tables: kept } = await auditDataset({
		connect,
		spec,
		made: loaded,
		sessions: workers,
		progress,
		normalized,
	});
	if (audit.failed.length > 0) throw unlike(spec, audit);
	const tables = names.map((name) => ({ name, ...(kept.get(name) ?? { rows: volumes[name] ?? 0, digest: "0" }) }));
	const marked = [];
	for (const table of tables) {
		marked.push({ ...table, definition: (await definitionOf(admin, table.name)) ?? "" });
	}
	signal.throwIfAborted();
	await writeMarker(admin, { fingerprint, tables: marked, audit });
	return { tables, audit };
}

/** Rules are the suite's own; tables that differ from what was made are a fault of the tool. */
function unlike(spec: DatasetSpec, { failed }: AuditReport): Error {
	const broken = failed.filter((sentence) => spec.rules.some(({ holds }) => sentence.endsWith(`: ${holds}`)));
	if (broken.length < failed.length) {
		return new Error(`The loaded data are not as they should be: ${failed.join("; ")}.`);
	}
	return new BenchError(
		"usage",
		`The data that were made break ${broken.length === 1 ? "a rule" : "rules"} of the dataset ${spec.id}: ${broken.join("; ").replace(/\.$/, "")}.`,
		"Correct the generators, or the rule.",
	);
}

async function allowLocalInfile(admin: Connection, owned: boolean): Promise<void> {
	const [rows] = await admin.query<RowDataPacket[]>("SELECT @@GLOBAL.local_infile AS allowed");
	if (Number(rows[0]?.allowed) === 0 && owned) await admin.query("SET GLOBAL local_infile = ON");
}

async function loadWithProgress(request: DatasetRequest, workers: number, makeTables: LoadRequest["makeTables"]) {
	const { connect, spec, scale, seed, progress, signal } = request;
	const total = estimateRows(spec, scale);
	const task = progress.task(`Seeding ${spec.id} at scale ${scale.name}`, total, "rows");
	const volumes = spec.volumes(scale);
	const started = performance.now();
	const rate = (rows: number) => Math.round((rows / (performance.now() - started)) * 1000).toLocaleString("en");
	const loaded = await loadTables({
		connect,
		spec,
		volumes,
		seed,
		makeTables,
		onRows: (rows) => task.update(rows, `${rate(rows)} rows/s`),
		signal,
		workers,
	});
	task.finish(`${total.toLocaleString("en")} rows at ${rate(total)} rows/s`);
	return loaded;
}

async function withSizes(admin: Connection, tables: readonly NamedTable[]): Promise<DatasetReport["tables"]> {
	await admin.query("SET SESSION information_schema_stats_expiry = 0");
	const [rows] = await admin.query<RowDataPacket[]>(
		`SELECT TABLE_NAME AS name, DATA_LENGTH AS dataBytes, INDEX_LENGTH AS indexBytes FROM information_schema.TABLES
			WHERE TABLE_SCHEMA = DATABASE()`,
	);
	const sizes = new Map(rows.map((row) => [String(row.name), row]));
	// With lower_case_table_names the server tells them in small letters.
	const sizeOf = (name: string) => sizes.get(name) ?? sizes.get(name.toLowerCase());
	return tables.map(({ name, rows: count, digest }) => ({
		name,
		rows: count,
		dataBytes: Number(sizeOf(name)?.dataBytes ?? 0),
		indexBytes: Number(sizeOf(name)?.indexBytes ?? 0),
		digest,
	}));
}
