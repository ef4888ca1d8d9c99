import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../../base/errors.ts";
import { readRecord } from "../../record/file.ts";
import { startCommand } from "./bench-process.ts";
import { type CaseResult, type Ground, OWN_SERVER } from "./case.ts";
import { differences } from "./evidence.ts";
import { heavyLoad } from "./heavy-load.ts";
import { CASE_FLAGS } from "./run-case.ts";
import { hostComplaints, hostState, urlOf } from "./url-host.ts";
import { makeWorld, type World } from "./world.ts";

/** A case that is more than one fault to one run. */
export interface TogetherCase {
	readonly id: string;
	readonly fault: string;
	readonly stage: string;
	readonly hindrance?: string;
	readonly alone: boolean;
	run(ground: Ground): Promise<CaseResult>;
}

const RUN_LIMIT_MS = 500_000;

/** Runs beside each other, and beside other work. */
export function togetherCases(): readonly TogetherCase[] {
	return [
		together("two runs at once", "own servers", true, twoAtOnce),
		together("two runs at once", "first ones, nothing kept", false, twoAtOnce),
		together("two runs at once", "one killed, a third starts", true, killedNeighbour),
		together("two runs at once", "a URL's server", true, twoOnOneServer),
		together("heavy foreign load", "all of the run", true, heavyLoad),
	];
}

function together(
	fault: string,
	stage: string,
	kept: boolean,
	work: (world: World, ground: Ground) => Promise<readonly string[]>,
): TogetherCase {
	const id = `${fault}/${stage}`;
	return {
		id,
		fault,
		stage,
		alone: true,
		async run(ground) {
			const started = performance.now();
			const world = await makeWorld(ground.signal, kept ? ground.datasets : undefined);
			const complaints = await work(world, ground)
				.catch((error: unknown) => [`The case itself failed: ${messageOf(error)}`])
				.finally(() => world.remove());
			const seconds = (performance.now() - started) / 1000;
			const outcome = complaints.length === 0 ? "survived" : "failed";
			return { id, fault, stage, outcome, complaints, exitCode: null, secondsToEnd: 0, seconds };
		},
	};
}

async function twoAtOnce(world: World, ground: Ground): Promise<readonly string[]> {
	const flags = [...CASE_FLAGS, ...OWN_SERVER, "--out", world.out];
	const ends = await Promise.all([1, 2].map(() => startCommand("bench", flags, world).end(RUN_LIMIT_MS)));
	const complaints = ends
		.filter(({ exitCode }) => exitCode !== 0)
		.map(({ exitCode, stderr }) => `One of the two exits ${exitCode}: ${stderr.trim().split("\n").at(-1)}`);
	return [...complaints, ...(await compareAll(world, ground, 2)), ...(await leftBehind(world))];
}

/** Each works in a database of its own; a third that wants the database of the first is refused, and disturbs nobody. */
async function twoOnOneServer(world: World, ground: Ground): Promise<readonly string[]> {
	const environment = { INDEX_IMPACT_URL: urlOf(ground.host) };
	const flags = [...CASE_FLAGS, "--server", "url", "--allow-shared-server", "--out", world.out];
	const before = await hostState(ground.host);
	const first = startCommand("bench", [...flags, "--budget", "15"], world, environment);
	const other = startCommand(
		"bench",
		[...flags, "--seed", "2", "--out", join(world.folder, "other")],
		world,
		environment,
	);
	const complaints: string[] = [];
	if (await first.reaches("evidence")) {
		const refused = await startCommand("bench", flags, world, environment).end(RUN_LIMIT_MS);
		if (refused.exitCode !== 3 || !refused.stderr.includes("Another run is working")) {
			complaints.push(`A run that wants the same database exits ${refused.exitCode} instead of 3.`);
		}
	}
	for (const run of [first, other]) {
		const { exitCode, stderr } = await run.end(RUN_LIMIT_MS);
		if (exitCode !== 0) complaints.push(`One of the two exits ${exitCode}: ${stderr.trim().split("\n").at(-1)}`);
	}
	const indexes = ground.reference.indexes.map((index) => index.name);
	return [
		...complaints,
		...(await compareAll(world, ground, 1)),
		...(await hostComplaints(ground.host, before, indexes)),
		...(await leftBehind(world)),
	];
}

/** The third sweeps what the killed one left, and must not touch what lives. */
async function killedNeighbour(world: World, ground: Ground): Promise<readonly string[]> {
	const flags = [...CASE_FLAGS, ...OWN_SERVER, "--out", world.out];
	const living = startCommand("bench", [...flags, "--budget", "25"], world);
	const dying = startCommand("bench", flags, world);
	await dying.reaches("trials");
	dying.kill("SIGKILL");
	await dying.end(10_000);
	const third = await startCommand("bench", flags, world).end(RUN_LIMIT_MS);
	const first = await living.end(RUN_LIMIT_MS);
	const complaints = [
		...(third.exitCode === 0 ? [] : [`The third exits ${third.exitCode}.`]),
		...(first.exitCode === 0 ? [] : [`The one that was not killed exits ${first.exitCode}.`]),
	];
	return [...complaints, ...(await compareAll(world, ground, 2)), ...(await leftBehind(world))];
}

/** The complete records of the world against an undisturbed run. */
async function compareAll(world: World, ground: Ground, expected: number): Promise<readonly string[]> {
	const records = await Promise.all((await readdir(world.out)).map((name) => readRecord(join(world.out, name))));
	const complete = records.filter((record) => record.status === "complete");
	const wrong = complete.flatMap((record) => differences(record, ground.reference));
	return [
		...(complete.length === expected ? [] : [`${complete.length} records are complete instead of ${expected}.`]),
		...wrong.map((name) => `Evidence of ${name} differs from an undisturbed run's.`),
	];
}

async function leftBehind(world: World): Promise<readonly string[]> {
	return (await world.leftovers()).map((left) => `Left behind: ${left}.`);
}
