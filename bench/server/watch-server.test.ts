import { createServer, type Server as Listener, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Connect, connector } from "../../mysql/connect.ts";
import { startOwnMysql } from "./fixtures/real-mysql.ts";
import type { Server } from "./server.ts";
import { whileItAnswers } from "./watch-server.ts";

/** Twenty ticks of silence are too many, and a tick is a hundredth of a second. */
const QUICK = { tickMs: 10, ticksBetween: 1, ticksForAnAnswer: 5, ticksOfSilence: 20 };
/** For a server that does answer, however busy the machine is. */
const PATIENT = { ...QUICK, ticksForAnAnswer: 1000 };
const LONGER_THAN_SILENCE_MS = 1000;
const LONGER_THAN_AN_ANSWER_MS = 1500;
const never = new AbortController().signal;

let server: Server;
let connect: Connect;
let admin: Connection;
const held: Connection[] = [];

beforeAll(async () => {
	({ server, connect } = await startOwnMysql());
	admin = await connect();
	await admin.query("SET GLOBAL max_connections = 12");
});
afterEach(() => {
	for (const connection of held.splice(0)) connection.destroy();
});
afterAll(async () => {
	admin?.destroy();
	await server?.stop();
});

/** Takes every connection that the server has left. @returns the error of the first that it refused. */
async function takeAll(): Promise<unknown> {
	for (;;) {
		const refused = await connect().then(
			(connection) => void held.push(connection),
			(error: unknown) => error,
		);
		if (refused !== undefined) return refused;
	}
}

test("the watch has its connection before the work starts, so that the work cannot take the last one", async () => {
	const sessions = async () => {
		const [rows] = await admin.query<RowDataPacket[]>("SHOW PROCESSLIST");
		return rows.filter((row) => row.User === server.address.user).map((row) => Number(row.Id));
	};
	// By their numbers: a session that has ended may stay in the list for a moment.
	const before = await sessions();
	const during = await whileItAnswers(connect, never, sessions, { watching: PATIENT });
	expect(during.filter((session) => !before.includes(session))).toHaveLength(1);
});

test("a server that has no connection to spare is not silent", async () => {
	expect(await takeAll()).toMatchObject({ errno: 1040 });
	const work = async (signal: AbortSignal) => {
		await pause(LONGER_THAN_SILENCE_MS);
		return signal.aborted;
	};
	expect(await whileItAnswers(connect, never, work, { watching: PATIENT })).toBe(false);
});

test("time in which this process was stopped or busy is nobody's silence", async () => {
	const still = new Int32Array(new SharedArrayBuffer(4));
	const work = async (signal: AbortSignal) => {
		for (let block = 0; block < 4; block++) {
			Atomics.wait(still, 0, 0, LONGER_THAN_AN_ANSWER_MS);
			await new Promise((resolve) => setImmediate(resolve));
		}
		return signal.aborted;
	};
	expect(await whileItAnswers(connect, never, work, { watching: { ...QUICK, ticksForAnAnswer: 100 } })).toBe(false);
});

test("a server that says nothing any more ends the work, with the remedy", async () => {
	const sockets = new Set<Socket>();
	const silent: Listener = createServer((socket) => void sockets.add(socket));
	await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
	try {
		const bound = silent.address();
		if (bound === null || typeof bound === "string") throw new Error("a TCP server has a port");
		const toSilent = connector({ host: "127.0.0.1", port: bound.port, user: "nobody", password: "" });
		const work = (signal: AbortSignal) =>
			new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
		await expect(whileItAnswers(toSilent, never, work, { watching: QUICK })).rejects.toMatchObject({
			message: expect.stringContaining("has not answered"),
			remedy: expect.stringContaining("--resume"),
		});
	} finally {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => silent.close(resolve));
	}
});
