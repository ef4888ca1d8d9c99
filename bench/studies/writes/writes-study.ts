import type { Connection } from "mysql2/promise";
import type { WriteScenario } from "../../../scenarios/suite.ts";
import { tableModel } from "../../../schema/load/model-of-tables.ts";
import type { TableModel } from "../../../schema/model.ts";
import { seededRandom } from "../../statistics/random.ts";
import type { Study, StudyContext } from "../study.ts";
import { givenUpPart, limitSessions, openStudySession } from "../study-sessions.ts";
import { untilQuiet } from "../twins/quiet.ts";
import { makeTwins, SIDES, type TwinTable } from "../twins/twin-tables.ts";
import { withTwins } from "../twins/with-twins.ts";
import { unitSource } from "./draw-units.ts";
import { durabilitySettings } from "./durability.ts";
import { writesInRun } from "./select-writes.ts";
import { writeRecord } from "./write-record.ts";
import { continueTrial, countBoth, type HalfPlan, startTrial, unlessGivenUp, type WriteTrial } from "./write-trial.ts";

/**
 * Rows of a twin in a run that has seconds for this. An index entry costs a descent through two or three levels of
 * pages that are all in the buffer pool, a place in a leaf, redo and undo, whatever the number of leaves: what a larger
 * tree adds are misses of the processor's caches. `--full` measures on whole tables.
 */
const SAMPLE_ROWS = 20_000;
const QUICK: HalfPlan = { allowanceMs: 150, leastPairs: 8, mostPairs: 60 };
const THOROUGH: HalfPlan = { allowanceMs: 2000, leastPairs: 8, mostPairs: 150 };
const BULK: HalfPlan = { allowanceMs: 0, leastPairs: 5, mostPairs: 5 };

function planOf({ kind }: WriteScenario, full: boolean): HalfPlan {
	if (kind === "bulk") return BULK;
	return full ? THOROUGH : QUICK;
}

/** What inserts cost, in every run; with `--full` all writes of the suite, on whole tables. */
export const writes: Study<"writes"> = {
	id: "writes",
	title: "write cost",
	wanted: ({ scenariosAlone = false }) => !scenariosAlone,
	async run(context) {
		const { suite, options } = context;
		const started = performance.now();
		const writes = writesInRun(context);
		const observer = await openStudySession(context);
		try {
			const request = {
				...context,
				tables: tablesOf(writes),
				specs: suite.indexes,
				...(options.full ? {} : { wantedRows: SAMPLE_ROWS }),
			};
			const { found, tables } = await withTwins(request, async (twins, session) => {
				const unwatch = await limitSessions(context, [session], observer, { wholeTables: true });
				return await measureWrites(context, writes, twins, session, observer).finally(unwatch);
			});
			return {
				seconds: (performance.now() - started) / 1000,
				durability: await durabilitySettings(observer),
				tables: [...tables],
				writes: found.filter(({ givenUp }) => givenUp === undefined).map(writeRecord),
				...givenUpPart(found.flatMap(({ givenUp }) => givenUp ?? [])),
			};
		} finally {
			observer.destroy();
		}
	},
};

/** Both halves of every write's trial: first all while twin a has the indexes, then all while b has them. */
async function measureWrites(
	{ seed, options, progress, signal }: StudyContext,
	writes: readonly WriteScenario[],
	twins: readonly TwinTable[],
	session: Connection,
	observer: Connection,
): Promise<readonly WriteTrial[]> {
	const task = progress.task("write cost", 2 * writes.length, "half trials");
	let trials: readonly WriteTrial[] = [];
	for (const write of writes) {
		const own = twins.filter(({ name }) => write.tables.some((table) => tableModel(table).name === name));
		const units = await unitSource(observer, write, seed);
		const random = seededRandom(`${seed}/${write.id}/order`);
		trials = [...trials, startTrial({ session, observer, twins: own, write, units, random, signal })];
	}
	let done = 0;
	for (const side of SIDES) {
		await makeTwins(session, twins, side);
		await untilQuiet(observer);
		if (side === SIDES[0]) {
			trials = await withoutPurge(observer, () =>
				inTurn(trials, (trial) => unlessGivenUp(trial, () => countBoth(trial, side))),
			);
			await untilQuiet(observer);
		}
		trials = await inTurn(trials, (trial) => {
			task.update(done++, trial.rig.write.title);
			return unlessGivenUp(trial, () => continueTrial(trial, side, planOf(trial.rig.write, options.full)));
		});
	}
	task.finish(`${writes.length} writes`);
	return trials;
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<T>): Promise<readonly T[]> {
	const results: T[] = [];
	for (const item of items) results.push(await work(item));
	return results;
}

/** While a session holds a snapshot, the server keeps what others remove: no purge is counted with their work. */
async function withoutPurge<T>(observer: Connection, work: () => Promise<T>): Promise<T> {
	await observer.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
	try {
		return await work();
	} finally {
		await observer.query("COMMIT");
	}
}

function tablesOf(writes: readonly WriteScenario[]): readonly TableModel[] {
	return [...new Set(writes.flatMap(({ tables }) => tables.map(tableModel)))];
}
