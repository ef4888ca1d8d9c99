import type { IndexSpec } from "../../../scenarios/suite.ts";
import { interactionOf } from "../../judge/interaction.ts";
import { compareWork, workOf } from "../../judge/work-change.ts";
import { planSignature } from "../../record/plan-signature.ts";
import type { Evidence } from "../../record/schema.ts";
import type { AttributionEffect, AttributionInteraction, AttributionState } from "../../record/studies/attribution.ts";
import { relevantTo, type Sight, type Sighting, sightingOf } from "./sightings.ts";

/** A sighting as the record has it. */
export function stateRecord({ visible, evidence, executed }: Sighting): AttributionState {
	return {
		visible: [...visible],
		plan: planSignature(evidence.plan),
		rowsExamined: evidence.rowsExamined,
		pageReads: evidence.pageReads,
		work: roundedWork(evidence),
		executed,
	};
}

function roundedWork(evidence: Evidence): number | null {
	const work = workOf(evidence);
	return work === undefined ? null : Math.round(work);
}

/** Work of one state over that of another: 2 means that the other does half of it. */
export function workFactor(from: Evidence, to: Evidence): number | null {
	const [was, is] = [workOf(from), workOf(to)];
	return was === undefined || is === undefined ? null : (was + 1) / (is + 1);
}

/** What one index does to the strata: those that it leaves as they are, alone and beside the others, are not named. */
export function effectsOf(spec: IndexSpec, sights: readonly Sight[], specs: readonly IndexSpec[]): AttributionEffect[] {
	return sights.flatMap((sight): AttributionEffect[] => {
		const relevant = relevantTo(sight, specs);
		// By its table: another table that the stratum reads may have an index of this name.
		if (relevantTo(sight, [spec]).length === 0) return [];
		const none = sightingOf(sight, [], relevant);
		const all = sightingOf(sight, relevant, relevant);
		const alone = sightingOf(sight, [spec.name], relevant);
		const leftOut = sightingOf(
			sight,
			relevant.filter((name) => name !== spec.name),
			relevant,
		);
		if (none === undefined || all === undefined || alone === undefined || leftOut === undefined) return [];
		const aloneVerdict = compareWork(none.evidence, alone.evidence);
		const leftOutVerdict = compareWork(all.evidence, leftOut.evidence);
		if (aloneVerdict === "same" && leftOutVerdict === "same") return [];
		return [
			{
				...named(sight),
				baseline: sight.baseline,
				none: stateRecord(none),
				alone: stateRecord(alone),
				leftOut: stateRecord(leftOut),
				all: stateRecord(all),
				aloneFactor: workFactor(none.evidence, alone.evidence),
				aloneVerdict,
				leftOutFactor: workFactor(all.evidence, leftOut.evidence),
				leftOutVerdict,
				allFactor: workFactor(none.evidence, all.evidence),
				allVerdict: compareWork(none.evidence, all.evidence),
			},
		];
	});
}

/** Where two indexes under test interact. */
export function interactionsOf(sights: readonly Sight[], specs: readonly IndexSpec[]): AttributionInteraction[] {
	return sights.flatMap((sight) => {
		const relevant = relevantTo(sight, specs);
		const pairs = relevant.flatMap((a, i) => relevant.slice(i + 1).map((b): [string, string] => [a, b]));
		return pairs.flatMap((indexes): AttributionInteraction[] => {
			const seen = [[], [indexes[0]], [indexes[1]], indexes].map(
				(visible) => sightingOf(sight, visible, relevant)?.evidence,
			);
			const [none, first, second, both] = seen;
			if (none === undefined || first === undefined || second === undefined || both === undefined) return [];
			const kind = interactionOf({ none, first, second, both });
			if (kind === undefined) return [];
			return [{ ...named(sight), indexes, kind }];
		});
	});
}

/** Scenario and stratum by their ids. */
export function named({ subject }: Sight): { scenario: string; stratum: string } {
	return { scenario: subject.scenario.id, stratum: subject.stratum.id };
}
