import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError, QueryTimeout } from "../../../mysql/errors.ts";
import { openArms } from "../../measure/arms.ts";
import type { Subject } from "../../measure/survey.ts";
import { warmIndexes, warmTables } from "../../measure/warm.ts";
import type { MemoryRecord, PoolName } from "../../record/studies/memory.ts";
import {
	indexPages,
	poolBytes,
	restartHindrance,
	restartWithPool,
	restorePool,
	withConnection,
} from "../buffer-pool.ts";
import type { Study, StudyContext } from "../study.ts";
import { givenUpPart, givenUpText } from "../study-sessions.ts";
import { drawChangedStrata } from "./changed-strata.ts";
import { memoryStrata } from "./memory-record.ts";
import { type PoolTrial, runPoolTrial } from "./pool-trial.ts";

const PAIRS = 12;
/** The fewest that can have a 95 % signed-rank interval. */
const LEAST_PAIRS = 6;
const SECONDS_PER_POOL = 240;

/** What becomes of the indexes' effect when memory holds a tenth of the data. */
export const memory: Study<"memory"> = {
	id: "memory",
	title: "with little memory",
	wanted: (options) => options.full,
	async run(context) {
		const started = performance.now();
		const seconds = () => (performance.now() - started) / 1000;
		const { connect } = context;
		const found = await withConnection(connect, async (connection) => ({
			...(await sizesOf(connection)),
			...(await drawChangedStrata(context, connection, PAIRS + 1)),
		}));
		const head = {
			dataBytes: found.dataBytes,
			flushMethod: found.flushMethod,
			pairsAsked: PAIRS,
			secondsPerPool: SECONDS_PER_POOL,
			leftOut: found.leftOut,
		};
		const notPossible = restartHindrance(context.server);
		if (notPossible !== undefined) return { ...head, pools: [], strata: [], notPossible, seconds: seconds() };
		const asked = { everything: found.originalBytes, tenth: Math.ceil(found.dataBytes / 10) };
		const trials = new Map(found.subjects.map((subject) => [subject, new Map<PoolName, PoolTrial>()]));
		const pools: MemoryRecord["pools"] = [];
		const givenUp: string[] = [];
		try {
			for (const pool of ["everything", "tenth"] as const) {
				const bytes = await restartWithPool(context, asked[pool]);
				pools.push({ pool, askedBytes: asked[pool], poolBytes: bytes });
				for (const [subject, trial] of await tryStrata(context, pool, found.subjects, givenUp)) {
					trials.get(subject)?.set(pool, trial);
				}
			}
		} finally {
			await restorePool(context, found.originalBytes);
		}
		return { ...head, pools, strata: memoryStrata(trials), ...givenUpPart(givenUp), seconds: seconds() };
	},
};

async function sizesOf(connection: Connection) {
	const [rows] = await connection.query<RowDataPacket[]>(
		"SELECT @@GLOBAL.innodb_page_size AS page, @@GLOBAL.innodb_flush_method AS flush",
	);
	const pages = (await indexPages(connection)).reduce((sum, index) => sum + index.pages, 0);
	return {
		originalBytes: await poolBytes(connection),
		dataBytes: pages * Number(rows[0]?.page),
		flushMethod: String(rows[0]?.flush),
	};
}

/**
 * Reads everything once, so that a large pool is full and a small one has turned over, then tries every stratum.
 * @param givenUp gets a sentence for each that was given up.
 */
async function tryStrata(
	{ suite, connect, queryTimeoutMs, seed, progress, signal }: StudyContext,
	pool: PoolName,
	subjects: readonly Subject[],
	givenUp: string[],
): Promise<ReadonlyMap<Subject, PoolTrial>> {
	const task = progress.task(`memory for ${pool === "tenth" ? "a tenth" : pool}`, subjects.length, "strata");
	const arms = await openArms(connect, "timed", signal, queryTimeoutMs);
	const trials = new Map<Subject, PoolTrial>();
	const deadline = performance.now() + 1000 * SECONDS_PER_POOL;
	try {
		await warmTables(
			arms.observer,
			suite.tables.map(({ name }) => name),
		);
		await warmIndexes(arms.observer, suite.indexes);
		for (const [done, subject] of subjects.entries()) {
			signal.throwIfAborted();
			task.update(done, `${subject.scenario.id} ${subject.stratum.id}`);
			const allowanceMs = (deadline - performance.now()) / (subjects.length - done);
			const limits = { pairs: PAIRS, leastPairs: LEAST_PAIRS, allowanceMs, seed, signal };
			try {
				trials.set(subject, await runPoolTrial(arms, subject, limits));
			} catch (error) {
				// A query that fails is told by its verdict already.
				if (!isQueryError(error)) throw error;
				if (!(error instanceof QueryTimeout)) continue;
				const where = `memory for ${pool === "tenth" ? "a tenth" : pool}`;
				givenUp.push(givenUpText(`${subject.scenario.id} ${subject.stratum.id} with ${where}`, error));
			}
		}
		task.finish(`${trials.size} strata`);
		return trials;
	} finally {
		await arms.close();
	}
}
