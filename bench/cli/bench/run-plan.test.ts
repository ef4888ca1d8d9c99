import { basename, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { BenchError } from "../../../base/errors.ts";
import { commandText } from "../../record/options.ts";
import { benchFlags } from "../fixtures/bench-flags.ts";
import { optionsOf, restoredValues } from "../flags/options.ts";
import { BENCH_FLAGS } from "../flags/table.ts";
import { runPlan, sizesOfFull } from "./run-plan.ts";

/** The plan of `bench` with these words and environment. */
async function planOf(words: string, environment: NodeJS.ProcessEnv = {}) {
	return await runPlan(benchFlags(words, environment), environment);
}

async function failureOf(words: string, environment: NodeJS.ProcessEnv = {}): Promise<BenchError> {
	try {
		await planOf(words, environment);
	} catch (error) {
		if (error instanceof BenchError) return error;
		throw error;
	}
	throw new Error(`${words} was accepted`);
}

describe("without flags", () => {
	test("production scale of perf-001 is measured in pairs, on whatever server is at hand, with seed 1", async () => {
		const config = await planOf("");
		expect(config).toMatchObject({ seed: 1, design: "paired", mode: "timed", options: {} });
		expect(config.suite.id).toBe("perf-001");
		expect(config.scale).toEqual({ name: "production", factor: 1 });
		expect(config.server).toMatchObject({ source: "auto", mysql: "8.4" });
		expect(config.scenarios).toEqual(config.suite.scenarios.filter(({ tier }) => tier !== "full"));
		expect(Object.isFrozen(config)).toBe(true);
	});

	test("the scenarios that are not core are left for --full, and get time in proportion there", async () => {
		const [core, full] = [await planOf(""), await planOf("--full")];
		expect(full.scenarios).toEqual(full.suite.scenarios);
		expect(full.scenarios.length).toBeGreaterThan(core.scenarios.length);
		const perScenario = ({ budgetSeconds, scenarios }: typeof core) => budgetSeconds / scenarios.length;
		expect(perScenario(full)).toBeCloseTo(perScenario(core), 1);
		expect((await planOf("--full --budget 7")).budgetSeconds).toBe(7);
	});

	test("a full run makes a scale curve when it times pairs, of the sizes it is told, and none when told so", async () => {
		const sizesOf = async (words: string) =>
			sizesOfFull(benchFlags(words), await planOf(words)).map(({ name }) => name);
		expect(await sizesOf("--full")).toEqual(["terp", "x0.1", "x0.3", "production", "x3", "x10"]);
		expect(await sizesOf("--full --curve 1,0.1")).toEqual(["x0.1", "production"]);
		for (const words of ["", "--curve", "--full --curve none", "--full --counters-only", "--full --design sequential"])
			expect(await sizesOf(words)).toEqual([]);
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
		"--load --index-set none,t(a) --index-set idx_a --try t(a)",
	])("a run with %s goes on with the options of its record", (words) => {
		const flags = benchFlags(words);
		const options = optionsOf(BENCH_FLAGS, flags);
		// As a record holds them.
		const restored = restoredValues(BENCH_FLAGS, JSON.parse(JSON.stringify(options)), "a run");
		expect(benchFlags("", {}, restored)).toEqual(flags);
	});

	test("a run that is continued takes nothing of what it was started with from the environment", () => {
		const environment = { INDEX_IMPACT_SCALE: "terp", INDEX_IMPACT_SEED: "7", INDEX_IMPACT_JSON: "1" };
		const flags = benchFlags("--seed 3", environment, { scale: "smoke" });
		expect(flags).toMatchObject({ scale: "smoke", seed: 3, only: undefined, json: true });
		expect(benchFlags("", environment, { only: "*balance" })).toMatchObject({ scale: "production", seed: 1 });
	});

	test.each([
		[{ zigzag: true }, "no run takes --zigzag"],
		[{ url: "mysql://u@h/" }, "no run takes --url"],
		[{ constructor: "x" }, "no run takes --constructor"],
		[{ seed: "one" }, '--seed does not take "one"'],
		[{ full: 1 }, "--full does not take 1"],
		[{ try: [{}] }, "--try does not take [{}]"],
	])("a record with the options %j is not continued", (options, why) => {
		expect(() => restoredValues(BENCH_FLAGS, options as never, "a run")).toThrow(
			expect.objectContaining({ kind: "usage", message: expect.stringContaining(why) }),
		);
	});

	test("small scales get a small budget", async () => {
		expect((await planOf("--scale smoke")).budgetSeconds).toBeLessThan((await planOf("")).budgetSeconds);
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
		const { scenarios, suite } = await planOf(`--only ${glob}`);
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
	expect((await planOf("", environment)).server.url).toBe("mysql://u:secret@db/app");
	expect((await planOf("--server packages", environment)).server.url).toBeUndefined();
});

test("the command that repeats a run holds what was asked and never a credential", async () => {
	const config = await planOf(
		"--scale smoke --only financial/* --server url --url mysql://u:secret@db:3306/ --counters-only",
	);
	expect(commandText(config.options)).toBe(
		"index-impact bench --server url --scale smoke --only 'financial/*' --counters-only",
	);
	expect(config.options).toEqual({ server: "url", scale: "smoke", only: "financial/*", countersOnly: true });
});

test("every flag has an environment twin, and the flag wins", async () => {
	const environment = { INDEX_IMPACT_SCALE: "smoke", INDEX_IMPACT_COUNTERS_ONLY: "1", INDEX_IMPACT_ONLY: "" };
	expect(await planOf("", environment)).toMatchObject({ scale: { name: "smoke" }, mode: "counters" });
	expect((await planOf("--scale terp", environment)).scale.name).toBe("terp");
	expect((await planOf("", { INDEX_IMPACT_COUNTERS_ONLY: "false" })).mode).toBe("timed");
	expect((await failureOf("", { INDEX_IMPACT_SEED: "x" })).message).toBe("INDEX_IMPACT_SEED: 'x' is invalid.");
});

test("files for other tools are asked for several at once, on the command line or in the environment", async () => {
	const words = "--keep --junit a.xml --export bencher=b.json --export github-action-benchmark=c=d.json";
	const { keep, junit, export: exports } = benchFlags(words);
	expect([keep, junit, exports.map(({ format, file }) => [format, basename(file)])]).toEqual([
		true,
		resolve("a.xml"),
		[
			["bencher", "b.json"],
			["github-action-benchmark", "c=d.json"],
		],
	]);
	const environment = { INDEX_IMPACT_EXPORT: "bencher=x,y.json,github-action-benchmark=z.json" };
	const { export: named } = benchFlags("", environment);
	expect(named.map(({ file }) => basename(file))).toEqual(["x,y.json", "z.json"]);
});

describe("a server named by URL", () => {
	const url = "mysql://u:geheim@db.example.org";

	test("keeps its credentials out of the command that repeats the run, but not how it may be used", async () => {
		const flags = "--tls-ca ca.pem --allow-shared-server";
		for (const config of [await planOf(`--url ${url} ${flags}`), await planOf(flags, { DATABASE_URL: url })]) {
			expect(config.server).toMatchObject({ url, tlsCa: resolve("ca.pem"), allowSharedServer: true });
			expect(config.options).toEqual({ tlsCa: resolve("ca.pem"), allowSharedServer: true });
		}
	});

	test("is what --tls-ca is for", async () => {
		expect((await failureOf("--tls-ca ca.pem")).message).toContain("--tls-ca needs --url");
	});
});
