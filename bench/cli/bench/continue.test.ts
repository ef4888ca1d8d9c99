import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { RunOptions } from "../../record/options.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { isFinished, readEarlier } from "./continue.ts";
import { runPlan } from "./run-plan.ts";

const URL = "mysql://u:geheim@db.example.org";

/** What is continued of a run with these options, measured on a server from there, by these words. */
async function continued(
	options: RunOptions,
	source: "url" | "container",
	words: string,
	environment: NodeJS.ProcessEnv = {},
) {
	const folder = await mkdtemp(join(tmpdir(), "continue-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	const { environment: machine, ...record } = sampleRecord();
	const measured = { ...machine, mysql: { ...machine.mysql, source } };
	await writeFile(join(folder, "run.json"), JSON.stringify({ ...record, options, environment: measured }));
	const argv = ["--resume", folder, ...words.split(" ").filter(Boolean)];
	return readEarlier(folder, argv, { environment, home: process.cwd(), program: "index-impact" });
}

describe("a run on a server named by URL", () => {
	test.each([
		["", { DATABASE_URL: URL }],
		["", { INDEX_IMPACT_URL: URL }],
		[`--url ${URL}`, {}],
	])("goes on with %j and %j, although its record keeps no credential", async (words, environment) => {
		for (const options of [{ server: "url", scale: "smoke" }, { scale: "smoke" }]) {
			const earlier = await continued(options, "url", words, environment);
			const plan = await runPlan(earlier.flags, environment);
			expect(plan.server.url).toBe(URL);
			expect(isFinished(earlier)).toBe(true);
		}
	});

	test("says which to give where there is none", async () => {
		await expect(continued({ server: "url" }, "url", "")).rejects.toMatchObject({
			kind: "usage",
			message: "--server url, with which the run was started, needs --url.",
			remedy: "Add --url mysql://user:password@host:3306 or set DATABASE_URL.",
		});
		await expect(continued({ tlsCa: "/ca.pem" }, "url", "")).rejects.toMatchObject({
			message: "--tls-ca, with which the run was started, needs --url.",
		});
		await expect(continued({}, "url", "")).rejects.toMatchObject({
			message: expect.stringMatching(/ was measured on a server named by its URL, which a record does not keep\.$/),
			remedy: "Set DATABASE_URL as before, or add --url mysql://user:password@host:3306.",
		});
	});

	test("goes on with another source that is asked for by name", async () => {
		expect((await continued({}, "url", "--server packages")).flags.server).toBe("packages");
	});
});

test("a run on a server of the tool's own needs no URL", async () => {
	expect((await continued({ scale: "smoke" }, "container", "")).flags.server).toBe("auto");
});

test("what the environment asks now does not unfinish a run, and what is typed does", async () => {
	const environment = {
		INDEX_IMPACT_SUITE: "perf-001",
		INDEX_IMPACT_SCALE: "terp",
		INDEX_IMPACT_SEED: "7",
		INDEX_IMPACT_TRY: "t(a)",
		INDEX_IMPACT_FULL: "1",
	};
	for (const options of [{}, { scale: "smoke", only: "*balance" }]) {
		const unchanged = await continued(options, "container", "", environment);
		expect(unchanged.flags).toMatchObject({ scale: options.scale ?? "production", seed: 1, full: false, try: [] });
		expect(isFinished(unchanged)).toBe(true);
		expect(isFinished(await continued(options, "container", "--full", environment))).toBe(false);
	}
});
