import type { Connection } from "mysql2/promise";
import type { IndexSpec } from "../../../scenarios/suite.ts";
import { plansForKeys } from "../../measure/plan.ts";
import { planSignature, plansOf } from "../../record/plan-signature.ts";
import type { IndexStates } from "./index-states.ts";
import { relevantTo, type Sight } from "./sightings.ts";

/**
 * Strata whose plans with none or all of the indexes under test visible are not those of the run any more, for any of
 * their keys: what was built for the comparison changes plans by its statistics although it is hidden. Against what the
 * run measured nothing can be compared there.
 */
export async function findMoved(
	sights: readonly Sight[],
	tested: readonly IndexSpec[],
	session: Connection,
	states: IndexStates,
	signal: AbortSignal,
): Promise<ReadonlySet<Sight>> {
	const moved = new Set<Sight>();
	for (const arm of ["before", "after"] as const) {
		await states.show(new Set(arm === "before" ? [] : tested.map(({ name }) => name)));
		for (const sight of sights) {
			signal.throwIfAborted();
			// Known to differ: there "before" is of a run with the indexes dropped.
			if (arm === "before" && sight.stratum.hidden !== undefined) continue;
			const now = (await plansForKeys(session, sight.subject.stratum, sight.subject.keys)).map(planSignature);
			// Of a query that was given up the record has the first key's plan alone.
			if (plansOf(sight.stratum[arm]).some((plan, i) => plan !== (now[i] ?? plan))) moved.add(sight);
		}
	}
	return moved;
}

/** Why no state that is shown can be compared with no index at all in a stratum; undefined where it can. */
export function whyNotComparable(
	sight: Sight,
	moved: ReadonlySet<Sight>,
	extras: readonly IndexSpec[],
): string | undefined {
	const byExtras = moved.has(sight) && relevantTo(sight, extras).length > 0;
	if (byExtras || sight.stratum.hidden !== undefined) return "hidden indexes change this plan";
	return moved.has(sight) ? "the plan is not the run's any more" : undefined;
}

/** What a reader must know of strata that are left out of the comparison. */
export function movedNotes(moved: ReadonlySet<Sight>, extras: readonly IndexSpec[]): readonly string[] {
	const namesOf = (sights: readonly Sight[]) =>
		sights.map(({ subject }) => `${subject.scenario.id} ${subject.stratum.id}`).join(", ");
	const byExtras = [...moved].filter((sight) => relevantTo(sight, extras).length > 0);
	const others = [...moved].filter((sight) => !byExtras.includes(sight));
	const built = [...new Set(byExtras.flatMap((sight) => relevantTo(sight, extras)))].join(", ");
	return [
		...(byExtras.length === 0
			? []
			: [
					`Even hidden, what was built for the comparison (${built}) changes the plan of ${namesOf(byExtras)} by its statistics, so that nothing there compares with what the run measured: left out of the comparison of sets and candidates.`,
				]),
		...(others.length === 0
			? []
			: [
					`The server does not plan ${namesOf(others)} any more as when the run measured it: left out of the comparison of sets and candidates.`,
				]),
	];
}
