import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError } from "../../mysql/errors.ts";
import type { Prices, WorkKind } from "../record/work.ts";

/**
 * Least and most microseconds of each kind on the machine they were fitted on (docs/method.md): many random queries
 * were timed, and the ranges are as wide as the times they have to explain. A server's own ranges are these, scaled.
 */
export const REFERENCE: Readonly<Record<WorkKind, readonly [number, number]>> = {
	statement: [110, 300],
	page: [0.34, 0.55],
	"scanned-row": [0.11, 0.15],
	"further-column": [0.006, 0.03],
	"index-entry": [0.075, 0.12],
	"backward-entry": [0.1, 0.35],
	"rejected-entry": [0.09, 0.16],
	lookup: [0.06, 0.25],
	"position-read": [0.2, 0.6],
	"access-start": [0.005, 0.1],
	"replanned-range": [8, 30],
	"filtered-row": [0.025, 0.05],
	"text-filtered-row": [0.01, 0.1],
	"list-filtered-row": [0.1, 1],
	"function-filtered-row": [0.05, 0.8],
	"joined-row": [0.03, 0.07],
	"hashed-row": [0.08, 0.2],
	"hash-match": [0.1, 0.6],
	"compared-pair": [0.01, 0.08],
	"aggregated-row": [0.01, 0.04],
	"distinct-row": [0.06, 0.35],
	"grouped-row": [0.11, 0.25],
	"sorted-row": [0.02, 0.05],
	"top-sorted-row": [0.08, 0.25],
	"merged-row": [0.05, 1.5],
	"position-sorted-row": [0.05, 0.3],
	"merged-entry": [0.15, 0.35],
	"materialized-row": [0.02, 0.08],
	"temporary-write": [0.07, 0.15],
	"temporary-read": [0.06, 0.15],
	"sent-row": [0.08, 0.3],
	"sent-byte": [0.003, 0.012],
};

/** What one of each took on that machine, by the probes below: microseconds. */
const REFERENCE_PROBES = { statement: 130, row: 0.13, page: 0.22 } as const;

type Probe = keyof typeof REFERENCE_PROBES;

/** Kinds whose cost is that of reaching a page, or of a message to the server; all others go with a row's. */
const PROBE_OF: Partial<Record<WorkKind, Probe>> = {
	statement: "statement",
	page: "page",
	lookup: "page",
	"position-read": "page",
	"replanned-range": "page",
	"sent-row": "statement",
	"sent-byte": "statement",
};

/** Ratios are rounded to powers of this, so that the noise of a probe does not move a price. */
const STEP = 1.5;
/** Where nothing may be probed, a price may be so many times less or more than on the machine of the reference. */
const UNPROBED_SPREAD = 1.6;

/**
 * The price ranges of this server: those of the reference, scaled by what a statement, a row and a page take here.
 * It takes a few hundred milliseconds, and a temporary table that no other session sees.
 */
export async function calibratePrices(connection: Connection): Promise<Prices> {
	const probed = await probe(connection);
	return Object.fromEntries(
		Object.entries(REFERENCE).map(([kind, [low, high]]) => {
			const name = PROBE_OF[kind as WorkKind] ?? "row";
			if (probed === undefined) return [kind, [low / UNPROBED_SPREAD, high * UNPROBED_SPREAD]];
			const ratio = STEP ** Math.round(Math.log(probed[name] / REFERENCE_PROBES[name]) / Math.log(STEP));
			return [kind, [low * ratio, high * ratio]];
		}),
	);
}

/** So few that a probe is over before the machine does something else, most of the time. */
const ROWS = 1000;
const ROUNDS = 60;
const SCAN = "SELECT SUM(n) FROM index_impact_prices IGNORE INDEX (k)";
const FETCH = "SELECT SUM(n) FROM index_impact_prices FORCE INDEX (k) WHERE k >= 0";

/** @returns microseconds of each; undefined where the user may make no temporary table. */
export async function probe(connection: Connection): Promise<Record<Probe, number> | undefined> {
	const digits = `(SELECT 0 AS d ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((d) => `UNION ALL SELECT ${d}`).join(" ")})`;
	try {
		await connection.query(
			`CREATE TEMPORARY TABLE index_impact_prices
			 (id INT PRIMARY KEY, k INT NOT NULL, n INT NOT NULL, filler CHAR(60) NOT NULL, KEY (k)) ENGINE=InnoDB
			 SELECT i AS id, (i * 7919) % ${ROWS} AS k, i % 100 AS n, 'filler' AS filler
			 FROM (SELECT a.d + 10 * b.d + 100 * c.d AS i FROM ${digits} a, ${digits} b, ${digits} c) numbers`,
		);
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return undefined;
	}
	try {
		const pages = await pagesOf(connection, FETCH);
		const least = { one: Number.POSITIVE_INFINITY, scan: Number.POSITIVE_INFINITY, fetch: Number.POSITIVE_INFINITY };
		for (let round = 0; round < ROUNDS; round++) {
			least.one = Math.min(least.one, await microsecondsOf(connection, "SELECT 1"));
			least.scan = Math.min(least.scan, await microsecondsOf(connection, SCAN));
			least.fetch = Math.min(least.fetch, await microsecondsOf(connection, FETCH));
		}
		const row = Math.max(1, least.scan - least.one) / ROWS;
		return { statement: least.one, row, page: Math.max(1, least.fetch - least.scan) / Math.max(ROWS, pages) };
	} finally {
		await connection.query("DROP TEMPORARY TABLE IF EXISTS index_impact_prices");
	}
}

/** Of one execution; the least of several is what counts, since what disturbs a probe only ever adds. */
async function microsecondsOf(connection: Connection, sql: string): Promise<number> {
	const started = performance.now();
	await connection.query(sql);
	return 1000 * (performance.now() - started);
}

async function pagesOf(connection: Connection, sql: string): Promise<number> {
	const read = async () => {
		const [rows] = await connection.query<RowDataPacket[]>(
			"SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_read_requests'",
		);
		return Number(rows[0]?.Value ?? 0);
	};
	const before = await read();
	await connection.query(sql);
	return (await read()) - before;
}
