import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connector } from "../../../mysql/connect.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import { findingsOf } from "./case-findings.ts";
import { caseOf, makeWorld } from "./case-world.ts";
import { isAgainst } from "./judge-case.ts";
import type { Observation } from "./observation.ts";
import { createIndex } from "./random-index.ts";

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

test("a case is made again from its seed and number alone, and the server takes all of its statements", async () => {
	const world = await makeWorld(connection, 7, 0);
	const cases = Array.from({ length: 8 }, (_, number) => caseOf(world, 7, number));
	const again = await makeWorld(connection, 7, 5);
	expect(caseOf(again, 7, 5)).toEqual(cases[5]);
	expect(new Set(cases.flatMap(({ queries }) => queries.map(({ sql }) => sql))).size).toBeGreaterThan(25);
	for (const { index, queries } of cases) {
		await connection.query(createIndex(index));
		for (const { sql } of queries) await connection.query(`EXPLAIN ${sql}`);
	}
});

test("findings name what was opposite, what passed, and the command that shows it again", () => {
	const seen = (own: Partial<Observation>): Observation => ({
		case: 3,
		query: 0,
		shape: "point",
		sql: "select 1",
		index: "t(a)",
		plans: ["t:ALL:-", "t:ref:i"],
		evidence: "alike",
		gate: "open",
		truth: "open",
		beforeMs: 1,
		digestsDiffer: false,
		...own,
	});
	const slower = { truth: "slower" as const, slowdown: { estimate: 1.6, interval: [1.5, 1.7] as const, pairs: 30 } };
	const found = findingsOf(
		2,
		[
			seen({ evidence: "same", truth: "unknown" }),
			seen({ ...slower, evidence: "less", gate: "faster" }),
			seen({ ...slower, evidence: "more", gate: "slower" }),
			seen(slower),
			seen({ evidence: "same", truth: "unknown", shared: "rightly" }),
			seen({ evidence: "unknown", truth: "unknown", shared: "wrongly" }),
		],
		[
			{ case: 3, index: "t(a)", judgement: judgementOf(true) },
			{ case: 4, index: "t(b)", judgement: judgementOf(false) },
		],
		[{ case: 1, shape: "or", sql: "SELECT b FROM t", message: "unknown column" }],
		9,
	);
	expect(found).toMatchObject({
		strata: 6,
		changed: 4,
		opposite: 1,
		judgedIndexes: 2,
		wrongIndexVerdicts: 1,
		unresolvedPct: 33.3,
		slowdowns: 3,
		slowdownsByEvidence: 1,
		slowdownsByGate: 1,
		missedSlowdowns: 2,
		missedBy150: 2,
		shared: 2,
		wronglyShared: 1,
	});
	expect(found.failures.map(({ kind, repeat }) => [kind, repeat])).toEqual([
		["opposite", "pnpm bench:cases --seed 9 --case 3"],
		["wrong-index-verdict", "pnpm bench:cases --seed 9 --case 3"],
		["missed-slowdown", "pnpm bench:cases --seed 9 --case 3"],
		["wrongly-shared", "pnpm bench:cases --seed 9 --case 3"],
		["query-failed", "pnpm bench:cases --seed 9 --case 1"],
	]);
});

function judgementOf(wrong: boolean) {
	return {
		counters: { verdict: "keep" },
		timed: { verdict: "keep" },
		net: { ms: -1, interval: [-2, -0.5] },
		netPct: -20,
		wrong,
	} as const;
}

test.each([
	["keep", [-2, -1], -20, true],
	["keep-with-care", [-2, -1], -20, true],
	["drop", [1, 2], 20, true],
	["drop", [-2, -1], -20, false],
	["keep", [-2, 1], -20, false],
	["keep", [-2, -1], -4, false],
	["unresolved", [1, 2], 20, false],
] as const)(
	"%s with a net effect within %s ms, %s %% of the time before, is against the clock: %s",
	(verdict, interval, netPct, against) => {
		expect(isAgainst(verdict, { ms: (interval[0] + interval[1]) / 2, interval }, netPct)).toBe(against);
	},
);
