import type { Connection } from "mysql2/promise";
import type { Progress } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import type { Scenario } from "../../scenarios/suite.ts";
import type { Candidate } from "../../schema/candidates/candidate.ts";
import { dropsOf } from "../../schema/candidates/from-schema.ts";
import { merged, withinLimit } from "../../schema/candidates/merge.ts";
import { type Sorted, sortOut } from "../../schema/candidates/usable.ts";
import { openSession } from "../measure/arms.ts";
import { keyDrawer } from "../measure/keys.ts";
import { drawSubjects, type Subject, strataOf } from "../measure/survey.ts";
import type { AdvisePlan } from "./plan.ts";
import { candidatesOfUses, type TableUse, tableUsesOf } from "./query-shapes.ts";

/** The strata of the scenarios with their keys. @param observer a session without a limit. */
export async function subjectsOf(
	scenarios: readonly Scenario[],
	seed: number,
	observer: Connection,
	connect: Connect,
	progress: Progress,
	signal: AbortSignal,
): Promise<readonly Subject[]> {
	const other = await openSession(connect, signal);
	const task = progress.task("choosing keys", strataOf(scenarios).length, "strata");
	try {
		return await drawSubjects(scenarios, keyDrawer([observer, other], seed));
	} finally {
		task.finish();
		await other.end().catch(() => other.destroy());
	}
}

/** What there is to measure, and what is known of the queries that it is for. */
export interface Gathered {
	readonly candidates: readonly Candidate[];
	readonly notTried: Sorted["notTried"];
	readonly uses: readonly TableUse[];
}

type GatheringPlan = Pick<AdvisePlan, "suite" | "suggested" | "suggestedAlone" | "maxCandidates">;

/** All candidates: what was suggested before, and unless that is all, what the queries suggest and the schema's own indexes. */
export async function gatherCandidates(
	{ suite, suggested, suggestedAlone = false, maxCandidates }: GatheringPlan,
	session: Connection,
	subjects: readonly Subject[],
): Promise<Gathered> {
	const { tables } = suite;
	const uses = await tableUsesOf(session, subjects, tables);
	const remedies = suite.scenarios.flatMap(({ remedy }): readonly Candidate[] =>
		remedy === undefined ? [] : [{ change: "add", index: remedy, origins: [{ from: "suite" }] }],
	);
	const additions = merged([...suggested, ...(suggestedAlone ? [] : [...remedies, ...candidatesOfUses(uses, tables)])]);
	const { usable, notTried } = sortOut(additions, tables);
	// Of a table that no query reads nobody can say that an index would not be missed.
	const read = new Set(suggestedAlone ? [] : uses.map(({ table }) => table));
	const { drops, notTried: needed } = dropsOf(tables.filter(({ name }) => read.has(name)));
	const { taken, notTried: beyond } = withinLimit(usable, maxCandidates);
	return { candidates: [...taken, ...drops], notTried: [...notTried, ...needed, ...beyond], uses };
}
