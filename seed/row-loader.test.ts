import { createServer } from "node:net";
import { expect, test } from "vitest";
import { seedFailure } from "./load-failure.ts";
import { RowLoader } from "./row-loader.ts";
import { terpDataset } from "./terp/dataset.ts";

test("a worker that cannot connect says so as a lost connection, with all that the driver knows", async () => {
	const closed = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => closed.once("listening", resolve));
	const bound = closed.address();
	const port = typeof bound === "object" && bound !== null ? bound.port : 0;
	await new Promise((resolve) => closed.close(resolve));

	const address = { host: "127.0.0.1", port, user: "root", password: "" };
	const destination = { address, database: undefined };
	const loader = new RowLoader({ generators: terpDataset.generators, destination });
	const input = { seed: 1, volumes: {}, shared: undefined };
	try {
		const failure: unknown = await loader.open(input).catch((thrown: unknown) => thrown);
		expect(failure).toMatchObject({ code: "ECONNREFUSED", fatal: true });
		expect(seedFailure(failure, new AbortController().signal)).toMatchObject({ kind: "measurement" });
	} finally {
		await loader.stop();
	}
});
