import type { ClaimVerdict, IndexVerdict, ScenarioVerdict } from "../record/schema.ts";

export type Verdict = ScenarioVerdict | ClaimVerdict | IndexVerdict;

/** What a verdict means for the reader; each renderer has one colour and one shape for each. */
export type Tone = "good" | "bad" | "neutral" | "open" | "broken";

const TONES: Record<Verdict, Tone> = {
	faster: "good",
	slower: "bad",
	"no-change": "neutral",
	unresolved: "open",
	invalid: "broken",
	exceeded: "good",
	confirmed: "good",
	"fell-short": "open",
	"no-effect": "neutral",
	regressed: "bad",
	keep: "good",
	"keep-with-care": "open",
	replace: "bad",
	drop: "bad",
	"not-judged": "open",
};

export function toneOf(verdict: Verdict): Tone {
	return TONES[verdict];
}

/** A sign per tone, so that a verdict is told apart without colour. */
const SIGNS: Record<Tone, string> = { good: "▲", bad: "▼", neutral: "=", open: "◇", broken: "✕" };

export function signOf(verdict: Verdict): string {
	return SIGNS[toneOf(verdict)];
}
