import type { Strength } from "../record/reasons/index-reason.ts";
import type { StratumRecord } from "../record/schema.ts";
import { gotWorse } from "./evident-regression.ts";
import { givenUpArm } from "./given-up.ts";
import { workFactor } from "./work-change.ts";

/** How much a stratum changed: by the clock, or by its work where nothing was timed or the clock left it open. */
export function strengthOf(stratum: StratumRecord): Strength {
	const { change, verdict } = stratum;
	const arm = givenUpArm(stratum);
	if (arm !== undefined) return { by: "timeout", arm };
	if (change !== undefined && !(verdict === "unresolved" && gotWorse(stratum))) {
		return { by: "clock", factor: change.factor };
	}
	return { by: "work", factor: workFactor(stratum) ?? null, open: verdict === "unresolved" };
}
