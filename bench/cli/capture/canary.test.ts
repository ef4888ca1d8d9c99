import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeProject } from "../../../schema/fixtures/write-project.ts";
import { CANARIES, makeShop, useShop } from "../../capture/fixtures/shop.ts";
import { encodingsOf } from "../../capture/fixtures/value-encodings.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "..", "scripts", "index-impact.ts");

let server: Server;
let admin: Connection;
beforeAll(async () => {
	const real = await startRealMysql();
	server = real.server;
	admin = await real.connect();
	await makeShop(admin);
	await useShop(admin);
});
afterAll(async () => {
	await admin?.end();
	await server?.stop();
});

test("no value of any column, parameter, comment, default or literal is in the bundle or in what is printed", async () => {
	const folder = writeProject({ "package.json": "{}" });
	const { host, port, user, password } = server.address;
	const url = `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${server.database}`;
	const run = (...words: readonly string[]) =>
		execa(process.execPath, [PROGRAM, "capture", ...words], {
			cwd: folder,
			reject: false,
			env: { INDEX_IMPACT_URL: url },
		});
	const captured = await run();
	expect(captured.stderr).toBe("");
	expect(captured.exitCode).toBe(0);
	expect(captured.stdout).toMatch(/^Will read statistics of 6 tables .* statements\.$/m);
	expect(captured.stdout).toMatch(/^Cost: \d+\.\d s, \d+ statements, about [\d,]+ rows read\.$/m);
	const asJson = await run("--json", "--out", "again.json");
	expect(JSON.parse(asJson.stdout)).toMatchObject({ file: "again.json" });
	const file = join(folder, "index-impact", "production.json");
	expect(statSync(file).mode & 0o777).toBe(0o600);
	const bundle = readFileSync(file, "utf8");
	// The statement with the canaries is there, so that its literals had their chance.
	expect(bundle).toMatch(/`word` IN/);
	const all = [bundle, captured.stdout, asJson.stdout, asJson.stderr].join("\n").toLowerCase();
	const found = Object.entries(CANARIES).flatMap(([name, value]) =>
		encodingsOf(value)
			.filter((encoding) => encoding.length >= 6 && all.includes(encoding))
			.map((encoding) => `${name}: ${encoding}`),
	);
	expect(found).toEqual([]);
	if (password !== "") expect(all).not.toContain(password.toLowerCase());
	const checked = await run("--check", "index-impact/production.json");
	expect(checked).toMatchObject({ exitCode: 0 });
});

test("a check finds a literal that somebody wrote into a bundle, and tells where", async () => {
	const folder = writeProject({ "package.json": "{}" });
	const { host, port, user, password } = server.address;
	const run = (...words: readonly string[]) =>
		execa(process.execPath, [PROGRAM, "capture", ...words], { cwd: folder, reject: false });
	const url = `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}/${server.database}`;
	await run("--url", url, "--out", "b.json");
	const bundle = JSON.parse(readFileSync(join(folder, "b.json"), "utf8"));
	bundle.queries[0].text += " AND `a` = 'secret'";
	bundle.tables[0].definition.columns[0].type = "enum('secret')";
	const leaking = writeProject({ "b.json": JSON.stringify(bundle) });
	const checked = await run("--check", join(leaking, "b.json"), "--json");
	expect(checked.exitCode).toBe(1);
	expect(JSON.parse(checked.stdout).leaks).toEqual([
		{ kind: "literal", place: "queries.0" },
		{ kind: "member", place: "tables.customers.columns.id" },
	]);
	const none = await run("--url", `mysql://${user}@${host}:${port}`);
	expect(none).toMatchObject({ exitCode: 2 });
	expect(none.stderr).toMatch(/names no database/);
});
