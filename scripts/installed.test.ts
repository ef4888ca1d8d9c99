import { execFileSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Installed, installInto } from "./fixtures/installed.ts";

let project: Installed;

const git = (...words: string[]) =>
	execFileSync("git", ["-C", project.folder, "-c", "user.name=t", "-c", "user.email=t@example.org", ...words]);

beforeAll(async () => {
	project = await installInto("shop");
	await writeFile(join(project.folder, ".gitignore"), "node_modules\n");
	git("init", "-q");
	git("add", "-A");
	git("commit", "-q", "-m", "the shop");
}, 400_000);

afterAll(() => project?.remove());

test("a stranger gets from nothing to a verdict with three commands, writes nothing, and no file of the application changes", async () => {
	const { exitCode, stdout } = await project.indexImpact("init", "--yes");
	expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("12 tables") });
	const audit = await project.indexImpact("audit", "--json", "--fail-on", "never");
	expect(audit).toMatchObject({ exitCode: 0 });
	expect(JSON.stringify(JSON.parse(audit.stdout))).toContain("order_lines");
	const run = await project.indexImpact(
		...["try", "order_lines(order_id)", "--query", "queries.sql", "--scale", "smoke", "--server", "packages"],
		...["--counters-only", "--json"],
	);
	expect(run).toMatchObject({ exitCode: 0 });
	const record = JSON.parse(run.stdout);
	expect(record).toMatchObject({ status: "complete", suite: "shop" });
	expect(record.indexes).toMatchObject([{ table: "order_lines", columns: ["order_id"] }]);
	const [lines] = record.scenarios.filter(({ id }: { id: string }) => id === "order_lines/lines-of-an-order");
	expect(lines.strata.map(({ id }: { id: string }) => id)).toEqual(["frequent", "middle", "rare"]);
	const [folder] = await readdir(join(project.folder, "index-impact", "results"));
	expect(await readdir(join(project.folder, "index-impact", "results", folder ?? ""))).toContain("report.html");
	const changed = git("status", "--porcelain").toString().trim().split("\n");
	expect(changed).toEqual(["M .gitignore", "?? index-impact.config.ts"]);
});

test("the branch's own index is what is measured, and none is measured where none changed", async () => {
	const none = await project.indexImpact("bench", "--diff", "HEAD");
	expect(none).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("nothing to measure") });
	const file = join(project.folder, "src", "db", "orders.ts");
	const source = await readFile(file, "utf8");
	const edited = source.replace(
		'index("orders_customer_idx").on(t.customerId)',
		'index("orders_status_idx").on(t.status, t.placedAt)',
	);
	expect(edited).not.toBe(source);
	await writeFile(file, edited);
	const run = await project.indexImpact(
		...["bench", "--diff", "HEAD", "--scale", "smoke", "--server", "packages", "--counters-only", "--json"],
	);
	expect(run).toMatchObject({ exitCode: 0 });
	const { indexes, published } = JSON.parse(run.stdout);
	expect(indexes.map(({ name }: { name: string }) => name).sort()).toEqual([
		"orders_customer_idx",
		"orders_status_idx",
	]);
	expect(published.drops).toEqual([{ table: "orders", name: "orders_customer_idx" }]);
	await writeFile(file, source);
});

test("the charts are drawn, and nothing that was installed changes the application's Node.js", async () => {
	const run = await project.indexImpact(
		...["try", "order_lines(product_id)", "--scale", "smoke", "--server", "packages", "--budget", "3", "--json"],
	);
	expect(run).toMatchObject({ exitCode: 0 });
	const runs = join(project.folder, "index-impact", "results");
	const charts = await Promise.all(
		(await readdir(runs)).map((run) => readdir(join(runs, run, "charts")).catch(() => [])),
	);
	expect(charts.flat()).toContain("before-after.png");
	expect(await readdir(join(project.folder, "node_modules", ".bin"))).not.toContain("node");
});
