import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import { auditContext } from "./context.ts";
import { redundancies } from "./facts/redundancy.ts";
import { minimalDdl } from "./fixtures/minimal-ddl.ts";
import { model } from "./fixtures/model.ts";

/** Debian's packages `skeema` and `percona-toolkit`; a test whose program is missing is skipped. */
const HAS = {
	skeema: spawnSync("skeema", ["version"]).status === 0,
	pt: spawnSync("pt-duplicate-key-checker", ["--version"]).status === 0,
};

/** Every pair of two keys of these shapes, each on a table of its own, a third of them with a primary key of two columns. */
const SHAPES = ["(a)", "(a, b)", "(a, b, c)", "(b, a)", "(id)", "(id, a)", "(a, id)"].flatMap((text) => [
	text,
	`unique ${text}`,
]);
const COLUMNS = { id: "int not null", a: "int not null", b: "int not null", c: "int not null" };
const SCHEMA = model(
	Object.fromEntries(
		SHAPES.flatMap((first, at) => SHAPES.slice(at).map((second) => ({ first, second }))).map((indexes, at) => [
			`t${at}`,
			{ columns: COLUMNS, indexes, ...(at % 3 === 0 ? { primaryKey: ["a", "b"] } : {}) },
		]),
	),
);

let server: Server;
let connection: Connection;

beforeAll(async () => {
	if (!HAS.skeema && !HAS.pt) return;
	const started = await startRealMysql();
	server = started.server;
	connection = await started.connect();
	await connection.query("CREATE DATABASE crossed CHARACTER SET utf8mb4");
	await connection.query("USE crossed");
	for (const statement of minimalDdl(SCHEMA).tables) await connection.query(statement);
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

/**
 * What the audit calls redundant among declared indexes. Two that are alike in all are one entry, since tools differ in
 * which of them they drop. What begins with a whole unique key is left out: of all tools only the server's own view has it.
 */
function found(): readonly string[] {
	const context = auditContext(SCHEMA);
	return SCHEMA.tables
		.flatMap((table) =>
			redundancies(context.keys(table))
				.filter(({ how, redundant }) => how !== "beyond-unique" && redundant.origin === "declared")
				.map(({ redundant }) => entry(table.name, redundant.name)),
		)
		.filter((text, at, all) => all.indexOf(text) === at)
		.sort();
}

function entry(tableName: string, index: string): string {
	const [first, second] = SCHEMA.tables.find(({ name }) => name === tableName)?.indexes ?? [];
	const same = first?.kind === second?.kind && JSON.stringify(first?.parts) === JSON.stringify(second?.parts);
	return `${tableName}.${same ? "either" : index}`;
}

test.skipIf(!HAS.pt)(
	"pt-duplicate-key-checker finds the same, and besides what ends with the primary key",
	async () => {
		const { host, port, user, password } = server.address;
		const login = ["--host", host, "--port", String(port), "--user", user, "--password", password];
		const { stdout } = await execa("pt-duplicate-key-checker", [...login, "--databases", "crossed"], { reject: false });
		const dropped = [
			...stdout.matchAll(/^# (.*)\n# Key definitions:[\s\S]*?ALTER TABLE `crossed`\.`(\w+)` DROP INDEX `(\w+)`/gm),
		];
		expect(dropped.length).toBeGreaterThan(20);
		// InnoDB adds the primary key to every entry, so that "(a, id)" is "(a)": true, and no reason to drop either.
		const others = dropped.filter(([, why]) => !why?.includes("ends with a prefix of the clustered index"));
		const theirs = others.map(([, , table = "", index = ""]) => entry(table, index));
		expect(theirs.filter((text) => !found().includes(text))).toEqual([]);
		// Of two unique keys on the same several columns it keeps both, where MySQL's own view and skeema drop one.
		const missed = found().filter((text) => !theirs.includes(text));
		expect(missed.filter((text) => !(text.endsWith(".either") && isWideUnique(text.split(".")[0] ?? "")))).toEqual([]);
	},
);

test.skipIf(!HAS.skeema)("skeema's lint finds the same", async () => {
	const { host, port, user, password } = server.address;
	const folder = mkdtempSync(join(tmpdir(), "skeema-"));
	try {
		writeFileSync(
			join(folder, ".skeema"),
			`schema=crossed_lint\n[production]\nhost=${host}\nport=${port}\nuser=${user}\npassword=${password}\n`,
		);
		writeFileSync(
			join(folder, "tables.sql"),
			minimalDdl(SCHEMA)
				.tables.map((statement) => `${statement};\n`)
				.join(""),
		);
		const { stdout, stderr } = await execa("skeema", ["lint", "--skip-format", "--workspace=temp-schema"], {
			cwd: folder,
			reject: false,
		});
		const said = `${stdout}\n${stderr}`;
		const redundant = [...said.matchAll(/Index (\w+) of table (\w+) is redundant/g)].map(([, index = "", table = ""]) =>
			entry(table, index),
		);
		const alike = [...said.matchAll(/Indexes \w+ and (\w+) of table (\w+) are functionally identical/g)].map(
			([, index = "", table = ""]) => entry(table, index),
		);
		expect(redundant.length).toBeGreaterThan(20);
		expect([...new Set([...redundant, ...alike])].sort()).toEqual(found());
	} finally {
		rmSync(folder, { recursive: true });
	}
});

function isWideUnique(tableName: string): boolean {
	const [index] = SCHEMA.tables.find(({ name }) => name === tableName)?.indexes ?? [];
	return index?.kind === "unique" && index.parts.length > 1;
}
