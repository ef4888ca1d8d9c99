import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError, QueryTimeout } from "../../../mysql/errors.ts";
import { isGivenUp } from "../../judge/given-up.ts";
import { openArms } from "../../measure/arms.ts";
import { keyDrawer } from "../../measure/keys.ts";
import { executionOn } from "../../measure/measurement.ts";
import { drawSubjects, type Subject } from "../../measure/survey.ts";
import type { RunRecord } from "../../record/schema.ts";
import type { WorkloadRecord } from "../../record/studies/footprint.ts";
import { indexPages, poolBytes, restartWithPool, restorePool, withConnection } from "../buffer-pool.ts";
import type { StudyContext } from "../study.ts";
import { givenUpText } from "../study-sessions.ts";

/**
 * What the workload keeps in the buffer pool: into an empty one, one execution of every stratum's unit of work, then the
 * pages that are resident of every index; once without the indexes under test and once with them.
 * @param givenUp gets a sentence for each query that was given up.
 */
export async function workloadPages(context: StudyContext, givenUp: string[]): Promise<WorkloadRecord> {
	const { suite, scenarios, record, seed, connect, progress } = context;
	const task = progress.task("pages that the workload touches", 2, "arms");
	const { bytes, sizes, pageBytes, subjects } = await withConnection(connect, async (connection) => ({
		bytes: await poolBytes(connection),
		sizes: await indexPages(connection),
		pageBytes: await pageSize(connection),
		subjects: await drawSubjects(
			scenarios.filter(({ kind }) => kind !== "write"),
			keyDrawer([connection], seed),
		),
	}));
	const skipped = subjects.filter((subject) => isKnownGivenUp(subject, record));
	for (const { scenario, stratum } of skipped) {
		givenUp.push(`${scenario.id} ${stratum.id}: not executed, since its trial was given up at the query timeout.`);
	}
	const executed = subjects.filter((subject) => !skipped.includes(subject));
	try {
		const before = await pagesTouched(context, "before", executed, bytes, givenUp);
		task.update(1, "with the indexes");
		const after = await pagesTouched(context, "after", executed, bytes, givenUp);
		task.finish();
		const underTest = new Set(suite.indexes.map(({ table, name }) => `${table}.${name}`));
		return {
			poolBytes: bytes,
			pageBytes,
			executions: executed.length,
			failures: Math.max(before.failures, after.failures),
			indexes: sizes.map(({ table, index, pages }) => ({
				table,
				index,
				underTest: underTest.has(`${table}.${index}`),
				pages,
				before: before.pages.get(`${table}.${index}`) ?? 0,
				after: after.pages.get(`${table}.${index}`) ?? 0,
			})),
		};
	} finally {
		await restorePool(context, bytes);
	}
}

function isKnownGivenUp({ scenario, stratum }: Subject, record: RunRecord): boolean {
	const strata = record.scenarios.find(({ id }) => id === scenario.id)?.strata;
	const found = strata?.find(({ id }) => id === stratum.id);
	return found !== undefined && isGivenUp(found);
}

async function pagesTouched(
	context: StudyContext,
	arm: "before" | "after",
	subjects: readonly Subject[],
	bytes: number,
	givenUp: string[],
): Promise<{ pages: ReadonlyMap<string, number>; failures: number }> {
	await restartWithPool(context, bytes);
	const arms = await openArms(context.connect, "timed", context.signal, context.queryTimeoutMs);
	let failures = 0;
	try {
		await arms[arm].enter();
		for (const subject of subjects) {
			context.signal.throwIfAborted();
			try {
				await executionOn(arms[arm].connection, subject)(subject.keys[0] ?? []);
			} catch (error) {
				if (!isQueryError(error)) throw error;
				failures++;
				if (!(error instanceof QueryTimeout)) continue;
				const state = arm === "before" ? "without the indexes" : "with the indexes";
				givenUp.push(givenUpText(`${subject.scenario.id} ${subject.stratum.id} ${state}`, error));
			}
		}
		return { pages: await residentPages(arms.observer), failures };
	} finally {
		await arms.close();
	}
}

/**
 * Pages of each "table.index" of the session's database that are in the buffer pool. InnoDB counts them as they come and
 * go, so that asking costs nothing, where INNODB_BUFFER_PAGE looks at every page of the pool and gives the same to within a page or two.
 */
export async function residentPages(connection: Connection): Promise<ReadonlyMap<string, number>> {
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT SUBSTRING_INDEX(t.NAME, '/', -1) AS t, i.NAME AS i, SUM(c.N_CACHED_PAGES) AS pages
		 FROM information_schema.INNODB_CACHED_INDEXES c
		 JOIN information_schema.INNODB_INDEXES i ON i.INDEX_ID = c.INDEX_ID AND i.SPACE = c.SPACE_ID
		 JOIN information_schema.INNODB_TABLES t ON t.TABLE_ID = i.TABLE_ID
		 WHERE t.NAME LIKE CONCAT(DATABASE(), '/%') GROUP BY t.NAME, i.NAME`,
	);
	return new Map(rows.map((row) => [`${row.t}.${row.i}`, Number(row.pages)]));
}

async function pageSize(connection: Connection): Promise<number> {
	const [rows] = await connection.query<RowDataPacket[]>("SELECT @@GLOBAL.innodb_page_size AS bytes");
	return Number(rows[0]?.bytes);
}
