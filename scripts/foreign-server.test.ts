import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunRecord, runRecordSchema } from "../bench/record/schema.ts";
import { type ForeignMysqld, startForeignMysqld } from "../bench/server/fixtures/foreign-mysqld.ts";
import { isolatedCache } from "../bench/server/fixtures/isolated-cache.ts";
import type { Address } from "../mysql/connect.ts";

/** No text of any other origin holds it, in whatever encoding. */
const SECRET = "Zq7-geheim&%";
const ENCODINGS = [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString("base64").slice(0, -2)];
const ROOT = join(import.meta.dirname, "..");

let folder: string;
let source: ForeignMysqld;
let replica: ForeignMysqld;
/** The statements by which docs/servers.md makes a user. */
let grants: readonly string[];

beforeAll(async () => {
	await (await isolatedCache()).remove();
	folder = await mkdtemp(join(tmpdir(), "index-impact-foreign-"));
	const settings = ["--gtid-mode=ON", "--enforce-gtid-consistency=ON", "--log-bin=binlog", "--sync-binlog=0"];
	[source, replica] = await Promise.all([
		startForeignMysqld(join(folder, "source"), [], ["--server-id=1", ...settings]),
		startForeignMysqld(join(folder, "replica"), ["--lower-case-table-names=1"], ["--server-id=2", ...settings]),
	]);
	const page = await readFile(join(ROOT, "docs", "servers.md"), "utf8");
	grants = [...page.matchAll(/^(?:CREATE USER|GRANT) .*;$/gm)].map(([line]) => line.replace("'...'", `'${SECRET}'`));
	await source.root(...grants);
});

afterAll(async () => {
	await Promise.all([source?.stop(), replica?.stop()]);
	await rm(folder, { recursive: true, force: true });
});

function bench(user: string, password: string, { port }: Address, ...more: readonly string[]) {
	const args = ["--scale", "smoke", "--budget", "2", "--out", join(folder, "results"), "--json", ...more];
	return execa(process.execPath, [join(ROOT, "scripts", "index-impact.ts"), "bench", ...args], {
		reject: false,
		env: {
			NO_COLOR: "1",
			PATH: `${programs()}${delimiter}${process.env.PATH}`,
			DATABASE_URL: `mysql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
			INDEX_IMPACT_CACHE: join(folder, "cache"),
		},
	});
}

const asRoot = ({ address }: ForeignMysqld, ...more: readonly string[]) =>
	bench("root", address.password, address, ...more);

function recordOf({ stdout, stderr, exitCode }: Awaited<ReturnType<typeof bench>>): RunRecord {
	expect(exitCode, stderr).toBe(0);
	return runRecordSchema.parse(JSON.parse(stdout));
}

const readOf = (pid: number | string, name: string) =>
	readFile(join("/proc", `${pid}`, name), "latin1").catch(() => "");

/**
 * What can be read of the running processes: the command line of all, the environment of a process's children.
 * Between its fork and its exec a child still shows its parent's memory, and so the command line and the environment
 * that this test gave to the parent: such a moment tells nothing of what the child is handed.
 */
async function processTable(parent: number): Promise<string> {
	const seen: string[] = [];
	const ofParent = await readOf(parent, "cmdline");
	for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
		const line = await readOf(pid, "cmdline");
		seen.push(line);
		const isChild = new RegExp(`^PPid:\\t${parent}$`, "m").test(await readOf(pid, "status"));
		if (isChild && line !== ofParent) seen.push(await readOf(pid, "environ"));
	}
	return seen.join("\n");
}

async function filesBelow(top: string): Promise<readonly string[]> {
	const entries = await readdir(top, { withFileTypes: true, recursive: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Where programs lie that stand in for the system's. */
const programs = () => join(folder, "programs");

/** A git too short-lived to be met in the process table: it writes down what it is handed. @returns where. */
async function recordingGit(): Promise<string> {
	const handed = join(folder, "handed-to-git");
	await mkdir(programs());
	await writeFile(join(programs(), "git"), `#!/bin/sh\n{ echo "$0 $*"; env; } >> '${handed}'\n`, { mode: 0o755 });
	return handed;
}

/** Settings of the whole server, without what counts up by itself. */
async function globals(server: ForeignMysqld): Promise<Readonly<Record<string, string>>> {
	const rows = await server.root("SHOW GLOBAL VARIABLES");
	const entries = rows.map((row) => [String(row.Variable_name), String(row.Value)] as const);
	return Object.fromEntries(entries.filter(([name]) => !/^gtid_|timestamp/.test(name)));
}

test("a user with the documented rights measures everything on a server with its own ideas, and leaves no secret", async () => {
	await source.root(
		"SET GLOBAL sql_require_primary_key = ON",
		"SET GLOBAL sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,NO_UNSIGNED_SUBTRACTION'",
		"SET GLOBAL max_allowed_packet = 1048576",
		"SET GLOBAL max_execution_time = 1",
		"SET GLOBAL wait_timeout = 2",
		"CREATE DATABASE shop CHARACTER SET latin1",
		"CREATE TABLE shop.sales (id INT PRIMARY KEY)",
	);
	const before = await globals(source);
	const handed = await recordingGit();
	const run = bench("bench", SECRET, source.address, "--counters-only");
	const over = run.then(() => true);
	const tables: string[] = [];
	do tables.push(await processTable(run.pid ?? 0));
	while (!(await Promise.race([over, pause(50, false)])));
	const ended = await run;
	const record = recordOf(ended);
	expect(record).toMatchObject({ status: "complete", mode: "counters", environment: { mysql: { source: "url" } } });
	expect(record.scenarios.flatMap((scenario) => scenario.strata).filter((s) => s.verdict === "invalid")).toEqual([]);
	expect(record.indexes.map((index) => index.bytes > 0)).not.toContain(false);
	expect(record.scenarios[0]?.strata[0]?.before.rowsExamined).not.toBeNull();

	expect(await globals(source)).toEqual(before);
	const databases = (await source.root("SHOW DATABASES")).map((row) => String(row.Database));
	expect(databases.filter((name) => !/^(mysql|sys|.*_schema)$/.test(name))).toEqual([
		expect.stringMatching(/^index_impact_[0-9a-f]{12}$/),
		"shop",
	]);
	const names = record.indexes.map((index) => index.name);
	const left = await source.root("SELECT DISTINCT INDEX_NAME AS name FROM information_schema.STATISTICS");
	expect(left.filter((row) => names.includes(String(row.name)))).toEqual([]);

	expect(tables.join()).toContain("generate-worker.ts");
	const files = await filesBelow(join(folder, "results"));
	expect(files.some((file) => file.endsWith("report.html"))).toBe(true);
	const written = [...files, ...(await filesBelow(join(folder, "cache")).catch(() => []))];
	const texts = await Promise.all(written.map((file) => readFile(file, "latin1")));
	const named: readonly (readonly [string, string])[] = [
		["stdout", ended.stdout],
		["stderr", ended.stderr],
		["what git is handed", await readFile(handed, "latin1")],
		...tables.map((table) => ["the process table", table] as const),
		...texts.map((text, nth) => [written[nth] ?? "", text] as const),
	];
	for (const encoded of ENCODINGS)
		expect(named.filter(([, text]) => text.includes(encoded)).map(([of]) => of)).toEqual([]);
	for (const file of files) expect((await stat(file)).mode & 0o077, file).toBe(0);
	expect((await stat(join(files[0] ?? "", ".."))).mode & 0o077).toBe(0);
}, 180_000);

test("what ends a run early gives no secret away either", async () => {
	const wrong = await bench("bench", `${SECRET}x`, source.address);
	expect(wrong.exitCode).toBe(3);
	const child = bench("bench", SECRET, source.address, "--seed", "2");
	const seeding = new Promise<void>((resolve) => {
		child.stderr.on("data", (chunk: Buffer) => chunk.toString().includes("Seeding") && resolve());
	});
	await Promise.race([seeding, child]);
	const rows = await source.root("SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'bench'");
	for (const { ID } of rows) await source.root(`KILL ${ID}`).catch(() => undefined);
	const killed = await child;
	expect(killed.exitCode, killed.stderr).toBe(4);
	expect(killed.stderr).not.toMatch(/\n\s+at /);
	for (const encoded of ENCODINGS) expect(`${wrong.stderr}${killed.stderr}${killed.stdout}`).not.toContain(encoded);
});

test("a server whose packets are too small for the data says so", async () => {
	await source.root("SET GLOBAL max_allowed_packet = 65536");
	const { exitCode, stderr } = await bench("bench", SECRET, source.address, "--seed", "3").finally(() =>
		source.root("SET GLOBAL max_allowed_packet = 67108864"),
	);
	expect(stderr).toContain("takes packets of 64 KB at most (max_allowed_packet)");
	expect(exitCode).toBe(3);
});

test("a server with a replica is used only when told to, and the replica stays whole", async () => {
	await source.root("CREATE USER copier@'%' IDENTIFIED BY 'copier'", "GRANT REPLICATION SLAVE ON *.* TO copier@'%'");
	// The replica joins at this point: what came before, such as root's password, is the source's own.
	const [past] = await source.root("SELECT @@GLOBAL.gtid_executed AS gtids");
	await replica.root(
		`SET GLOBAL gtid_purged = '+${String(past?.gtids)}'`,
		`CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=${source.address.port}, SOURCE_USER='copier',
		 SOURCE_PASSWORD='copier', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1`,
		"START REPLICA",
	);
	await caughtUp();
	const refused = await bench("bench", SECRET, source.address, "--seed", "4");
	expect(refused.exitCode, refused.stderr).toBe(3);
	expect(refused.stderr).toContain("looks like one that others depend on: 1 replica reads its binary log.");
	const flags = ["--seed", "4", "--counters-only", "--only", "*balance"];
	const record = recordOf(await asRoot(source, "--allow-shared-server", ...flags));
	expect(record.environment.mysql.why).toContain("although 1 replica reads its binary log");
	expect(record.command).toContain("--allow-shared-server");
	await caughtUp();
	const database = /index_impact_[0-9a-f]{12}/.exec(record.environment.mysql.why)?.[0];
	const sales = `SELECT COUNT(*) AS n, SUM(id) AS ids FROM ${database}.sales`;
	expect(await replica.root(sales)).toEqual(await source.root(sales));

	await replica.root("SET GLOBAL read_only = ON");
	const readOnly = await asRoot(replica, "--allow-shared-server");
	expect([readOnly.exitCode, readOnly.stderr]).toEqual([3, expect.stringContaining("is read-only")]);
	await replica.root("SET GLOBAL read_only = OFF");
	expect((await asRoot(replica)).stderr).toContain("it is itself a replica");
});

/** Everything that the source has written is in the replica, without an error. */
async function caughtUp(): Promise<void> {
	const [done] = await source.root("SELECT @@GLOBAL.gtid_executed AS gtids");
	const [waited] = await replica.root(`SELECT WAIT_FOR_EXECUTED_GTID_SET('${String(done?.gtids)}', 60) AS timedOut`);
	const [status] = await replica.root("SHOW REPLICA STATUS");
	expect(status).toMatchObject({ Last_Errno: 0, Replica_SQL_Running: "Yes" });
	expect(waited?.timedOut).toBe(0);
}

test("a server that writes the names of tables in small letters is measured like any other", async () => {
	await replica.root("STOP REPLICA", "RESET REPLICA ALL");
	for (const design of ["paired", "sequential"]) {
		const flags = ["--design", design, "--only", "inventory/batch-locations"];
		const record = recordOf(await asRoot(replica, "--seed", "5", ...flags));
		expect(record).toMatchObject({ status: "complete", design });
		expect(record.indexes.map((index) => [index.name, index.bytes > 0])).not.toContainEqual([expect.anything(), false]);
		expect(record.dataset.tables.filter((table) => table.dataBytes === 0)).toEqual([]);
		expect(record.scenarios.flatMap((scenario) => scenario.strata).map((s) => s.verdict)).not.toContain("invalid");
	}
});
