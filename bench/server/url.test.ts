import { join } from "node:path";
import type { RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { connector } from "../../mysql/connect.ts";
import { makeCertificate } from "./fixtures/certificate.ts";
import { runStatements } from "./fixtures/foreign-mysqld.ts";
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

const asRoot = (...statements: readonly string[]) => runStatements(host.address, statements);

beforeAll(async () => {
	cache = await isolatedCache();
	host = await packagesProvider.start(serverRequest({ cacheFolder: cache.folder }));
	await asRoot(
		`CREATE USER guest@localhost IDENTIFIED BY '${PASSWORD}'`,
		"GRANT ALL ON `index\\_impact\\_%`.* TO guest@localhost",
		`CREATE USER watcher@localhost IDENTIFIED BY '${PASSWORD}'`,
		"GRANT ALL ON `index\\_impact\\_%`.* TO watcher@localhost",
		"GRANT PROCESS, REPLICATION CLIENT ON *.* TO watcher@localhost",
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
	expect((await failure(request("guest", { allowSharedServer: true }))).message).toContain("Another run is working");
	await first.stop();
	await (await urlProvider.start(request())).stop();
});

test("a database that the URL names is left alone, and said so", async () => {
	const notices: string[] = [];
	const url = `${request().url}/shop`;
	const progress = { ...silentProgress, notice: (line: string) => notices.push(line) };
	const server = await urlProvider.start(request("guest", { url, progress }));
	expect(server.database).toBe(DATABASE);
	expect(notices).toContain(`The database that the URL names is left alone; the run works in ${DATABASE}.`);
	await server.stop();
});

test("a wrong password is said without showing it", async () => {
	const url = `mysql://guest:geheim@127.0.0.1:${host.address.port}`;
	expect((await failure(request("guest", { url }))).message).toContain("refuses the user or the password");
});

test("a user without the rights learns which to ask for, before anything is made", async () => {
	const all = "CREATE, DROP, ALTER, SELECT, INSERT, UPDATE, DELETE";
	expect(await failure(request("nobody"))).toMatchObject({
		kind: "environment",
		message: `The user lacks ${all} on the database ${DATABASE} that the run would make.`,
		remedy: `Have its administrator run GRANT ${all} ON \`index\\_impact\\_%\`.* TO 'nobody'@'localhost'.`,
	});
	await asRoot(
		`CREATE USER some@localhost IDENTIFIED BY '${PASSWORD}'`,
		"CREATE ROLE reader",
		"GRANT SELECT, CREATE ON `index\\_impact\\_%`.* TO reader",
		"GRANT INSERT, ALTER ON `index\\_impact\\_%`.* TO some@localhost",
		"GRANT reader TO some@localhost",
		"SET DEFAULT ROLE reader TO some@localhost",
	);
	// What a role gives counts, and what is there stays: the questions themselves change nothing.
	await asRoot(`CREATE DATABASE ${DATABASE}`, `CREATE TABLE ${DATABASE}.orders (id INT)`);
	expect((await failure(request("some"))).message).toContain("The user lacks DROP, UPDATE, DELETE on");
	expect(await asRoot(`SHOW TABLES IN ${DATABASE}`)).toHaveLength(1);
});

test("a table that the tool did not make is left alone, also in its own database", async () => {
	await (await urlProvider.start(request())).stop();
	await asRoot(`CREATE TABLE ${DATABASE}.sales (id INT) SELECT 1 AS id`, `CREATE VIEW ${DATABASE}.seen AS SELECT 1`);
	expect((await failure(request())).message).toContain("holds what this tool did not make: sales, seen");
	expect(await asRoot(`SELECT id FROM ${DATABASE}.sales`)).toEqual([{ id: 1 }]);
	await asRoot(`DROP VIEW ${DATABASE}.seen`, `DROP TABLE ${DATABASE}.sales`);
	await (await urlProvider.start(request())).stop();
});

describe("a server that others depend on is not used unasked:", () => {
	async function refused(user: string): Promise<string> {
		const { message, remedy } = await failure(request(user));
		expect(remedy).toContain("--allow-shared-server");
		expect(await asRoot(`SHOW DATABASES LIKE '${DATABASE}'`)).toEqual([]);
		const allowed = await urlProvider.start(request(user, { allowSharedServer: true }));
		expect(allowed.why).toContain("although");
		await allowed.stop();
		await asRoot(`DROP DATABASE ${DATABASE}`);
		return message;
	}

	test.each(["guest", "watcher"])("somebody else is connected, as %s sees it", async (user) => {
		const other = await connector(host.address)();
		try {
			expect(await refused(user)).toContain("looks like one that others depend on: 1 other connection is open");
		} finally {
			await other.end();
		}
	});

	test("other databases hold much", async () => {
		await asRoot(
			"CREATE DATABASE shop",
			"CREATE TABLE shop.orders (id INT PRIMARY KEY) STATS_AUTO_RECALC=0",
			"UPDATE mysql.innodb_table_stats SET clustered_index_size = 1000000 WHERE database_name = 'shop'",
			"FLUSH TABLE shop.orders",
			"GRANT SELECT ON shop.* TO guest@localhost",
		);
		try {
			expect(await refused("guest")).toContain("1 other database holds 16.4 GB");
		} finally {
			await asRoot("DROP DATABASE shop", "REVOKE SELECT ON shop.* FROM guest@localhost");
		}
	});
});

test("who may not look at other connections and replicas is told so", async () => {
	const notices: string[] = [];
	const progress = { ...silentProgress, notice: (line: string) => notices.push(line) };
	await (await urlProvider.start(request("guest", { progress }))).stop();
	expect(notices.join()).toContain("the user lacks PROCESS and REPLICATION CLIENT");
	await (await urlProvider.start(request("watcher", { progress }))).stop();
	expect(notices).toHaveLength(1);
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

test("a read-only server is refused, also where this user could write to it", async () => {
	await asRoot("GRANT CONNECTION_ADMIN ON *.* TO watcher@localhost", "SET GLOBAL read_only = ON");
	expect(await failure(request("watcher")).finally(() => asRoot("SET GLOBAL read_only = OFF"))).toMatchObject({
		message: expect.stringMatching(/^The server at 127\.0\.0\.1:\d+ is read-only\.$/),
	});
});

describe("a server with a certificate", () => {
	beforeAll(async () => {
		const { authority, certificate, key } = await makeCertificate(cache.folder, "localhost");
		await asRoot(
			`SET GLOBAL ssl_ca = '${authority}'`,
			`SET GLOBAL ssl_cert = '${certificate}'`,
			`SET GLOBAL ssl_key = '${key}'`,
			"ALTER INSTANCE RELOAD TLS",
			"ALTER USER guest@localhost REQUIRE SSL",
		);
	});
	afterAll(() => asRoot("ALTER USER guest@localhost REQUIRE NONE"));

	const at = (name: string, parameters: string) =>
		`${request().url?.replace("127.0.0.1", name)}?${parameters}` as const;

	test("is used once its authority is named", async () => {
		const url = at("localhost", "ssl-mode=VERIFY_IDENTITY");
		const { message, remedy } = await failure(request("guest", { url }));
		expect(message).toContain("has a certificate of an unknown authority");
		expect(remedy).toContain("--tls-ca");
		const tlsCa = join(cache.folder, "ca.pem");
		const server = await urlProvider.start(request("guest", { url, tlsCa }));
		const connection = await connector(server.address)();
		const [[row]] = await connection.query<RowDataPacket[]>("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
		await connection.end();
		await server.stop();
		expect(row?.Value).toMatch(/^(TLS_|ECDHE-)/);
	});

	test("is refused under another name, and by address only its authority can be verified", async () => {
		const tlsCa = join(cache.folder, "ca.pem");
		const other = at("127.0.0.1", "ssl-mode=VERIFY_IDENTITY");
		expect((await failure(request("guest", { url: other, tlsCa }))).message).toContain("cannot be verified");
		await (await urlProvider.start(request("guest", { tlsCa }))).stop();
		const { certificate, key } = await makeCertificate(cache.folder, "db.example.org");
		await asRoot(
			`SET GLOBAL ssl_cert = '${certificate}'`,
			`SET GLOBAL ssl_key = '${key}'`,
			"ALTER INSTANCE RELOAD TLS",
		);
		const url = at("localhost", "ssl-mode=VERIFY_IDENTITY");
		expect((await failure(request("guest", { url, tlsCa }))).message).toContain("has a certificate for another name");
	});

	test("that demands encryption says so to who comes without", async () => {
		const root = await connector(host.address)();
		await root.query("SET GLOBAL require_secure_transport = ON");
		const { message } = await failure(request("watcher")).finally(async () => {
			await root.query("SET GLOBAL require_secure_transport = OFF");
			await root.end();
		});
		expect(message).toContain("accepts encrypted connections only");
	});
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
