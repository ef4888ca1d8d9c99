import { basename, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { BenchError } from "../../base/errors.ts";
import { benchConfig } from "./config.ts";
import { benchFlags } from "./fixtures/bench-flags.ts";
import { wordsOf } from "./shell-words.ts";

/** The config of `pnpm bench` with these words and environment. */
async function configOf(words: string, environment: NodeJS.ProcessEnv = {}) {
	return await benchConfig(benchFlags(words, environment), environment);
}

async function failureOf(words: string, environment: NodeJS.ProcessEnv = {}): Promise<BenchError> {
	try {
		await configOf(words, environment);
	} catch (error) {
		if (error instanceof BenchError) return error;
		throw error;
	}
	throw new Error(`${words} was accepted`);
}

describe("without flags", () => {
	test("production scale of perf-001 is measured in pairs, on whatever server is at hand, with seed 1", async () => {
		const config = await configOf("");
		expect(config).toMatchObject({ seed: 1, design: "paired", mode: "timed", gate: false, json: false });
		expect(config.suite.id).toBe("perf-001");
		expect(config.scale).toEqual({ name: "production", factor: 1 });
		expect(config.server).toMatchObject({ source: "auto", mysql: "8.4" });
		expect(config.scenarios).toEqual(config.suite.scenarios.filter(({ tier }) => tier !== "full"));
		expect(Object.isFrozen(config)).toBe(true);
	});

	test("the scenarios that are not core are left for --full, and get time in proportion there", async () => {
		const [core, full] = [await configOf(""), await configOf("--full")];
		expect(full.scenarios).toEqual(full.suite.scenarios);
		expect(full.scenarios.length).toBeGreaterThan(core.scenarios.length);
		const perScenario = ({ budgetSeconds, scenarios }: typeof core) => budgetSeconds / scenarios.length;
		expect(perScenario(full)).toBeCloseTo(perScenario(core), 1);
		expect((await configOf("--full --budget 7")).budgetSeconds).toBe(7);
	});

	test("a full run makes a scale curve when it times pairs, of the sizes it is told, and none when told so", async () => {
		const sizesOf = async (words: string) => (await configOf(words)).sizes?.map(({ name }) => name);
		expect(await sizesOf("--full")).toEqual(["terp", "x0.1", "x0.3", "production", "x3", "x10"]);
		expect(await sizesOf("--full --curve 1,0.1")).toEqual(["x0.1", "production"]);
		for (const words of ["", "--curve", "--full --curve none", "--full --counters-only", "--full --design sequential"])
			expect(await sizesOf(words)).toBeUndefined();
		for (const mode of ["--counters-only", "--null", "--design sequential"])
			expect((await failureOf(`--full --curve 0.1,1 ${mode}`)).message).toContain("contradict each other");
	});

	test.each([
		"",
		"--scale smoke --only */balance --gate",
		"--full --scale smoke",
		"--full --scale smoke --curve none",
		"--full --scale 0.5 --curve 0.1,0.5 --budget 7",
		"--full --scale terp --curve",
		"--curve 0.1,1 --seed 3",
	])("the command of a run with %s repeats it", async (words) => {
		const { command, ...config } = await configOf(words);
		const { command: again, ...repeated } = await configOf(wordsOf(command).slice(2).join(" "));
		expect(again).toBe(command);
		expect(repeated).toEqual(config);
	});

	test("small scales get a small budget", async () => {
		expect((await configOf("--scale smoke")).budgetSeconds).toBeLessThan((await configOf("")).budgetSeconds);
	});
});

describe("--only", () => {
	test.each([
		["*balance", (id: string) => id.endsWith("balance")],
		[
			"idx_sales_batch_id",
			(_: string, __: string, indexes: readonly string[]) => indexes.includes("idx_sales_batch_id"),
		],
		["financial/*", (_: string, group: string) => group === "financial"],
		["ledger-check", (id: string) => id === "controls/ledger-check"],
		[
			"trial-balance,customer/STATEMENT",
			(id: string) => id === "financial/trial-balance" || id === "customer/statement",
		],
	])("%s chooses", async (glob, belongs) => {
		const { scenarios, suite } = await configOf(`--only ${glob}`);
		expect(scenarios).toEqual(
			suite.scenarios.filter((scenario) => belongs(scenario.id, scenario.group, scenario.indexes)),
		);
		expect(scenarios.length).toBeGreaterThan(0);
	});
});

describe("a user's mistake is one sentence with its remedy and exit code 2:", () => {
	test.each([
		["--scael smoke", "Unknown option '--scael'", "Did you mean --scale?"],
		["--scale huge", '"huge" is not a scale', "production"],
		["--scale 0", '"0" is not a scale', "0.01"],
		["--server docker", "--server: 'docker' is invalid", "packages"],
		["--design zigzag", "'zigzag' is invalid", "sequential"],
		["--seed -1", "'-1' is invalid", "whole number"],
		["--budget soon", "'soon' is invalid", "above 0"],
		["--suite perf-999", "perf-999", "perf-001"],
		["--suite ./nowhere.ts", "no suite file ./nowhere.ts", "writing-a-suite"],
		["--export csv=a.csv", "'csv=a.csv' is invalid", "format and a file"],
		["--export bencher", "'bencher' is invalid", "format and a file"],
		["--only Z9", "--only Z9 matches no scenario", "financial/account-balance"],
		["--server url", "--server url needs --url", "DATABASE_URL"],
		["--server local --url mysql://u@h/", "contradict", "Leave one"],
		["--null --counters-only", "contradict", "Leave one"],
		["--null --design sequential", "--null and --design sequential contradict", "Leave one"],
		["--load --counters-only", "--load needs a clock", "Leave one"],
		["--curve 0.1,1 --gate", "--curve and --gate contradict", "Leave one"],
		["surplus", "too many arguments", "--help"],
	])("%s", async (words, sentence, remedy) => {
		const failure = await failureOf(words);
		expect(failure.exitCode).toBe(2);
		expect(failure.message.toLowerCase()).toContain(sentence.toLowerCase());
		expect(failure.remedy).toContain(remedy);
		expect(failure.message.split("\n")).toHaveLength(1);
	});
});

test("DATABASE_URL names the server unless another source is asked for", async () => {
	const environment = { DATABASE_URL: "mysql://u:secret@db/app" };
	expect((await configOf("", environment)).server.url).toBe("mysql://u:secret@db/app");
	expect((await configOf("--server packages", environment)).server.url).toBeUndefined();
});

test("the command that repeats a run holds what was asked and never a credential", async () => {
	const config = await configOf(
		"--scale smoke --only financial/* --server url --url mysql://u:secret@db:3306/ --counters-only",
	);
	expect(config.command).toBe("pnpm bench --server url --scale smoke --only 'financial/*' --counters-only");
	expect(config.command).not.toContain("secret");
});

test("every flag has an environment twin, and the flag wins", async () => {
	const environment = { INDEX_IMPACT_SCALE: "smoke", INDEX_IMPACT_COUNTERS_ONLY: "1", INDEX_IMPACT_ONLY: "" };
	expect(await configOf("", environment)).toMatchObject({ scale: { name: "smoke" }, mode: "counters" });
	expect((await configOf("--scale terp", environment)).scale.name).toBe("terp");
	expect((await configOf("", { INDEX_IMPACT_COUNTERS_ONLY: "false" })).mode).toBe("timed");
	expect((await failureOf("", { INDEX_IMPACT_SEED: "x" })).message).toBe("INDEX_IMPACT_SEED: 'x' is invalid.");
});

test("files for other tools are asked for several at once, on the command line or in the environment", async () => {
	const words = "--keep --junit a.xml --export bencher=b.json --export github-action-benchmark=c=d.json";
	const { keep, junit, exports } = await configOf(words);
	expect([keep, junit, exports.map(({ format, file }) => [format, basename(file)])]).toEqual([
		true,
		resolve("a.xml"),
		[
			["bencher", "b.json"],
			["github-action-benchmark", "c=d.json"],
		],
	]);
	const environment = { INDEX_IMPACT_EXPORT: "bencher=x,y.json,github-action-benchmark=z.json" };
	const { exports: named } = await configOf("", environment);
	expect(named.map(({ file }) => basename(file))).toEqual(["x,y.json", "z.json"]);
});

describe("a server named by URL", () => {
	const url = "mysql://u:geheim@db.example.org";

	test("keeps its credentials out of the command that repeats the run, but not how it may be used", async () => {
		const flags = "--tls-ca ca.pem --allow-shared-server";
		for (const config of [await configOf(`--url ${url} ${flags}`), await configOf(flags, { DATABASE_URL: url })]) {
			expect(config.server).toMatchObject({ url, tlsCa: resolve("ca.pem"), allowSharedServer: true });
			expect(config.command).toContain("--allow-shared-server");
			expect(config.command).toMatch(/--tls-ca \S*ca\.pem/);
			expect(config.command).not.toContain("geheim");
		}
	});

	test("is what --tls-ca is for", async () => {
		expect((await failureOf("--tls-ca ca.pem")).message).toContain("--tls-ca needs --url");
	});
});
