import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to a server that can be cut. */
export interface CutProxy {
	readonly port: number;
	/** Ends every connection at once, and refuses new ones until mended. */
	cut(): void;
	/** Lets nothing through any more, without a word to either side, until mended. */
	freeze(): void;
	mend(): void;
	close(): Promise<void>;
}

/** Listens on the loopback interface and passes everything on to the port. */
export async function openCutProxy(host: string, port: number): Promise<CutProxy> {
	const pairs = new Set<readonly [Socket, Socket]>();
	let state: "open" | "cut" | "frozen" = "open";
	const server = createServer((near) => {
		if (state === "cut") {
			near.resetAndDestroy();
			return;
		}
		const far = connect(port, host);
		const pair = [near, far] as const;
		pairs.add(pair);
		for (const [from, to] of [pair, [far, near] as const]) {
			from.on("data", (bytes) => {
				if (state === "open") to.write(bytes);
			});
			from.on("error", () => undefined);
			from.on("close", () => {
				to.destroy();
				pairs.delete(pair);
			});
		}
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	const endAll = () => {
		for (const [near, far] of pairs) {
			near.resetAndDestroy();
			far.destroy();
		}
	};
	return {
		port: typeof address === "object" && address !== null ? address.port : 0,
		cut() {
			state = "cut";
			endAll();
		},
		freeze() {
			state = "frozen";
		},
		mend() {
			endAll();
			state = "open";
		},
		async close() {
			endAll();
			server.close();
			await once(server, "close");
		},
	};
}
