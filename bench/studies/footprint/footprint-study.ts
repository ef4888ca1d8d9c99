import type { RowDataPacket } from "mysql2/promise";
import { restartHindrance, withConnection } from "../buffer-pool.ts";
import type { Study, StudyContext } from "../study.ts";
import { givenUpPart } from "../study-sessions.ts";
import { onlineBuilds, WRITES_PER_SECOND } from "./online-builds.ts";
import { workloadPages } from "./workload.ts";

/** What it takes to build the indexes online while rows are written, and which pages the workload keeps in memory. */
export const footprint: Study<"footprint"> = {
	id: "footprint",
	title: "build and footprint",
	wanted: (options) => options.full,
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
