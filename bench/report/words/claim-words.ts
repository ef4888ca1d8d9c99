import type { ClaimReason, ConcentrationReason } from "../../record/reasons/claim-reason.ts";
import type { ClaimRecord } from "../../record/schema.ts";
import { formatCount } from "../format.ts";
import { placeWords, strengthWords } from "./index-words.ts";

/** Why a claim has its verdict, in sentences. */
export function claimWords({ reasons = [] }: Pick<ClaimRecord, "reasons">): string {
	return reasons.map(sentenceOf).join(" ");
}

function sentenceOf(reason: ClaimReason): string {
	switch (reason.kind) {
		case "judged-on":
			return `Judged on ${formatCount(reason.scenarios, "scenario")}.`;
		case "not-counted":
			return `Not counted: ${reason.strata.map((one) => `${placeWords(one)} (${strengthWords({ by: "timeout", arm: one.arm })})`).join(", ")}.`;
		case "less-than-claimed":
			return "Whatever it is exactly, it is less than claimed.";
		case "more-than-claimed":
			return "Whatever it is exactly, it is more than claimed.";
		case "weights-agree":
			return "The verdict is the same under equal weights and as a geometric mean.";
		case "weights-disagree":
			return `The verdict depends on the weights: ${reason.verdicts.map(({ verdict, weighing }) => `${verdict} ${WEIGHED[weighing] ?? `under ${weighing}`}`).join(", ")}.`;
		case "scope-missing":
			return `Not judged: ${reason.scenarios.join(", ")} ${reason.scenarios.length === 1 ? "is" : "are"} missing from what it speaks of.`;
		case "smoke-scale":
			return "Not judged: the smoke scale decides nothing.";
		case "nothing-in-scope":
			return "No scenario in its scope was measured.";
		case "not-timed":
			return "Not judged: nothing was timed, and claims speak of time.";
	}
}

const WEIGHED: Readonly<Record<string, string>> = {
	"equal weights": "under equal weights",
	"geometric mean": "as a geometric mean",
};

/** Why a statement on few operations has its verdict. */
export function concentrationWords({
	reasons = [],
}: {
	readonly reasons?: readonly ConcentrationReason[] | undefined;
}): string {
	return reasons.map(concentrationSentence).join(" ");
}

function concentrationSentence(reason: ConcentrationReason): string {
	switch (reason.kind) {
		case "nothing-faster":
			return "Nothing was found faster.";
		case "too-few-gain":
			return `Only ${reason.gaining} of the measured operations got faster: ${reason.top} of so many are all the benefit by themselves.`;
		case "too-variable":
			return "The time saved varies too much to be divided.";
		case "above":
			return `The whole interval lies above ${reason.pct} %.`;
		case "below":
			return `The whole interval lies below ${reason.pct} %.`;
		case "across":
			return `The interval reaches across ${reason.pct} %.`;
		case "strata-lost":
			return `${formatCount(reason.strata, "stratum is", "strata are")} not counted, since a query was given up there.`;
	}
}
