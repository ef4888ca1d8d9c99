import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { INDEX_IMPACT } from "../bench/cli/commands.ts";
import { benchFlags } from "../bench/cli/fixtures/bench-flags.ts";
import { optionsOf } from "../bench/cli/flags/options.ts";
import { BENCH_FLAGS } from "../bench/cli/flags/table.ts";
import { runProgram } from "../bench/cli/program.ts";
import { judge } from "../bench/judge/judge-run.ts";
import { readCurve, writeCurve } from "../bench/record/curve/file.ts";
import { curveRecordSchema } from "../bench/record/curve/schema.ts";
import { makeRunFolder, readRecord, writeRecord } from "../bench/record/file.ts";
import { commandText } from "../bench/record/options.ts";
import { measuredPartOf, type RunRecord, runRecordSchema } from "../bench/record/schema.ts";
import { sampleCurve } from "../bench/report/fixtures/sample-curve.ts";
import { sampleRecord } from "../bench/report/fixtures/sample-record.ts";
import { wordedRecord } from "../bench/report/words/worded-record.ts";
import { amendRun } from "../bench/run/journal/journal.ts";
import { lockRun } from "../bench/run/journal/run-lock.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-curve-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(command: string, args: readonly string[]) {
	return execa(process.execPath, [join(import.meta.dirname, "index-impact.ts"), command, ...args], {
		reject: false,
		env: { NO_COLOR: "1" },
	});
}
const bench = (...args: string[]) => start("bench", ["--server", "packages", "--budget", "2", "--json", ...args]);

/** Four servers, one after the other. */
const TIMEOUT_MS = 400_000;

test(
	"a curve measures its scenarios at every size, is continued by further sizes, and is reported again",
	async () => {
		const only = ["--only", "inventory/sales-of-batch,financial/account-balance"];
		const first = await bench("--curve", "0.015,smoke", "--out", folder, ...only);
		expect(first.stderr).toContain("Every finished size is saved");
		expect(first.exitCode).toBe(0);
		const curve = curveRecordSchema.parse(JSON.parse(first.stdout));
		expect(curve).toMatchObject({ status: "complete", planned: ["smoke", "x0.015"] });
		expect(curve.scenarios.toSorted()).toEqual(["financial/account-balance", "inventory/sales-of-batch"]);
		const [name = ""] = await readdir(folder);
		const home = join(folder, name);

		const more = await bench("--curve", "smoke,0.01,0.015", "--resume", home);
		expect(more.exitCode).toBe(0);
		const longer = await readCurve(home);
		expect(longer).toMatchObject({ curveId: curve.curveId, startedAt: curve.startedAt, status: "complete" });
		// Sizes that were there are not measured again.
		expect(longer.sizes.filter(({ scale }) => scale !== "x0.01")).toEqual(curve.sizes);
		const sales = longer.indexes.find((index) => index.name === "idx_sales_batch_id");
		expect(sales?.curves.length).toBeGreaterThan(0);
		for (const { points, growth } of sales?.curves ?? []) {
			expect(points.map(({ scale }) => scale)).toEqual(["smoke", "x0.01", "x0.015"]);
			expect(points.map(({ rows }) => rows)).toEqual(points.map(({ rows }) => rows).toSorted((a, b) => a - b));
			expect(growth?.before.sizes).toBe(3);
		}
		expect(longer.indexes.find((index) => index.name === "idx_product_tags_product_id")?.curves).toEqual([]);

		const page = await readFile(join(home, "curve.md"), "utf8");
		const rendered = await start("report", [home]);
		expect(rendered.exitCode).toBe(0);
		expect(rendered.stdout).toContain("idx_sales_batch_id");
		expect(await readFile(join(home, "curve.md"), "utf8")).toBe(page);
	},
	TIMEOUT_MS,
);

test(
	"the curve of a full run is made when the run is whole, is a part of its record, and is not made again",
	async () => {
		const home = join(folder, "full");
		const whole = await wholeRun(home);

		const made = await start("bench", ["--resume", home, "--json"]);
		expect(made.exitCode, made.stderr).toBe(0);
		expect(made.stderr).toContain("Scale curve over smoke, x0.01");
		const record = runRecordSchema.parse(JSON.parse(made.stdout));
		expect(record).toMatchObject({ runId: whole.runId, scenarios: whole.scenarios });
		expect(record.curve).toMatchObject({ status: "complete", planned: ["smoke", "x0.01"] });
		expect(record.curve?.scenarios).toEqual(["inventory/sales-of-batch"]);
		expect(await readRecord(home)).toEqual(record);
		expect(await readCurve(join(home, "curve"))).toEqual(record.curve);
		const page = await readFile(join(home, "report.md"), "utf8");
		expect(page).toContain("## Growth with size");
		expect(await readFile(join(home, "report.html"), "utf8")).toContain("Growth with size");

		const again = await start("bench", ["--resume", home, "--json"]);
		expect(again.stderr).toMatch(/^This run is complete/);
		expect(JSON.parse(again.stdout)).toEqual(record);
		// More sizes are measured beside those that are there.
		const more = await start("bench", ["--resume", home, "--curve", "smoke,0.01,0.015"]);
		expect(more.stderr).not.toContain("This run is complete");
		const { curve } = await readRecord(home);
		expect(curve?.sizes.filter(({ scale }) => scale !== "x0.015")).toEqual(record.curve?.sizes);
		expect(curve?.sizes).toHaveLength(3);
		// What it was asked last is what it is continued with, by the name of its curve too.
		expect((await readRecord(home)).command).toContain("--curve smoke,0.01,0.015");
		for (const name of [home, join(home, "curve")])
			expect((await start("bench", ["--resume", name])).stderr).toMatch(/^This run is complete/);
		expect((await start("bench", ["--resume", home, "--curve", "none"])).stderr).toMatch(/^This run is complete/);
		const ordinary = await readRecord(join(home, "curve", curve?.sizes.at(-1)?.runId ?? ""));
		expect(ordinary.command).toBe(
			"index-impact bench --server packages --suite perf-001 --scale x0.015 --only inventory/sales-of-batch --budget 2",
		);
	},
	TIMEOUT_MS,
);

test(
	"the curve of a full run goes on where it was killed or interrupted, and the run itself stays complete",
	async () => {
		const home = join(folder, "cut");
		const whole = await wholeRun(home);
		const cut = async (at: RegExp, signal: "SIGKILL" | "SIGINT") => {
			const child = start("bench", ["--resume", home]);
			let said = "";
			child.stderr.on("data", (chunk: Buffer) => {
				const before = at.test(said);
				said += chunk.toString();
				// A second Ctrl-C would end it at once.
				if (!before && at.test(said)) child.kill(signal);
			});
			return await child;
		};
		expect((await cut(/Size 1 of 2[\s\S]*^measuring/m, "SIGKILL")).signal).toBe("SIGKILL");
		expect(await readRecord(home)).toEqual(whole);
		expect(await readCurve(join(home, "curve"))).toMatchObject({ status: "partial", sizes: [] });

		const interrupted = await cut(/Size 2 of 2[\s\S]*^evidence/m, "SIGINT");
		expect(interrupted.exitCode, interrupted.stderr).toBe(130);
		expect(interrupted.stderr).toMatch(/^To continue: .*bench --resume/m);
		const record = await readRecord(home);
		expect(record.status).toBe("complete");
		expect(record.curve).toMatchObject({ status: "interrupted", sizes: [{ scale: "smoke" }] });
		expect(await readFile(join(home, "report.md"), "utf8")).toContain("(interrupted; 2 were planned)");

		const { exitCode, stderr } = await start("bench", ["--resume", home]);
		expect(exitCode, stderr).toBe(0);
		const { curve } = await readRecord(home);
		expect(curve).toMatchObject({ status: "complete", sizes: [record.curve?.sizes[0], { scale: "x0.01" }] });
		const left = await readdir(home, { recursive: true });
		expect(left.filter((name) => /\.part$|\.in-use/.test(name))).toEqual([]);
	},
	TIMEOUT_MS,
);

/** The record of a full run that is complete but for its curve. */
async function wholeRun(home: string): Promise<RunRecord> {
	const words =
		"--suite perf-001 --scale smoke --server packages --budget 2 --full --only inventory/sales-of-batch --curve smoke,0.01";
	const options = optionsOf(BENCH_FLAGS, benchFlags(words));
	const sample = sampleRecord({
		strata: 3,
		change: (record) => ({ ...record, command: commandText(options), options }),
	});
	const whole = wordedRecord(judge(measuredPartOf(sample)));
	await writeRecord(home, whole);
	// As it is judged: the sample tells more than its own pairs give.
	return await amendRun(home, {});
}

test("a curve that another process makes is left to it", async () => {
	const home = join(folder, "taken");
	await makeRunFolder(home);
	const release = await lockRun(home);
	await writeCurve(home, { ...sampleCurve(), options: { curve: true }, status: "partial" });
	const second = await start("bench", ["--resume", home]);
	await release();
	expect([second.exitCode, second.stderr]).toEqual([2, expect.stringContaining("is under way in another process")]);
});

test.each([
	[["--curve", "smoke"], "--curve needs 2 sizes or more"],
	[["--curve", "smoke,vast"], '"vast" is not a scale'],
	[["--curve", "--gate"], "--curve and --gate contradict each other"],
	[["--curve", "--resume", "nowhere"], "no run record at nowhere"],
	[["--load", "1,many"], '"many" is not a number of sessions'],
	[["--load", "--null"], "--load and --null contradict each other"],
])("pnpm bench %s is a user's mistake", async (args, sentence) => {
	const { signal } = new AbortController();
	await expect(runProgram(INDEX_IMPACT, ["bench", ...args], {}, signal, process.cwd())).rejects.toMatchObject({
		exitCode: 2,
		message: expect.stringContaining(sentence),
	});
});
