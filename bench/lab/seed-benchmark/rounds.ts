import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "../../../base/progress.ts";
import type { DatasetSpec } from "../../../seed/dataset-spec.ts";
import type { Scale } from "../../../seed/scale.ts";
import type { Server } from "../../server/server.ts";
import { randomIndex, seededRandom } from "../../statistics/random.ts";
import { bestBulk, plainLoadData, tunedBulk } from "./bulk-loads.ts";
import { type Contender, type ContenderId, type Load, measureContender } from "./contender.ts";
import { drizzleSeed } from "./drizzle-seed.ts";
import { fakerInserts } from "./faker-inserts.ts";
import { ours } from "./ours.ts";
import { type Round, rateOf } from "./ratios.ts";
import { writeRowFiles } from "./row-files.ts";

export interface Comparison {
	readonly server: Server;
	readonly spec: DatasetSpec;
	readonly scale: Scale;
	/** For the two that insert: their rows per second hardly depend on it, their time does. */
	readonly slowScale: Scale;
	readonly seed: number;
	/** Of the bulk loads in parallel. */
	readonly sessions: number;
	readonly rounds: number;
	/** A folder for the ready files; one that the server itself reads, if `serverReads`. */
	readonly folder: string;
	readonly serverReads: boolean;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** Every contender once per round, in an order that is random in every round. */
export async function runComparison(comparison: Comparison): Promise<readonly Round[]> {
	const { rounds, folder, progress } = comparison;
	const files = await mkdtemp(join(folder, "rows-"));
	try {
		progress.notice("Writing the files that the peers load ...");
		const contenders = await makeContenders(comparison, files);
		const random = seededRandom(`seed-benchmark/${comparison.seed}`);
		const done: Round[] = [];
		for (let number = 1; number <= rounds; number++) {
			done.push(await runRound(comparison, shuffled(contenders, random), number));
		}
		return done;
	} finally {
		await rm(files, { recursive: true, force: true });
	}
}

async function makeContenders(comparison: Comparison, folder: string): Promise<readonly Contender[]> {
	const { scale, slowScale, sessions, serverReads } = comparison;
	const prepared = async (count: number) => ({
		scale,
		files: await writeRowFiles(folder, comparison, count),
		local: !serverReads,
	});
	const parts = await prepared(sessions);
	return [
		ours(scale),
		bestBulk(parts, sessions),
		tunedBulk(parts, sessions),
		plainLoadData(await prepared(1)),
		drizzleSeed(slowScale),
		fakerInserts(slowScale),
	];
}

async function runRound(comparison: Comparison, order: readonly Contender[], number: number): Promise<Round> {
	const { progress, rounds, signal } = comparison;
	const loads = new Map<ContenderId, Load>();
	for (const contender of order) {
		signal.throwIfAborted();
		const load = await measureContender(contender, comparison);
		const rate = Math.round(rateOf(load)).toLocaleString("en-US");
		progress.notice(`Round ${number} of ${rounds}: ${contender.title}: ${load.seconds.toFixed(1)} s, ${rate} rows/s`);
		loads.set(contender.id, load);
	}
	const of = (id: ContenderId): Load => {
		const load = loads.get(id);
		if (load === undefined) throw new Error(`The round had no ${id}.`);
		return load;
	};
	return {
		ours: of("ours"),
		bestBulk: of("bestBulk"),
		tunedBulk: of("tunedBulk"),
		plainLoadData: of("plainLoadData"),
		drizzleSeed: of("drizzleSeed"),
		fakerInserts: of("fakerInserts"),
	};
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
	const left = [...items];
	return items.flatMap(() => left.splice(randomIndex(random, left.length), 1));
}
