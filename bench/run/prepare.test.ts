import { afterAll, beforeAll, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import { perf001 } from "../../scenarios/perf-001/index.ts";
import { MADE_HERE } from "../../schema/ddl/table-statements.ts";
import { parseScale } from "../../seed/scale.ts";
import { startRealMysql, untilSomeoneWaits } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { loadDataset } from "./prepare.ts";

let server: Server;
let connect: Connect;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
});
afterAll(() => server.stop());

test("Ctrl-C ends the removal of what a killed run left at once, while somebody else holds it", async () => {
	const holder = await connect();
	await holder.query(`CREATE TABLE copy_of_a_killed_run (id INT) ${MADE_HERE}`);
	await holder.query("LOCK TABLES copy_of_a_killed_run WRITE");
	const somebodys = { ...server, owned: false, restored: true };
	const config = { suite: perf001, scale: parseScale("smoke"), seed: 1 };
	const abort = new AbortController();
	const loading = loadDataset(config, somebodys, silentProgress, abort.signal);
	const ended = expect(loading).rejects.toThrow("told to end");
	await untilSomeoneWaits(holder);
	abort.abort(new Error("told to end"));
	await ended.finally(() => holder.end());
});
