import { type Progress, silentProgress } from "../../../base/progress.ts";
import { connector } from "../../../mysql/connect.ts";
import { buildIndexes, dropIndexes } from "../../../mysql/index-set.ts";
import { type Arms, openArms } from "../../measure/arms.ts";
import { keyDrawer } from "../../measure/keys.ts";
import { drawSubjects, type Subject, type Surveys, survey } from "../../measure/survey.ts";
import { warmTables } from "../../measure/warm.ts";
import type { RunHead } from "../../record/journal.ts";
import type { RunPlan } from "../../run/plan.ts";
import { prepare } from "../../run/prepare.ts";
import { serverRequest } from "../../run/server-request.ts";
import { openServer } from "../../server/open-server.ts";

/** A server ready for experiments: data loaded, indexes built but hidden from both arms, every stratum surveyed. */
export interface Rig {
	readonly plan: RunPlan;
	readonly head: RunHead;
	readonly arms: Arms;
	readonly subjects: readonly Subject[];
	readonly surveys: Surveys;
	readonly signal: AbortSignal;
}

/** Sets up a rig for a null run of the plan, lets `work` use it, and takes it down whatever happens. */
export async function withRig<T>(
	plan: RunPlan,
	progress: Progress,
	signal: AbortSignal,
	work: (rig: Rig) => Promise<T>,
): Promise<T> {
	const { suite, scale, seed, scenarios } = plan;
	const server = await openServer(
		plan.server.source,
		serverRequest(plan.server, { spec: suite.dataset, scale, seed }, progress, signal),
	);
	try {
		progress.notice(server.why);
		const head = await prepare(plan, server, progress, signal);
		const arms = await openArms(connector(server.address, server.database), "null", signal);
		const { observer, before } = arms;
		try {
			await dropIndexes(observer, suite.indexes);
			await warmTables(
				observer,
				suite.tables.map(({ name }) => name),
			);
			const subjects = await drawSubjects(scenarios, keyDrawer([observer, before.connection], seed));
			await buildIndexes(observer, suite.indexes, false, silentProgress, signal);
			const hidden = await survey("evidence", before, observer, subjects, progress, signal);
			const surveys = { absent: hidden, hidden, before: hidden, after: hidden };
			return await work({ plan, head, arms, subjects, surveys, signal });
		} finally {
			if (!server.owned) await dropIndexes(observer, suite.indexes).catch(() => {});
			await arms.close();
		}
	} finally {
		await server.stop();
	}
}
