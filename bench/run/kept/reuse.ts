import type { IndexSpec } from "../../../mysql/index-spec.ts";
import { keyOfRecord } from "../../../scenarios/key.ts";
import type { Scenario } from "../../../scenarios/suite.ts";
import { sameWork } from "../../judge/evidence-match.ts";
import { openHarmOf } from "../../judge/open-harm.ts";
import { atPrices } from "../../measure/at-prices.ts";
import { scenarioRecord } from "../../measure/measurement.ts";
import type { MeasuredIndex, MeasuredRun, MeasuredScenario, MeasuredStratum } from "../../record/measured.ts";
import type { Prices } from "../../record/work.ts";
import type { RunPlan } from "../plan.ts";
import { type CommonGround, dependenceOf, indexesNear, machineHash, statementsHash } from "./dependence.ts";
import { methodHash } from "./method.ts";
import { evictEvidence, type Kept, type KeptForm, readKept, writeKept } from "./store.ts";

type AskedPlan = Pick<RunPlan, "suite" | "scenarios" | "clockSeconds" | "server">;

/** What need not be measured again, and what is left to do. */
export interface Reused {
	readonly scenarios: readonly MeasuredScenario[];
	readonly left: readonly Scenario[];
	/** Indexes that what is left can meet, or of which nothing is known: these are built. */
	readonly build: readonly IndexSpec[];
	/** The others, as they were built when they were measured. */
	readonly indexes: readonly MeasuredIndex[];
}

/** What evidence of a run stands on. @param measured its head: server and dataset are known. */
export async function groundOf(
	{ environment, dataset, shard }: Pick<MeasuredRun, "environment" | "dataset" | "shard">,
	{ queryTimeoutSeconds }: Pick<RunPlan, "queryTimeoutSeconds">,
): Promise<CommonGround> {
	const { version, variables } = environment.mysql;
	return {
		method: await methodHash(),
		mysql: { version, variables },
		dataset: dataset.fingerprint,
		seed: dataset.seed,
		queryTimeoutSeconds,
		elsewhere: shard?.elsewhere ?? 0,
	};
}

/**
 * Looks for each scenario among what is kept. Evidence counts wherever it was taken, at the prices of this server; times,
 * and queries that came near the timeout, count on the machine that measured them.
 * @param pricesHere asked only for evidence of another machine.
 */
export async function reuseKept(
	{ suite, scenarios, clockSeconds, server }: AskedPlan,
	environment: MeasuredRun["environment"],
	ground: CommonGround,
	pricesHere: () => Promise<Prices>,
): Promise<Reused> {
	const here = machineHash(environment);
	const found = new Map<Scenario, { readonly kept: Kept; readonly strata: MeasuredStratum[] }>();
	for (const scenario of scenarios) {
		const dependence = dependenceOf(scenario, suite, ground);
		const forms: readonly KeptForm[] = clockSeconds > 0 ? ["timed", "counted"] : ["counted"];
		for (const form of forms) {
			const kept = await readKept(server.cacheFolder, dependence, form);
			if (kept === undefined || !fits(kept, scenario)) continue;
			if (clockSeconds > 0 && form === "counted" && kept.strata.some(isOpen)) continue;
			const elsewhere = kept.machine !== here;
			if (elsewhere && kept.strata.some(restsOnTime)) continue;
			const strata = elsewhere ? atPrices(kept.strata, await pricesHere()) : kept.strata;
			found.set(scenario, { kept, strata });
			break;
		}
	}
	const left = scenarios.filter((scenario) => !found.has(scenario));
	const known = new Map([...found.values()].flatMap(({ kept }) => kept.indexes.map((index) => [nameOf(index), index])));
	const met = new Set(left.flatMap((scenario) => indexesNear(scenario, suite)));
	const build = suite.indexes.filter((index) => met.has(index) || !known.has(nameOf(index)));
	const built = new Set(build.map(nameOf));
	return {
		scenarios: [...found].map(([scenario, { kept, strata }]) => recordOf(scenario, kept, strata, here)),
		left,
		build,
		indexes: suite.indexes.flatMap((index) => (built.has(nameOf(index)) ? [] : (known.get(nameOf(index)) ?? []))),
	};
}

/**
 * Keeps what a run has measured itself, where measuring it again would find the same. A clock that ran out may have left a
 * stratum open that the next run has time for.
 */
export async function keepMeasured(
	{ suite, scenarios, clockSeconds, server }: AskedPlan,
	run: MeasuredRun,
	ground: CommonGround,
): Promise<void> {
	const machine = machineHash(run.environment);
	const ranOut = clockSeconds > 0 && (run.clock?.late ?? 0) > 0;
	for (const scenario of scenarios) {
		const measured = run.scenarios.find(({ id }) => id === scenario.id);
		if (measured === undefined || !measured.strata.every(isSettled)) continue;
		const open = measured.strata.some(isOpen);
		if (open && ranOut) continue;
		const timed = clockSeconds > 0 && (open || measured.strata.some(({ pairs }) => pairs.length > 0));
		const near = new Set(indexesNear(scenario, suite).map(nameOf));
		await writeKept(server.cacheFolder, timed ? "timed" : "counted", {
			dependence: dependenceOf(scenario, suite, ground),
			statements: statementsHash(scenario, measured.strata),
			machine,
			runId: run.runId,
			measuredAt: run.startedAt,
			strata: measured.strata,
			indexes: run.indexes.filter((index) => near.has(nameOf(index))),
		});
	}
	await evictEvidence(server.cacheFolder);
}

/** Whether what is kept is of the scenario's strata and of the very statements that it sends now. */
function fits(kept: Kept, scenario: Scenario): boolean {
	const ids = kept.strata.map(({ id }) => id);
	if (ids.join("\n") !== scenario.strata.map(({ id }) => id).join("\n")) return false;
	return kept.statements === statementsHash(scenario, kept.strata);
}

/** Whether evidence leaves it possible that the stratum got worse, and no clock has looked. */
function isOpen({ before, after, pairs }: MeasuredStratum): boolean {
	if (pairs.length > 0 || sameWork(before, after) || before.digest !== after.digest) return false;
	return openHarmOf({ before, after }) !== undefined;
}

function restsOnTime({ before, after, pairs }: MeasuredStratum): boolean {
	const near = [before, after].some(({ secondsTaken, timedOutSeconds }) => secondsTaken ?? timedOutSeconds);
	return near || pairs.length > 0;
}

/** Whether nothing stood in its way that another run would not meet. */
function isSettled(stratum: MeasuredStratum): boolean {
	const { failure, disturbances = [], planFlip, mismatch } = stratum;
	return failure === undefined && disturbances.length === 0 && planFlip === undefined && mismatch === undefined;
}

/** The facts of a scenario with what the suite says of it now: weights and titles change no evidence. */
function recordOf(scenario: Scenario, kept: Kept, strata: MeasuredStratum[], here: string): MeasuredScenario {
	const shares = new Map(scenario.strata.map(({ id, share }) => [id, share]));
	const [first] = scenario.strata;
	const { runId, measuredAt, machine } = kept;
	return {
		...scenarioRecord(
			scenario,
			first === undefined ? [] : [{ scenario, stratum: first, keys: firstKeys(strata) }],
			strata.map((stratum) => ({ ...stratum, share: shares.get(stratum.id) ?? stratum.share })),
		),
		kept: { runId, measuredAt, ...(machine === here ? {} : { elsewhere: true as const }) },
	};
}

function firstKeys([first]: readonly MeasuredStratum[]) {
	return (first?.parameters ?? []).map(keyOfRecord);
}

function nameOf({ table, name }: { readonly table: string; readonly name: string }): string {
	return `${table}.${name}`;
}
