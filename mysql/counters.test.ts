import { expect, test } from "vitest";
import { startRealMysql } from "../bench/server/fixtures/real-mysql.ts";
import { readSession } from "./counters.ts";

test("every counter of evidence is the session's own, so that other sessions cannot move it", async () => {
	const { server, connect } = await startRealMysql();
	try {
		const connection = await connect();
		const watched = Object.keys(await readSession(connection));
		const [rows] = await connection.query<never[]>(
			"SELECT VARIABLE_NAME AS name FROM performance_schema.status_by_thread WHERE THREAD_ID = PS_CURRENT_THREAD_ID()",
		);
		const own = rows.map(({ name }) => name);
		expect(watched.length).toBeGreaterThan(15);
		expect(own).toEqual(expect.arrayContaining(watched));
		await connection.end();
	} finally {
		await server.stop();
	}
});
