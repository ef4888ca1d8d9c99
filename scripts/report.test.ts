import { appendFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judge } from "../bench/judge/judge-run.ts";
import { recordText, writeRecord } from "../bench/record/file.ts";
import { nightlyHistory } from "../bench/record/history/fixtures/nightly-history.ts";
import { appendHistory } from "../bench/record/history/history-file.ts";
import { measuredPartOf } from "../bench/record/schema.ts";
import { sampleRecord } from "../bench/report/fixtures/sample-record.ts";
import { wordedRecord } from "../bench/report/words/worded-record.ts";
import { lockRun } from "../bench/run/journal/run-lock.ts";

let folder: string;
let run: string;
let history: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-report-"));
	run = join(folder, "run");
	await writeRecord(run, sampleRecord({ strata: 3 }));
	history = join(folder, "history.jsonl");
	for (const line of nightlyHistory({ nights: 24, drift: (at, night) => (at === 1 && night >= 12 ? 0.4 : 0) })) {
		await appendHistory(history, line);
	}
	await appendFile(history, "half a li");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function report(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
	return execa(process.execPath, [join(import.meta.dirname, "index-impact.ts"), "report", ...args], {
		reject: false,
		env: { NO_COLOR: "1", ...environment },
	});
}

test("a saved run is rendered again, for people, for CI and for trackers at once", async () => {
	const summary = join(folder, "summary.md");
	const junit = join(folder, "junit.xml");
	const exported = join(folder, "bencher.json");
	const ended = await report([run, "--junit", junit, "--export", `bencher=${exported}`], {
		GITHUB_STEP_SUMMARY: summary,
	});
	expect([ended.exitCode, ended.stderr.includes("junit.xml")]).toEqual([0, true]);
	expect((await readdir(run)).toSorted()).toEqual(["charts", "report.html", "report.md", "run.json"]);
	expect(await readFile(summary, "utf8")).toMatch(/^## Index impact: /);
	expect(await readFile(junit, "utf8")).toContain("<testsuites");
	expect(Object.keys(JSON.parse(await readFile(exported, "utf8")))).toHaveLength(3);
});

test("--judge-again judges what was measured by today's rules and saves that; without it the record stays as it is", async () => {
	const saved = sampleRecord({ strata: 3 });
	const [file, text] = [join(run, "run.json"), recordText(saved)];
	await report([run]);
	expect(await readFile(file, "utf8")).toBe(text);
	const ended = await report([run, "--judge-again", "--json"]);
	const judged = recordText(wordedRecord(judge(measuredPartOf(saved))));
	expect(judged).not.toBe(text);
	expect([ended.exitCode, JSON.parse(ended.stdout)]).toEqual([0, JSON.parse(judged)]);
	expect(await readFile(file, "utf8")).toBe(judged);
	const release = await lockRun(run);
	expect((await report([run, "--judge-again"])).stderr).toContain("under way in another process");
	await release();
	await writeRecord(run, saved);
});

test("--format prints Markdown and leaves the reports of the run as they are", async () => {
	await rm(join(run, "report.md"), { force: true });
	const ended = await report([run, "--format", "summary"]);
	expect([ended.exitCode, ended.stderr]).toEqual([0, ""]);
	expect(ended.stdout).toMatch(/^# Performance Impact/);
	expect(await readdir(run)).not.toContain("report.md");
});

test("a summary page that cannot be written is said and costs nothing else", async () => {
	const ended = await report([run], { GITHUB_STEP_SUMMARY: join(folder, "no", "such", "folder") });
	expect(ended.exitCode).toBe(0);
	expect(ended.stderr).toContain("could not be written");
});

test("--trend tells what changed over the kept runs, and which lines it left out", async () => {
	const ended = await report(["--trend", history]);
	expect(ended.exitCode).toBe(0);
	expect(ended.stdout).toContain("1 of 6 strata over 24 runs");
	expect(ended.stdout).toContain("night-12");
	expect(ended.stdout).toContain("Line 25 is left out: it is not JSON and may have been cut short.");
	expect(ended.stderr).toContain("trend.md");
	const asJson = await report(["--trend", history, "--json"]);
	expect(JSON.parse(asJson.stdout).series).toHaveLength(6);
});

test("a user's mistake is a sentence and exit code 2", async () => {
	for (const [args, sentence] of [
		[["--trend", join(folder, "none.jsonl")], "no history at"],
		[[run, "--trend", history], "--trend takes a history, not a run"],
		[[run, "--export", "csv=x"], "is invalid"],
	] as const) {
		const ended = await report(args);
		expect([ended.exitCode, ended.stdout]).toEqual([2, ""]);
		expect(ended.stderr).toContain(sentence);
		expect(ended.stderr).not.toMatch(/\n\s+at /);
	}
});
