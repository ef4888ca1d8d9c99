import type { Connection } from "mysql2/promise";
import { silentProgress } from "../../../base/progress.ts";
import { buildIndexes, dropIndexes } from "../../../mysql/index-set.ts";
import { showInvisible } from "../../../mysql/session.ts";
import type { IndexSpec } from "../../../scenarios/suite.ts";
import { warmIndexes } from "../../measure/warm.ts";
import type { IndexStates } from "./index-states.ts";
import { type Looker, relevantTo, type Sight, stateKey } from "./sightings.ts";

/**
 * The states in which a stratum must be seen to say what each of its indexes does: none, all, each alone, each left out,
 * and each two together. With one index they are two, with two four.
 */
export function statesToSee(names: readonly string[]): readonly (readonly string[])[] {
	const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b]));
	const states = [
		[],
		names,
		...names.map((name) => [name]),
		...names.map((name) => names.filter((other) => other !== name)),
		...pairs,
	];
	return [...new Map(states.map((state) => [stateKey(state), state])).values()];
}

/** Sees every stratum in the states of the indexes under test by showing some and hiding the others. */
export async function seeHidden(
	sights: readonly Sight[],
	specs: readonly IndexSpec[],
	states: IndexStates,
	looker: Looker,
	signal: AbortSignal,
): Promise<void> {
	for (const { visible, strata } of byState(sights, specs)) {
		await states.show(new Set(visible));
		for (const sight of strata) {
			signal.throwIfAborted();
			await looker.look(sight, visible);
		}
	}
	await states.show(new Set());
}

/**
 * The same for strata whose plan a hidden index changes by its statistics: indexes are dropped and built again, all on
 * tables that these strata read. What none and all of them do, the run has measured that way already.
 * @param session sees invisible indexes meanwhile.
 */
export async function seeDropped(
	sights: readonly Sight[],
	specs: readonly IndexSpec[],
	session: Connection,
	observer: Connection,
	looker: Looker,
	signal: AbortSignal,
): Promise<void> {
	let absent: readonly IndexSpec[] = [];
	const rebuild = async (wanted: readonly IndexSpec[]) => {
		await buildIndexes(observer, wanted, false, silentProgress, signal);
		await warmIndexes(observer, wanted);
	};
	await showInvisible(session, true);
	for (const { visible, strata } of byState(sights, specs)) {
		for (const sight of strata) {
			const { before, after } = sight.stratum;
			if (visible.length === 0) sight.seen.set(stateKey([]), { visible, evidence: before, executed: false });
			if (visible.length === relevantTo(sight, specs).length) {
				sight.seen.set(stateKey(visible), { visible, evidence: after, executed: false });
			}
		}
		const left = strata.filter((sight) => !sight.seen.has(stateKey(visible)));
		for (const group of byRelevance(left, specs)) {
			const out = specs.filter(({ name }) => group.relevant.includes(name) && !visible.includes(name));
			await dropIndexes(
				observer,
				out.filter((spec) => !absent.includes(spec)),
			);
			await rebuild(absent.filter((spec) => !out.includes(spec)));
			absent = out;
			for (const sight of group.strata) {
				signal.throwIfAborted();
				await looker.look(sight, visible);
			}
		}
	}
	await rebuild(absent);
	await showInvisible(session, false);
}

/** Every state with the strata to be seen in it: each change of state is made once. */
function byState(sights: readonly Sight[], specs: readonly IndexSpec[]) {
	const found = new Map<string, { visible: readonly string[]; strata: Sight[] }>();
	for (const sight of sights) {
		for (const visible of statesToSee(relevantTo(sight, specs))) {
			const state = found.get(stateKey(visible)) ?? { visible, strata: [] };
			state.strata.push(sight);
			found.set(stateKey(visible), state);
		}
	}
	return [...found.values()];
}

function byRelevance(sights: readonly Sight[], specs: readonly IndexSpec[]) {
	const found = new Map<string, { relevant: readonly string[]; strata: Sight[] }>();
	for (const sight of sights) {
		const relevant = relevantTo(sight, specs);
		const group = found.get(stateKey(relevant)) ?? { relevant, strata: [] };
		group.strata.push(sight);
		found.set(stateKey(relevant), group);
	}
	return [...found.values()];
}
