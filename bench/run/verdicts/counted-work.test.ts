import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Connector } from "../../../mysql/connect.ts";
import { judge } from "../../judge/judge-run.ts";
import type { MeasuredRun } from "../../record/measured.ts";
import { measuredPartOf } from "../../record/schema.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import { smallRun, verdictsOf } from "../fixtures/small-run.ts";

let server: Server;
let connect: Connector;
let connection: Connection;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	connection = await connect();
	await connection.query("SET SESSION cte_max_recursion_depth = 1000000");
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

/** A table with so many rows, made of expressions of row number i. */
async function table(name: string, columns: string, rows: number, fill: string): Promise<void> {
	await connection.query(`CREATE TABLE ${name} (id INT AUTO_INCREMENT PRIMARY KEY, ${columns})`);
	const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
	await connection.query(`INSERT INTO ${name} ${numbers} SELECT i, ${fill} FROM n`);
	await connection.query(`ANALYZE TABLE ${name}`);
}

describe("work that no handler call shows", () => {
	test("entries that a pushed condition rejects are no gain: where the clock says slower, evidence never says faster", async () => {
		await table(
			"samples",
			"state TINYINT NOT NULL, code INT NOT NULL, n INT NOT NULL",
			60_000,
			"IF(rand(1) < .97, 1, 2), floor(rand(2) * 1000000), floor(rand(3) * 1000)",
		);
		const queries = [11, 17].map((divisor) => ({
			id: `one-in-${divisor}`,
			sql: `select sum(n) as s from samples where state = 1 and code % ${divisor} = 5`,
		}));
		const run = {
			tables: ["samples"],
			indexes: [{ name: "samples_state_code", table: "samples", columns: ["state", "code"] }],
			queries,
		};
		const record = await smallRun(connect, run);
		for (const { verdict } of Object.values(verdictsOf(record))) expect(verdict).not.toBe("faster");
		const [stratum] = record.scenarios[0]?.strata ?? [];
		expect(stratum?.after.work?.parts["rejected-entry"]?.[0]).toBeGreaterThan(50_000);
		expect(stratum?.before.work?.parts).not.toHaveProperty("rejected-entry");
	});

	test("pairs that a join compares in its buffer are counted, though each table is read once", async () => {
		await table("bands", "low INT NOT NULL, high INT NOT NULL", 400, "i * 10, i * 10 + 9");
		await table("points", "at INT NOT NULL", 3000, "floor(rand(4) * 4000)");
		const record = await smallRun(connect, {
			tables: ["bands", "points"],
			indexes: [{ name: "points_at", table: "points", columns: ["at"] }],
			queries: [
				{ id: "bands", sql: "select count(*) as n from bands b join points p on p.at between b.low and b.high" },
			],
		});
		const [stratum] = record.scenarios[0]?.strata ?? [];
		expect(stratum?.before.work?.parts["compared-pair"]?.[0]).toBe(1_200_000);
		expect(verdictsOf(record).bands?.verdict).not.toBe("slower");
	});

	test("ranges that are planned anew for each row are counted", async () => {
		await table("wide", "low INT NOT NULL", 300, "floor(rand(5) * 1000)");
		const record = await smallRun(connect, {
			tables: ["wide", "points"],
			indexes: [{ name: "points_at", table: "points", columns: ["at"] }],
			queries: [
				{ id: "above", sql: "select count(*) as n from wide w join points p on p.at > w.low * 4 where w.id < 40" },
			],
		});
		const [stratum] = record.scenarios[0]?.strata ?? [];
		const replanned = stratum?.after.plan.some(({ extra = "" }) => extra.includes("Range checked"));
		if (replanned) expect(stratum?.after.work?.parts["replanned-range"]?.[0]).toBe(39);
		else expect(stratum?.after.work).toBeDefined();
	});

	test("MIN and MAX that are answered while planning are the gain that they are", async () => {
		await table(
			"probes",
			"site INT NOT NULL, seen_at INT NOT NULL, note VARCHAR(60) NOT NULL",
			30_000,
			"1 + floor(rand(6) * 200), floor(rand(7) * 1e8), repeat('x', 50)",
		);
		const record = await smallRun(connect, {
			tables: ["probes"],
			indexes: [
				{ name: "probes_seen_at", table: "probes", columns: ["seen_at"] },
				{ name: "probes_site_seen_at", table: "probes", columns: ["site", "seen_at"] },
			],
			queries: [
				{ id: "last", sql: "select max(seen_at) as last from probes" },
				{ id: "last-of-site", sql: "select max(seen_at) as last from probes where site = {key}", keys: [[3], [77]] },
			],
		});
		expect(verdictsOf(record)).toMatchObject({
			last: { verdict: "faster", decidedBy: "evidence" },
			"last-of-site": { verdict: "faster", decidedBy: "evidence" },
		});
	});

	test("a look-up costs its pages: an index on a value that nearly every row has is decided as slower", async () => {
		await table(
			"bills",
			"state INT NOT NULL, cents INT NOT NULL, memo VARCHAR(90) NOT NULL",
			40_000,
			"IF(rand(8) < .9, 1, 2 + floor(rand(9) * 40)), floor(rand(10) * 100000), repeat('m', 60)",
		);
		const record = await smallRun(connect, {
			tables: ["bills"],
			indexes: [{ name: "bills_state", table: "bills", columns: ["state"] }],
			queries: [
				{ id: "common", sql: "select sum(cents) as s from bills where state = 1" },
				{ id: "rare", sql: "select sum(cents) as s from bills where state = {key}", keys: [[7], [20]] },
			],
		});
		const { common, rare } = verdictsOf(record);
		expect(rare).toMatchObject({ verdict: "faster", decidedBy: "evidence" });
		expect(common?.verdict).toBe("slower");
	});
});

function withoutPairs(run: MeasuredRun): MeasuredRun {
	const scenarios = run.scenarios.map((scenario) => ({
		...scenario,
		strata: scenario.strata.map((stratum) => ({ ...stratum, pairs: [], order: [] })),
	}));
	return { ...run, scenarios };
}

describe("the gate's seconds of clock", () => {
	const run = {
		tables: ["samples"],
		indexes: [{ name: "samples_state_code", table: "samples", columns: ["state", "code"] }],
		queries: [{ id: "one-in-11", sql: "select sum(n) as s from samples where state = 1 and code % 11 = 5" }],
	};

	test("time what evidence leaves open, and nothing where they are forbidden", async () => {
		const silent = await smallRun(connect, run);
		const clocked = await smallRun(connect, { ...run, clockSeconds: 6 });
		const [untimed] = silent.scenarios[0]?.strata ?? [];
		const [timed] = clocked.scenarios[0]?.strata ?? [];
		expect(silent.clock).toEqual({ limitSeconds: 0, timed: 0, left: 0 });
		expect(untimed?.pairs).toEqual([]);
		// Each run prices work anew, so that what evidence leaves open is asked of the run that has the clock.
		const [open] = judge(withoutPairs(measuredPartOf(clocked))).scenarios[0]?.strata ?? [];
		if (open?.verdict === "unresolved") {
			expect(clocked.clock).toMatchObject({ limitSeconds: 6, timed: 1, left: 0 });
			expect(timed?.pairs.length).toBeGreaterThanOrEqual(8);
			expect(timed?.verdict).not.toBe("faster");
		} else expect(clocked.clock?.timed).toBe(0);
	});
});
