import type { RowDataPacket } from "mysql2/promise";
import { restartHindrance, withConnection } from "../buffer-pool.ts";
import type { Study, StudyContext } from "../study.ts";
import { givenUpPart } from "../study-sessions.ts";
import { indexesOfRun, onlineBuilds, QUIET_MS, ROUNDS, WRITES_PER_SECOND } from "./online-builds.ts";
import { workloadPages } from "./workload.ts";

/** Rows that a copy of a table takes per second. */
const COPIED_ROWS_PER_SECOND = 100_000;
/** A restart, and reading all tables into the pool again. */
const RESTART_SECONDS = 6;

/** What it takes to build the indexes online while rows are written, and which pages the workload keeps in memory. */
export const footprint: Study<"footprint"> = {
	id: "footprint",
	title: "build and footprint",
	wanted: (options) => options.full,
	estimateSeconds(context) {
		const { record, server } = context;
		const builds = indexesOfRun(context).map((spec) => {
			const rows = record.dataset.tables.find((table) => table.name === spec.table)?.rows ?? 0;
			const once = record.indexes.find((index) => index.name === spec.name)?.buildSeconds ?? 1;
			return rows / COPIED_ROWS_PER_SECOND + ROUNDS * (3 * once + (2 * QUIET_MS) / 1000);
		});
		const strata = record.scenarios.flatMap((scenario) => scenario.strata);
		const executions = strata.reduce((sum, { before, after }) => sum + (before.p50 ?? 0) + (after.p50 ?? 0), 0) / 1000;
		const workload = server.restart === undefined ? 0 : 3 * RESTART_SECONDS + 2 * executions;
		return builds.reduce((sum, seconds) => sum + seconds, workload);
	},
	async run(context) {
		const started = performance.now();
		const alterLogBytes = await readAlterLogBytes(context);
		const builds = await onlineBuilds(context);
		const givenUp: string[] = [];
		const hindrance = restartHindrance(context.server);
		return {
			writesPerSecond: WRITES_PER_SECOND,
			alterLogBytes,
			builds: [...builds],
			...(hindrance === undefined
				? { workload: await workloadPages(context, givenUp) }
				: { workloadMissing: `It takes an empty buffer pool to see what a workload touches. ${hindrance}` }),
			...givenUpPart(givenUp),
			seconds: (performance.now() - started) / 1000,
		};
	},
};

function readAlterLogBytes({ connect }: StudyContext): Promise<number> {
	return withConnection(connect, async (connection) => {
		const [rows] = await connection.query<RowDataPacket[]>("SELECT @@GLOBAL.innodb_online_alter_log_max_size AS bytes");
		return Number(rows[0]?.bytes);
	});
}
