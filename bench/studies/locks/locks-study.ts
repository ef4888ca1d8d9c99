import type { Connection, RowDataPacket } from "mysql2/promise";
import { QueryTimeout } from "../../../mysql/errors.ts";
import type { WriteScenario } from "../../../scenarios/suite.ts";
import { tableModel } from "../../../schema/load/model-of-tables.ts";
import type { Concurrency, HeldLocks } from "../../record/studies/locks.ts";
import { seededRandom } from "../../statistics/random.ts";
import type { Study, StudyContext } from "../study.ts";
import { givenUpPart, givenUpText, limitSessions, openStudySession } from "../study-sessions.ts";
import { makeTwins, type TwinTable } from "../twins/twin-tables.ts";
import { withTwins } from "../twins/with-twins.ts";
import { unitSource } from "../writes/draw-units.ts";
import { writesInRun } from "../writes/select-writes.ts";
import { concurrencyRounds } from "./concurrency-rounds.ts";
import { LOCK_WAIT_SECONDS } from "./concurrent-writes.ts";
import { heldLocks } from "./held-locks.ts";

const SESSIONS = [1, 4, 8] as const;
/** Different executions that the sessions take turns with. */
const UNITS = 400;

/** What the suite's writes lock without and with the indexes, and how they get on with each other. */
export const locks: Study<"locks"> = {
	id: "locks",
	title: "locks",
	wanted: ({ full }) => full,
	async run(context) {
		const { suite } = context;
		const started = performance.now();
		const writes = searching(context);
		const observer = await openStudySession(context);
		try {
			const tables = [...new Set(writes.flatMap(({ tables }) => tables.map(tableModel)))];
			const { found, tables: reports } = await withTwins(
				{ ...context, tables, specs: suite.indexes },
				async (twins, session) => {
					const unwatch = await limitSessions(context, [session], observer, { wholeTables: true });
					return await studyLocks(context, writes, twins, session, observer).finally(unwatch);
				},
			);
			const [[settings]] = await observer.query<RowDataPacket[]>("SELECT @@transaction_isolation AS isolation");
			return {
				seconds: (performance.now() - started) / 1000,
				isolation: String(settings?.isolation),
				tables: [...reports],
				...found,
			};
		} finally {
			observer.destroy();
		}
	},
};

/** The writes that look for the rows they lock. */
function searching(context: StudyContext): readonly WriteScenario[] {
	return writesInRun(context).filter(({ searches }) => searches.length > 0);
}

async function studyLocks(
	context: StudyContext,
	writes: readonly WriteScenario[],
	twins: readonly TwinTable[],
	session: Connection,
	observer: Connection,
): Promise<{ held: HeldLocks[]; concurrency: Concurrency[]; givenUp?: string[] }> {
	const { progress, seed, signal } = context;
	const concurrent = writes.filter((write) => write.concurrent);
	const task = progress.task("locks", writes.length + 2 * concurrent.length * SESSIONS.length, "measurements");
	let done = 0;
	const say = (what: string) => task.update(done++, what);
	const own = (write: WriteScenario) =>
		twins.filter(({ name }) => write.tables.some((table) => tableModel(table).name === name));
	const sessions: Connection[] = [];
	const givenUp: string[] = [];
	/** What is found of a write; nothing where a statement of it is given up. */
	const orGivenUp = async <T>({ id }: WriteScenario, what: string, work: () => Promise<readonly T[]>) => {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof QueryTimeout)) throw error;
			givenUp.push(givenUpText(`${id}, ${what}`, error));
			return [];
		}
	};
	let unwatch: () => void = () => undefined;
	try {
		const held: HeldLocks[] = [];
		await makeTwins(session, twins, "a");
		for (const write of writes) {
			signal.throwIfAborted();
			say(write.title);
			const units = await unitSource(observer, write, seed);
			const count = async () => [await heldLocks(session, observer, write, units(), own(write), "a")];
			held.push(...(await orGivenUp(write, "locks held", count)));
		}
		for (let i = 0; i < Math.max(...SESSIONS); i++) {
			const opened = await openStudySession(context);
			sessions.push(opened);
			await opened.query("SET SESSION innodb_lock_wait_timeout = ?", [LOCK_WAIT_SECONDS]);
		}
		unwatch = await limitSessions(context, sessions, observer);
		const concurrency: Concurrency[] = [];
		for (const write of concurrent) {
			const source = await unitSource(observer, write, seed);
			const work = { observer, write, units: Array.from({ length: UNITS }, source), twins: own(write), signal };
			const random = seededRandom(`${seed}/${write.id}/rounds`);
			const tell = (number: number) => say(`${write.title}, ${number} at once`);
			const rounds = () => concurrencyRounds(work, session, sessions, SESSIONS, random, tell);
			concurrency.push(...(await orGivenUp(write, "several at once", rounds)));
		}
		task.finish(`${held.length} writes, ${concurrent.length} of them by several sessions`);
		return { held, concurrency, ...givenUpPart(givenUp) };
	} finally {
		unwatch();
		for (const opened of sessions) opened.destroy();
	}
}
