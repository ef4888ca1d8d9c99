import {
	FACTOR_NOTE,
	formatBytes,
	formatPct,
	formatPctInterval,
	formatRange,
	formatSeconds,
	formatSignedPct,
} from "../format.ts";
import { stratumCells } from "../stratum-cells.ts";
import { type StratumFact, type Summary, withoutStop } from "../summary.ts";
import { signOf, type Verdict } from "../verdict-look.ts";
import { codeCell, plain, table } from "./markdown-text.ts";

function verdictCell(verdict: Verdict): string {
	return `${signOf(verdict)} **${verdict}**`;
}

/** Every claim beside what was measured. */
export function claimSection({ record }: Summary): string {
	if (record.claims.length === 0) return "";
	const rows = record.claims.map((claim) => [
		plain(claim.statement),
		formatRange(claim.range),
		claim.observed === null ? "n/a" : formatPct(claim.observed.reductionPct),
		claim.observed === null ? "" : formatPctInterval(claim.observed.ci),
		verdictCell(claim.verdict),
		plain(claim.source),
	]);
	const doubts = record.claims.flatMap((claim) => {
		const others = Object.entries(claim.alternatives).filter(([, other]) => other.verdict !== claim.verdict);
		return others.map(
			([weighting, other]) =>
				`- ${plain(withoutStop(claim.statement))}: under ${plain(weighting)} the verdict would be ${other.verdict} (${formatPct(other.reductionPct)} ${formatPctInterval(other.ci)}).`,
		);
	});
	return [
		"## Claims",
		table(["Claim", "Estimated", "Measured:", "Interval", "Verdict", "Source"], rows),
		doubts.length === 0 ? "" : `The weights of scenarios are assumptions. They matter here:\n\n${doubts.join("\n")}`,
	]
		.filter((block) => block !== "")
		.join("\n\n");
}

/** The verdict on every index, its reasons and its costs. */
export function indexSection(summary: Summary): string {
	const { indexes } = summary.record;
	if (indexes.length === 0) return "";
	const rows = indexes.map((index) => [
		`${codeCell(index.name)} on ${codeCell(`${index.table}(${index.columns.join(", ")})`)}`,
		verdictCell(index.verdict),
		index.reasons.map(plain).join(" "),
		formatSeconds(index.buildSeconds),
		formatBytes(index.bytes),
		index.writeCost === undefined
			? "n/a"
			: `${formatSignedPct(index.writeCost.changePct)} ${formatPctInterval(index.writeCost.ci)}`,
	]);
	const total = `Together: ${formatSeconds(summary.totalBuildSeconds)} to build, ${formatBytes(summary.totalIndexBytes)} to store. Write cost is the change of the time of a write with the index present.`;
	return ["## Indexes", table(["Index", "Verdict", "Why", "Build:", "Size:", "Write cost:"], rows), total].join("\n\n");
}

/** One row per stratum. */
export function scenarioTable(facts: readonly StratumFact[]): string {
	const rows = facts.map((fact) => {
		const cells = stratumCells(fact);
		return [
			plain(fact.title),
			cells.before,
			cells.after,
			cells.saved,
			cells.interval,
			cells.factor,
			verdictCell(fact.stratum.verdict),
		];
	});
	const notes = facts.some((fact) => fact.fragile) ? `\n\n${FACTOR_NOTE}` : "";
	return `${table(["Scenario", "Before p50:", "After p50:", "Time saved:", "Interval", "Factor:", "Verdict"], rows)}${notes}`;
}
