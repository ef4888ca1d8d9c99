import type { IndexSpec } from "../../../scenarios/suite.ts";
import { warmTables } from "../../measure/warm.ts";
import type { OnlineBuildRecord } from "../../record/studies/footprint.ts";
import { seededRandom } from "../../statistics/random.ts";
import { withConnection } from "../buffer-pool.ts";
import type { StudyContext } from "../study.ts";
import { openStudySession } from "../study-sessions.ts";
import { buildRecord } from "./build-record.ts";
import { type BuildRound, buildRound } from "./online-build.ts";
import { singleRowWrites } from "./single-row-writes.ts";
import { dropTwins, makeTwin } from "./twin.ts";

/** The fewest that can have a 95 % signed-rank interval. */
const ROUNDS = 6;
export const WRITES_PER_SECOND = 200;
/** Milliseconds of writing on either side of a build. */
const QUIET_MS = 500;

/** The indexes under test that the run's scenarios are meant for: with --only, those it chose. */
function indexesOfRun({ suite, scenarios }: StudyContext): readonly IndexSpec[] {
	const named = new Set(scenarios.flatMap((scenario) => scenario.indexes));
	return suite.indexes.filter(({ name }) => named.has(name));
}

/** Builds each index online on a copy of its table, alone and under writes, several times; no copy stays. */
export async function onlineBuilds(context: StudyContext): Promise<readonly OnlineBuildRecord[]> {
	const { seed, progress, signal } = context;
	const specs = indexesOfRun(context);
	const task = progress.task("building online", specs.length * ROUNDS, "rounds");
	const found: OnlineBuildRecord[] = [];
	for (const spec of specs) {
		signal.throwIfAborted();
		task.update(found.length * ROUNDS, `copying ${spec.table}`);
		found.push(
			await onlineBuildsOf(context, spec, seededRandom(`${seed}/${spec.name}/online`), (round) =>
				task.update(found.length * ROUNDS + round, spec.name),
			),
		);
	}
	task.finish(`${found.length} indexes`);
	return found;
}

async function onlineBuildsOf(
	context: StudyContext,
	spec: IndexSpec,
	random: () => number,
	say: (round: number) => void,
): Promise<OnlineBuildRecord> {
	const { connect, seed, signal } = context;
	const builder = await openStudySession(context);
	const writer = await openStudySession(context);
	try {
		const twin = await makeTwin(builder, spec);
		await warmTables(builder, [twin.spec.table]);
		const writes = await singleRowWrites(connect, twin, seed);
		const sessions = { builder, writer, writes, perSecond: WRITES_PER_SECOND, quietMs: QUIET_MS, signal };
		const rounds: BuildRound[] = [];
		while (rounds.length < ROUNDS) {
			signal.throwIfAborted();
			say(rounds.length);
			rounds.push(await buildRound(sessions, twin, random));
		}
		return buildRecord(spec, twin.rows, writes.kinds, rounds);
	} finally {
		await Promise.all([builder, writer].map((session) => session.end().catch(() => session.destroy())));
		// On a connection that no abort cuts off.
		await withConnection(connect, dropTwins);
	}
}
