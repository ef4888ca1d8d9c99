import type { RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connector } from "../../seed/mysql.ts";
import { silentProgress } from "../../seed/progress.ts";
import { type IsolatedCache, isolatedCache, serverRequest } from "./fixtures/isolated-cache.ts";
import { freePort } from "./free-port.ts";
import { databaseFor } from "./marked-database.ts";
import { packagesProvider } from "./packages.ts";
import type { Server, ServerRequest } from "./server.ts";
import { urlProvider } from "./url.ts";

const PASSWORD = "geheim/%@?";
const DATABASE = databaseFor("test");
let cache: IsolatedCache;
let host: Server;

async function asRoot(...statements: readonly string[]): Promise<RowDataPacket[]> {
	const connection = await connector(host.address)();
	try {
		let rows: RowDataPacket[] = [];
		for (const sql of statements) [rows] = await connection.query<RowDataPacket[]>(sql);
		return rows;
	} finally {
		await connection.end();
	}
}

beforeAll(async () => {
	cache = await isolatedCache();
	host = await packagesProvider.start(serverRequest({ cacheFolder: cache.folder }));
	await asRoot(
		`CREATE USER guest@localhost IDENTIFIED BY '${PASSWORD}'`,
		"GRANT ALL ON `index\\_impact\\_%`.* TO guest@localhost",
		`CREATE USER nobody@localhost IDENTIFIED BY '${PASSWORD}'`,
	);
});

beforeEach(async () => {
	await asRoot(`DROP DATABASE IF EXISTS ${DATABASE}`, "SET GLOBAL local_infile = ON");
});

afterAll(async () => {
	await host?.stop();
	await cache?.remove();
});

function request(user = "guest", own: Partial<ServerRequest> = {}): ServerRequest {
	const url = `mysql://${user}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${host.address.port}`;
	return serverRequest({ cacheFolder: cache.folder, url, ...own });
}

/** The failure of a start, after checking that it gives no password away. */
async function failure(own: ServerRequest): Promise<{ kind: string; message: string; remedy: string }> {
	const error = await urlProvider.start(own).then(
		() => new Error("it started"),
		(thrown: Error) => thrown,
	);
	expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain("geheim");
	return error as Error & { kind: string; remedy: string };
}

test("a server named by URL is worked on in a database that the tool made and marked", async () => {
	const server = await urlProvider.start(request());
	expect(server).toMatchObject({ source: "url", owned: false, restored: false, database: DATABASE });
	expect(server.why).not.toContain("geheim");
	const [marker] = await asRoot(`SELECT tool, dataset_key, kept_at FROM ${DATABASE}.index_impact_marker`);
	expect(marker).toEqual({ tool: "index-impact", dataset_key: "test", kept_at: null });
	await server.stop();
	await server.stop();
});

test("a kept dataset stays on the server for the next run", async () => {
	const first = await urlProvider.start(request());
	await first.keepDataset();
	await first.stop();
	const second = await urlProvider.start(request());
	expect(second.restored).toBe(true);
	await second.stop();
});

test("a database of that name without the marker is left alone", async () => {
	await asRoot(`CREATE DATABASE ${DATABASE}`, `CREATE TABLE ${DATABASE}.orders (id INT)`);
	expect(await failure(request())).toMatchObject({
		kind: "environment",
		message: expect.stringContaining("that this tool did not make; it is left alone"),
	});
	expect(await asRoot(`SHOW TABLES IN ${DATABASE}`)).toHaveLength(1);
});

test("a marker of another dataset is not accepted", async () => {
	const first = await urlProvider.start(request());
	await first.stop();
	await asRoot(`UPDATE ${DATABASE}.index_impact_marker SET dataset_key = 'other'`);
	expect((await failure(request())).message).toContain("this tool did not make");
});

test("two runs at once on one database are refused", async () => {
	const first = await urlProvider.start(request());
	expect((await failure(request())).message).toContain("Another run is working");
	await first.stop();
	await (await urlProvider.start(request())).stop();
});

test("a database that the URL names is left alone, and said so", async () => {
	const notices: string[] = [];
	const url = `${request().url}/shop`;
	const progress = { ...silentProgress, notice: (line: string) => notices.push(line) };
	const server = await urlProvider.start(request("guest", { url, progress }));
	expect(server.database).toBe(DATABASE);
	expect(notices).toEqual([`The database that the URL names is left alone; the run works in ${DATABASE}.`]);
	await server.stop();
});

test("a wrong password is said without showing it", async () => {
	const url = `mysql://guest:geheim@127.0.0.1:${host.address.port}`;
	expect((await failure(request("guest", { url }))).message).toContain("refuses the user or the password");
});

test("a user without the rights learns which to ask for", async () => {
	expect((await failure(request("nobody"))).remedy).toContain("GRANT ALL ON `index\\_impact\\_%`.*");
});

test("a closed port and an unknown host are told apart", async () => {
	const closed = `mysql://guest:geheim@127.0.0.1:${await freePort()}`;
	expect((await failure(request("guest", { url: closed }))).message).toContain("does not listen on that port");
	const unknown = "mysql://guest:geheim@no-such-host.invalid";
	expect((await failure(request("guest", { url: unknown }))).message).toContain("cannot be resolved");
});

test("a server that accepts no LOAD DATA LOCAL is refused and not changed", async () => {
	await asRoot("SET GLOBAL local_infile = OFF");
	expect((await failure(request())).remedy).toContain("SET GLOBAL local_infile = ON");
	expect(await asRoot("SELECT @@GLOBAL.local_infile AS loads")).toEqual([{ loads: 0 }]);
});

test("a read-only server is refused", async () => {
	await asRoot("SET GLOBAL read_only = ON");
	expect(await failure(request()).finally(() => asRoot("SET GLOBAL read_only = OFF"))).toMatchObject({
		message: "The server is read-only.",
	});
});

test("a certificate that cannot be verified is said with what would help", async () => {
	const url = `${request().url}?ssl-mode=VERIFY_IDENTITY`;
	const { message, remedy } = await failure(request("guest", { url }));
	expect(`${message} ${remedy}`).toMatch(/offers no encryption|unknown authority|could not be verified/);
});

test("probing says whether the server answers, and starts nothing", async () => {
	const { url = "" } = request();
	expect(await urlProvider.probe(request())).toMatchObject({
		usable: true,
		reason: expect.stringContaining("answers at"),
	});
	expect((await urlProvider.probe({ ...request(), url: `${url}0` })).usable).toBe(false);
	expect(await asRoot(`SHOW DATABASES LIKE '${DATABASE}'`)).toEqual([]);
});
