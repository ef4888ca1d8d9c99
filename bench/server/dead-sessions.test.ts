import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connector } from "../../mysql/connect.ts";
import { endDeadSessions } from "./dead-sessions.ts";
import { startRealMysql } from "./fixtures/real-mysql.ts";
import type { Server } from "./server.ts";

let server: Server;
let admin: Connection;
const open: Connection[] = [];

beforeAll(async () => {
	({ server } = await startRealMysql());
	admin = await connector(server.address)();
	await admin.query("CREATE DATABASE one");
	await admin.query("CREATE DATABASE other");
});

afterAll(async () => {
	for (const connection of open) connection.destroy();
	admin?.destroy();
	await server?.stop();
});

async function session(database?: string): Promise<Connection> {
	const connection = await connector(server.address, database)();
	open.push(connection);
	return connection;
}

const answers = (connection: Connection) =>
	connection.query("SELECT 1").then(
		() => true,
		() => false,
	);

test("statements that a killed run left on a database are ended, those of live runs and of other people stay", async () => {
	const holder = await session("one");
	const left = await session("one");
	const others = [await session("other"), await session()];
	await holder.query("SELECT GET_LOCK('one', 0)");
	await endDeadSessions(admin, "one");
	expect(await Promise.all([holder, left, ...others].map(answers))).toEqual([true, true, true, true]);

	await holder.query("SELECT RELEASE_LOCK('one')");
	const sleeping = left.query("SELECT SLEEP(600)").catch(() => "ended");
	await endDeadSessions(admin, "one");
	expect(await sleeping).toBe("ended");
	expect(await Promise.all([holder, left, ...others].map(answers))).toEqual([false, false, true, true]);
});
