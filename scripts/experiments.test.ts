import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An experiment on two strata of the smallest dataset, on a real server. */
const experiment = (command: string, ...more: string[]) =>
	execa(
		process.execPath,
		[
			join(import.meta.dirname, "..", "bench", "lab", "lab.ts"),
			command,
			...["--scale", "smoke", "--server", "packages", "--only", "customer/balance", "--budget", "1", "--json", ...more],
		],
		{ reject: false, env: { NO_COLOR: "1" } },
	);

describe("an experiment on the method itself runs on a real MySQL and prints only its figures:", () => {
	test("bench:null", async () => {
		const { stdout, stderr, exitCode } = await experiment("null", "--verdicts", "3");
		expect(stderr).toContain("round 2 of 2");
		expect(exitCode).toBe(0);
		const { verdicts, falseAlarms, coverage95, seconds } = JSON.parse(stdout);
		expect(verdicts).toBe(4);
		expect(falseAlarms).toBeGreaterThanOrEqual(0);
		expect(coverage95).toBeLessThanOrEqual(1);
		expect(seconds).toBeGreaterThan(0);
	});

	test("bench:power, with its chart and every pair", async () => {
		const chart = join(folder, "power.png");
		const raw = join(folder, "power.json");
		const { stdout, exitCode } = await experiment("power", "--rounds", "5", "--chart", chart, "--raw", raw);
		expect(exitCode).toBe(0);
		const points = JSON.parse(stdout);
		expect(points.map((point: { effectPct: number }) => point.effectPct)).toEqual([0, 3, 5, 10, 25]);
		for (const { power, pairs } of points) {
			expect(power).toBeGreaterThanOrEqual(0);
			expect(pairs).toBeGreaterThanOrEqual(8);
		}
		expect((await readFile(chart)).subarray(1, 4).toString()).toBe("PNG");
		const rounds = JSON.parse(await readFile(raw, "utf8"));
		expect(rounds[4].strata[1].pairs.length).toBeGreaterThanOrEqual(8);
	});

	test("bench:versus, with its page", async () => {
		const page = join(folder, "versus.md");
		const { stdout, exitCode } = await experiment("versus", "--rounds", "2", "--page", page);
		expect(exitCode).toBe(0);
		const rows = JSON.parse(stdout);
		expect(rows).toHaveLength(5);
		for (const { nullVerdicts, plantedVerdicts } of rows) expect([nullVerdicts, plantedVerdicts]).toEqual([2, 2]);
		expect(await readFile(page, "utf8")).toContain("--scale smoke --rounds 2 --budget 1");
	});
});

test("an experiment refuses a scale that is none", async () => {
	const { stderr, exitCode } = await experiment("null", "--scale", "gigantic");
	expect(stderr).toContain('"gigantic" is not a scale');
	expect(exitCode).toBe(2);
});
