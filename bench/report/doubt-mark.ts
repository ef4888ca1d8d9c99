import type { StratumRecord } from "../record/schema.ts";

/**
 * In a word or two, what makes a trial's timings doubtful, to stand beside its verdict: an interval that lies beyond the
 * threshold and is `unresolved` all the same looks like a mistake otherwise. The whole sentence is in the reason.
 * @returns undefined where nothing does, or where it did not keep the trial from a verdict.
 */
export function doubtMark({ verdict, disturbances, planFlip, reason }: StratumRecord): string | undefined {
	if (verdict !== "unresolved") return undefined;
	if (planFlip !== undefined) return "plan flipped";
	const [disturbance] = disturbances ?? [];
	if (disturbance !== undefined) return MARKS.find(([words]) => words.test(disturbance))?.[1] ?? "disturbed";
	return /first half of the trial/.test(reason) ? "drifted" : undefined;
}

const MARKS: readonly (readonly [RegExp, string])[] = [
	[/processors/, "busy processors"],
	[/stretches/, "separate stretches"],
];
