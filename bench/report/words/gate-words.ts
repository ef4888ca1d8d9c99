import type { GateFinding, GateResult, Regression } from "../../judge/gate.ts";
import { STATUS_WORDS } from "../../record/run-status.ts";
import type { RunRecord } from "../../record/schema.ts";
import { formatCount, formatNumber } from "../format.ts";
import { indexWords } from "./index-words.ts";
import { stratumWords } from "./stratum-words.ts";

/** One finding of the gate in sentences. */
export function gateWords(finding: GateFinding, record: Pick<RunRecord, "indexes">): string {
	switch (finding.kind) {
		case "run-not-whole":
			return `The run ${STATUS_WORDS[finding.status]}: what is missing cannot pass.`;
		case "invalid":
			return `${finding.scenario} ${finding.stratum} is invalid: ${stratumWords({ reasons: [...finding.reasons] })}`;
		case "regression": {
			const { scenario, stratum, regression, reasons, beyond } = finding;
			const told = `${scenario} ${stratum} ${regressionWords(regression)}: ${stratumWords({ reasons: [...reasons] })}`;
			return beyond === undefined ? told : `${told} The waiver accepts ${times(beyond)} at most.`;
		}
		case "open-harm": {
			const { scenario, stratum, atMost, timed, reasons } = finding;
			const most = atMost === null ? "It may be worse" : `It may take up to ${times(atMost)} the time`;
			const clock = timed ? "the clock could not tell in its seconds" : "no clock has looked";
			return `${scenario} ${stratum} is open: ${stratumWords({ reasons: [...reasons] })} ${most}, and ${clock}.`;
		}
		case "index": {
			const { net } = record.indexes.find(({ table, name }) => table === finding.table && name === finding.index) ?? {};
			if (finding.isDropped)
				return `${finding.table}.${finding.index} is dropped, and would be missed: ${indexWords({ reasons: [...finding.reasons], ...(net === undefined ? {} : { net }) }).join(" ")}`;
			const verdict = finding.verdict === "replace" ? "should be replaced" : "does not earn its keep";
			const why = indexWords({ reasons: [...finding.reasons], ...(net === undefined ? {} : { net }) });
			return `${finding.table}.${finding.index} ${verdict}: ${why.join(" ")}`;
		}
	}
}

/** What the gate says, line by line, its answer last. */
export function gateLines(
	{ failures, warnings, waived, unused }: GateResult,
	record: Pick<RunRecord, "indexes">,
): readonly string[] {
	return [
		...waived.map(({ finding, because }) => `Gate, waived: ${gateWords(finding, record)} Accepted: ${because}`),
		...unused.map((waiver) => `Gate: nothing needed the waiver ${JSON.stringify(waiver)}.`),
		...warnings.map((finding) => `Gate, not failing: ${gateWords(finding, record)}`),
		...failures.map((finding) => `Gate: ${gateWords(finding, record)}`),
		failures.length === 0 ? "Gate: holds." : `Gate: fails for ${formatCount(failures.length, "reason")}.`,
	];
}

function regressionWords(regression: Regression): string {
	switch (regression.by) {
		case "clock":
			return `is slower (${times(regression.times)}, at least ${times(regression.least)})`;
		case "work":
			return `is slower (${times(regression.times)} the work, at least ${times(regression.least)})`;
		case "open-work":
			return `does ${times(regression.times)} the work, at least ${times(regression.least)}, and the clock does not deny it`;
		case "timeout":
			return regression.open ? "is given up with the indexes alone" : "is slower (given up)";
	}
}

function times(factor: number): string {
	return `${formatNumber(factor, factor < 10 ? 2 : 1)}x`;
}
