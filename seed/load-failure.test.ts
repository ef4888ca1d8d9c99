import { expect, test } from "vitest";
import { BenchError } from "./errors.ts";
import { seedFailure } from "./load-failure.ts";

const running = new AbortController().signal;

function serverError(errno: number, message: string): Error {
	return Object.assign(new Error(message), { errno });
}

test.each([
	[1114, "The table 'sales' is full"],
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
