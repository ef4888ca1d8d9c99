import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { RowDataPacket } from "mysql2/promise";
import { expect, test } from "vitest";
import { connector } from "../../mysql/connect.ts";
import { bundle as format } from "../../seed/bundle/format.ts";
import { startOwnMysql } from "../server/fixtures/real-mysql.ts";
import { capture } from "./capture.ts";
import { makeShop } from "./fixtures/shop.ts";

test("a server that is killed midway leaves a whole bundle of what was read until then", async () => {
	const { server, connect } = await startOwnMysql();
	try {
		const admin = await connect();
		await makeShop(admin);
		const [[row]] = await admin.query<RowDataPacket[]>("SELECT @@datadir AS folder, @@pid_file AS file");
		const pid = Number(readFileSync(resolve(String(row?.folder), String(row?.file)), "utf8"));
		await admin.end();
		const partial = await capture({
			connect: async () => {
				const connection = await connector(server.address)();
				const { query } = connection;
				let asked = 0;
				connection.query = (async (...words: Parameters<typeof query>) => {
					if (++asked === 50) process.kill(pid, "SIGKILL");
					return await query.apply(connection, words);
				}) as typeof query;
				return connection;
			},
			database: String(server.database),
			seconds: 60,
			rows: 200_000,
			signal: new AbortController().signal,
			now: new Date(),
			announce: () => undefined,
		});
		expect(partial.unknown.filter(({ kind }) => kind === "lost").length).toBeGreaterThan(3);
		expect(format.parse(partial).tables).toHaveLength(6);
		expect(partial.tables.flatMap(({ keys }) => keys).length).toBeGreaterThan(0);
	} finally {
		await server.stop();
	}
});
