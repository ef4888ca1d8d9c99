import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newRunName } from "../base/run-owner.ts";
import { readRecord } from "../bench/record/file.ts";
import type { RunRecord } from "../bench/record/schema.ts";
import { runRecordSchema } from "../bench/record/schema.ts";

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a package manager tells the programs that it starts: commands are shown as one would type them under it. */
const WITHOUT_MANAGER = { npm_command: undefined, npm_lifecycle_event: undefined, npm_lifecycle_script: undefined };

/** A command of the project as a user starts it, without the package manager around it. */
function start(command: string, args: readonly string[], environment: Record<string, string> = {}) {
	return execa(process.execPath, [join(import.meta.dirname, "index-impact.ts"), command, ...args], {
		reject: false,
		env: { NO_COLOR: "1", ...WITHOUT_MANAGER, ...environment },
	});
}

/** A smoke run in which every trial gets little more than its least pairs, unless a later --budget says otherwise. */
const smoke = (out: string, ...more: string[]) =>
	start("bench", ["--scale", "smoke", "--server", "packages", "--budget", "4", "--out", out, ...more]);

async function onlyRun(out: string): Promise<string> {
	const [name = ""] = await readdir(out);
	return join(out, name);
}

/** What must be the same in every run over the same data. */
function evidenceOf(record: RunRecord) {
	return record.scenarios.map((scenario) => ({
		id: scenario.id,
		baselineMatches: scenario.baselineMatches,
		strata: scenario.strata.map(({ id, parameters, before, after }) => ({
			id,
			parameters,
			arms: [before, after].map(({ plan, handlers, rowsExamined, digest }) => ({
				plan: plan.map(({ table, access, key }) => ({ table, access, key })),
				handlers,
				rowsExamined,
				digest,
			})),
		})),
	}));
}

describe("pnpm bench --scale smoke", () => {
	let first: Awaited<ReturnType<typeof smoke>>;
	let record: RunRecord;
	let run: string;

	beforeAll(async () => {
		const out = join(folder, "first");
		first = await smoke(out, "--json");
		expect(first.exitCode, first.stderr).toBe(0);
		record = runRecordSchema.parse(JSON.parse(first.stdout));
		run = await onlyRun(out);
	}, 240_000);

	test("measures on a real MySQL from nothing to report", async () => {
		expect(first.stderr).toContain("Written:");
		expect(record).toMatchObject({ status: "complete", failure: null, design: "paired" });
		expect(record.scenarios.map((scenario) => scenario.id)).toEqual(record.planned);
		expect(record.indexes).toHaveLength(6);
		expect(record.claims).toHaveLength(10);
		for (const scenario of record.scenarios) {
			const hidden = scenario.strata.filter((stratum) => stratum.hidden !== undefined);
			expect(scenario.baselineMatches).toBe(hidden.length === 0);
			expect(record.notices.some((notice) => notice.startsWith(scenario.id))).toBe(hidden.length > 0);
			for (const { absent, before } of scenario.strata)
				expect(before).toMatchObject({ plan: absent?.plan, handlers: absent?.handlers });
		}
		const strata = record.scenarios.flatMap((scenario) => scenario.strata);
		expect(strata.every((stratum) => stratum.pairs.length >= 8)).toBe(true);
		expect(strata.filter((stratum) => stratum.verdict === "invalid")).toEqual([]);
		for (const scenario of record.scenarios.filter((s) => s.group === "controls")) {
			expect(scenario.strata.map((stratum) => stratum.verdict)).toEqual(scenario.strata.map(() => "no-change"));
		}

		expect(await readRecord(run)).toEqual(record);
		expect((await readdir(run)).toSorted()).toEqual(["charts", "report.html", "report.md", "run.json"]);
	});

	test("a run that is complete is shown again, is never measured again, and gets the report that it lacks", async () => {
		const files = await Promise.all(["report.md", "report.html"].map((name) => readFile(join(run, name), "utf8")));
		const rendered = await start("report", [run]);
		expect(rendered.exitCode).toBe(0);
		expect(await Promise.all(["report.md", "report.html"].map((name) => readFile(join(run, name), "utf8")))).toEqual(
			files,
		);

		// A run that is complete is left as it is, and nothing is started for it.
		const complete = await start("bench", ["--resume", run]);
		expect(complete).toMatchObject({ exitCode: 0, stdout: "" });
		expect(complete.stderr).toMatch(/^This run is complete; index-impact report \S+ shows it\.$/);
		expect(await readRecord(run)).toEqual(record);

		// Killed as it wrote its reports, it gets them then.
		const dead = newRunName().replace(/-\d+-/, "-99999999-");
		await writeFile(join(run, ".in-use"), dead);
		await rm(join(run, "report.md"));
		const rescued = await start("bench", ["--resume", run]);
		expect(rescued).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("report.md") });
		expect(await readFile(join(run, "report.md"), "utf8")).toBe(files[0]);
		expect(await readdir(run)).not.toContain(".in-use");
	});

	test("before, CREATE INDEX, after: the sequential design measures the same scenarios", async () => {
		const { stdout, exitCode } = await smoke(
			join(folder, "sequential"),
			"--design",
			"sequential",
			"--json",
			"--only",
			"*balance",
		);
		expect(exitCode).toBe(0);
		const record = runRecordSchema.parse(JSON.parse(stdout));
		expect(record).toMatchObject({ status: "complete", design: "sequential" });
		expect(
			record.scenarios.flatMap((s) => s.strata).every((s) => s.pairs.length >= 12 && s.order.every((o) => o === "BA")),
		).toBe(true);
	});

	test("by counters alone gives the identical verdicts every time, and does not measure the same again", async () => {
		const measured = async (out: string, ...flags: readonly string[]) => {
			const { stdout } = await smoke(join(folder, out), "--counters-only", "--json", ...flags);
			return runRecordSchema.parse(JSON.parse(stdout));
		};
		const verdicts = (record: RunRecord) => [
			record.indexes.map((i) => i.verdict),
			record.scenarios.map((s) => s.strata.map((t) => t.verdict)),
		];
		const first = await measured("counters-1", "--fresh");
		const second = await measured("counters-2", "--fresh");
		expect(verdicts(second)).toEqual(verdicts(first));
		expect(second.scenarios.some(({ kept }) => kept !== undefined)).toBe(false);
		const third = await measured("counters-3");
		expect(verdicts(third)).toEqual(verdicts(second));
		expect(third.scenarios.filter(({ kept }) => kept?.runId === second.runId).length).toBeGreaterThan(20);
		expect(third.indexes).toEqual(second.indexes);
	});

	test("interrupted, it saves what it has, leaves no server behind and exits 130; resumed, its evidence is the first's", async () => {
		const out = join(folder, "interrupted");
		const child = smoke(out, "--budget", "300");
		const measuring = new Promise<void>((resolve) => {
			child.stderr.on("data", (chunk: Buffer) => {
				if (chunk.toString().includes("measuring ...")) resolve();
			});
		});
		await Promise.race([measuring, child]);
		const cut = await onlyRun(out);
		const saved = async () => (await readRecord(cut)).scenarios.length;
		while ((await saved()) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
		child.kill("SIGINT");
		const ended = await child;
		expect(ended.exitCode).toBe(130);
		expect(ended.stderr).toContain(`To continue: index-impact bench --resume ${cut}\n`);
		const partial = await readRecord(cut);
		expect(partial.status).toBe("interrupted");
		expect(partial.scenarios.length).toBeLessThan(partial.planned.length);
		expect(await readFile(join(cut, "report.md"), "utf8")).toMatch(/interrupted/i);
		const left = await execa("pgrep", ["--full", `index-impact.*mysqld.*${child.pid}`], { reject: false });
		expect(left.stdout).toBe("");

		const resumed = await smoke(out, "--resume", cut, "--json");
		expect(resumed.exitCode).toBe(0);
		const whole = runRecordSchema.parse(JSON.parse(resumed.stdout));
		expect(whole).toMatchObject({ status: "complete", runId: partial.runId });
		expect(whole.scenarios.map((scenario) => scenario.id)).toEqual(whole.planned);
		expect(whole.scenarios.find((s) => s.id === partial.scenarios[0]?.id)?.strata[0]?.pairs).toEqual(
			partial.scenarios[0]?.strata[0]?.pairs,
		);

		expect(whole.dataset).toMatchObject({ reused: true, fingerprint: record.dataset.fingerprint });
		expect(evidenceOf(whole)).toEqual(evidenceOf(record));
		const compared = await start("compare", [run, cut]);
		expect(compared.exitCode).toBe(0);
		expect(compared.stdout).not.toContain("missing");
	});
});

describe("a user's mistake ends with one sentence, its remedy and the right exit code:", () => {
	test.each([
		["an unknown flag", "bench", ["--sacle", "smoke"], 2, "Unknown option"],
		["an unknown scale", "bench", ["--scale", "gigantic"], 2, '"gigantic" is not a scale'],
		["a malformed URL", "bench", ["--url", "localhost:3306"], 2, "URL"],
		["a folder that takes no file", "bench", ["--out", "/proc/nope"], 2, "/proc takes no new file"],
		[
			"a file that cannot be written",
			"bench",
			["--junit", "/proc/nope/j.xml"],
			2,
			"--junit /proc/nope/j.xml cannot be written",
		],
		["an unknown command", "benhc", [], 2, "Did you mean bench?"],
		["a closed port", "bench", ["--url", "mysql://root:geheim@127.0.0.1:9/"], 3, "127.0.0.1:9"],
		["no record to report", "report", ["nowhere"], 2, "no run record at nowhere"],
		["no run to take", "report", ["--out", "/proc/nope"], 2, "no run in /proc/nope"],
		["one record to compare", "compare", ["nowhere", "--out", "/proc/nope"], 2, "no run in /proc/nope"],
	] as const)("%s", async (_, command, args, exitCode, sentence) => {
		const ended = await start(command, args);
		expect(ended.stderr.toLowerCase()).toContain(sentence.toLowerCase());
		expect(ended.exitCode).toBe(exitCode);
		expect(ended.stderr).not.toMatch(/\n\s+at /);
		expect(ended.stderr).not.toContain("geheim");
		expect(ended.stdout).toBe("");
	});

	test("a misspelt variable", async () => {
		const ended = await start("doctor", [], { INDEX_IMPACT_SCLAE: "smoke" });
		expect(ended).toMatchObject({
			exitCode: 2,
			stdout: "",
			stderr: expect.stringContaining("mean INDEX_IMPACT_SCALE?"),
		});
	});

	test("a broken run.json", async () => {
		await mkdir(join(folder, "broken"));
		await writeFile(join(folder, "broken", "run.json"), '{"schemaVersion": 1, "runId": ');
		const ended = await start("report", [join(folder, "broken")]);
		expect(ended).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("cut short") });
	});
});

test("a Node.js that cannot run TypeScript is told so in one sentence", async () => {
	const old = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });";
	const check = `data:text/javascript,${encodeURIComponent(old)}`;
	const preload = join(import.meta.dirname, "require-node.js");
	const ended = await execa(process.execPath, ["--import", check, "--import", preload, "-e", "0"], { reject: false });
	expect(ended.exitCode).toBe(3);
	expect(ended.stderr).toContain("needs Node.js 22.18 or newer; this is 20.20.2");
});

test("doctor says which server would be used and starts none", async () => {
	const { stdout, exitCode } = await start("doctor", []);
	expect(exitCode).toBe(0);
	for (const source of ["container", "packages", "local", "url"]) expect(stdout).toContain(source);
});
