import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { waitUntilReady } from "./readiness.ts";

let silent: Server;
const sockets = new Set<Socket>();

afterEach(async () => {
	for (const socket of sockets) socket.destroy();
	silent.close();
	await once(silent, "close");
});

/** A server that accepts connections and then says nothing, as one that hangs while it starts. */
async function hangingServer() {
	silent = createServer((socket) => {
		sockets.add(socket);
	});
	silent.listen(0, "127.0.0.1");
	await once(silent, "listening");
	const address = silent.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	return { host: "127.0.0.1", port, user: "root", password: "" };
}

test("a server that accepts connections and says nothing is given up when the limit is over", async () => {
	const waiting = { signal: new AbortController().signal, limitMs: 100 };
	await expect(waitUntilReady(await hangingServer(), waiting)).rejects.toMatchObject({
		kind: "environment",
		message: expect.stringContaining("MySQL did not answer within 0.1 s"),
	});
});

test("an abort, and the end of the server, are noticed while it says nothing", async () => {
	const address = await hangingServer();
	const abort = new AbortController();
	const waiting = waitUntilReady(address, { signal: abort.signal, limitMs: 60_000 });
	abort.abort();
	await expect(waiting).rejects.toMatchObject({ kind: "interrupted" });
	const signal = new AbortController().signal;
	expect(await waitUntilReady(address, { signal, limitMs: 60_000, ended: Promise.resolve(0) })).toBe("ended");
});
