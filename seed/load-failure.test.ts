import { expect, test } from "vitest";
import { BenchError } from "../base/errors.ts";
import { seedFailure } from "./load-failure.ts";

const running = new AbortController().signal;

function serverError(errno: number, message: string): Error {
	return Object.assign(new Error(message), { errno });
}

test.each([
	[1114, "The table 'sales' is full"],
	[3675, "Create table/tablespace 'index_impact_dataset' failed, as disk is full"],
	[1026, "Error writing file '/data/MLfd=41' (OS errno 28 - No space left on device)"],
	[1878, "Temporary file write failure."],
	[1030, "Got error 28 - 'No space left on device' from storage engine"],
	[1005, "Can't create table 'lots' (errno: 28 - No space left on device)"],
])("a full disk is told as one, whichever error the server has for it: %i", (errno, message) => {
	const failure = seedFailure(serverError(errno, message), running);
	expect(failure).toBeInstanceOf(BenchError);
	expect((failure as BenchError).message).toMatch(/ran out of disk space/);
});

test("an error of the server that no user can mend stays as it is", () => {
	const thrown = serverError(1064, "You have an error in your SQL syntax");
	expect(seedFailure(thrown, running)).toBe(thrown);
});

test.each([
	["the driver's limit for a connection", { code: "ETIMEDOUT", errorno: "ETIMEDOUT", syscall: "connect" }],
	["the limit for a first answer", { code: "PROTOCOL_SEQUENCE_TIMEOUT", errorno: "PROTOCOL_SEQUENCE_TIMEOUT" }],
	["a machine that cannot be reached", { code: "EHOSTUNREACH", errno: -113 }],
	["a network that cannot be reached", { code: "ENETUNREACH", errno: -101 }],
	["whatever else the driver calls fatal", { code: "PROTOCOL_ERROR", fatal: true }],
])("%s is told as a lost connection", (_, marks) => {
	const failure = seedFailure(Object.assign(new Error("some words"), marks), running);
	expect(failure).toMatchObject({
		kind: "measurement",
		message: expect.stringContaining("connection to the server was lost"),
	});
});
