import type { AdviceCandidate } from "../../record/advice/schema.ts";
import { formatBytes, formatSeconds } from "../format.ts";
import { type AdviceFigures, strataOf, type Taken } from "./figures.ts";
import { beyondWords, dayOf, effectWords, originWords } from "./words.ts";

/** So many strata are named in one cell. */
const MOST_NAMED = 3;

/** The chosen set: rank, index, what it spares, for whom, whom it harms, and what it costs. */
export function chosenRows({ taken }: AdviceFigures): readonly (readonly string[])[] {
	return taken.map(({ step, candidate, verdict }, at) => [
		String(at + 1),
		`${candidate.change === "drop" ? "drop " : ""}${shown(candidate)}`,
		dayOf(step.saved.ms),
		candidate.entriesADay === null ? "unknown" : dayOf(step.writeMs),
		dayOf(step.saved.ms - step.writeMs),
		formatBytes(candidate.bytes),
		candidate.change === "drop" ? "" : formatSeconds(candidate.buildSeconds),
		verdict ?? "",
		named(candidate, "faster"),
		named(candidate, "slower"),
		originWords(candidate),
	]);
}

export const CHOSEN_TITLES = [
	"#",
	"Index",
	"Spares",
	"Writes",
	"Net",
	"Size",
	"Build",
	"Verdict",
	"Faster",
	"Slower",
	"From",
] as const;

/** The best of the rest, alone and why not. */
export function otherRows({ others, beyond }: AdviceFigures, most: number): readonly (readonly string[])[] {
	const next = new Map(beyond.map((taken) => [taken.candidate.id, taken]));
	return others
		.slice(0, most)
		.map((candidate) => [
			shown(candidate),
			dayOf(candidate.saved.ms),
			formatBytes(candidate.bytes),
			why(next.get(candidate.id), candidate),
			named(candidate, "slower"),
			originWords(candidate),
		]);
}

export const OTHER_TITLES = ["Index", "Alone spares", "Size", "Not chosen, since", "Slower", "From"] as const;

function why(next: Taken | undefined, { saved, writeMs }: AdviceCandidate): string {
	if (next !== undefined) return beyondWords(next.step);
	if (saved.high < 0) return "it makes more work than it spares";
	return saved.low > Math.max(0, writeMs) ? "what is chosen serves as well" : "evidence does not show that it pays";
}

/** An index as one writes it, a drop by its name too. */
export function shown({ change, spec, name }: AdviceCandidate): string {
	return change === "drop" ? `${name}: ${spec}` : spec;
}

function named(candidate: AdviceCandidate, verdict: "faster" | "slower"): string {
	const strata = strataOf(candidate, verdict);
	const texts = strata.slice(0, MOST_NAMED).map((one) => `${one.scenario} ${one.stratum} (${effectWords(one)})`);
	return [...texts, ...(strata.length > MOST_NAMED ? [`${strata.length - MOST_NAMED} more`] : [])].join(", ");
}
