import { expect, test } from "vitest";
import { startOwnMysql } from "../bench/server/fixtures/real-mysql.ts";
import { seedFailure } from "../seed/load-failure.ts";
import { connector } from "./connect.ts";

test("a server that lets in and then says nothing is given up, as a connection that is lost", async () => {
	const { server } = await startOwnMysql();
	const admin = await connector(server.address)();
	try {
		await admin.query("CREATE USER patient IDENTIFIED BY 'patient'");
		// Runs for every user without privileges, before the first statement is heard.
		await admin.query("SET GLOBAL init_connect = 'DO SLEEP(600)'");
		const address = { ...server.address, user: "patient", password: "patient" };
		const failure: unknown = await connector(address, undefined, 200)().catch((thrown: unknown) => thrown);
		expect(failure).toMatchObject({ code: "PROTOCOL_SEQUENCE_TIMEOUT", fatal: true });
		expect(seedFailure(failure, new AbortController().signal)).toMatchObject({ kind: "measurement" });
	} finally {
		await admin.end();
		await server.stop();
	}
});
