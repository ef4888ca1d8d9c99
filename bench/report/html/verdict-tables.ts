import type { ClaimRecord } from "../../record/schema.ts";
import { formatBytes, formatPct, formatPctInterval, formatRange, formatSeconds, formatSignedPct } from "../format.ts";
import type { Summary } from "../summary.ts";
import { signOf, toneOf, type Verdict } from "../verdict-look.ts";
import { escapeHtml } from "./escape.ts";

/** A verdict with its sign and colour. */
export function verdictBadge(verdict: Verdict): string {
	return `<span class="verdict ${toneOf(verdict)}"><span aria-hidden="true">${signOf(verdict)}</span> ${verdict}</span>`;
}

export function claimTable({ record: { claims } }: Summary): string {
	if (claims.length === 0) return "";
	const rows = claims.map((claim) => {
		const { observed } = claim;
		const measured =
			observed === null
				? "n/a"
				: `${formatPct(observed.reductionPct)} <small>${formatPctInterval(observed.ci)}</small>`;
		const doubts = Object.entries(claim.alternatives)
			.filter(([, other]) => other.verdict !== claim.verdict)
			.map(([weighting, other]) => `Under ${weighting} it would be ${other.verdict}.`);
		return [
			`<tr><th scope="row">${escapeHtml(claim.statement)}<small>${escapeHtml([claim.reason, ...doubts].join(" "))}</small></th>`,
			`<td class="number" data-label="estimated">${formatRange(claim.range)}</td><td class="number" data-label="measured">${measured}</td>`,
			`<td class="wide">${claimStrip(claim)}</td><td>${verdictBadge(claim.verdict)}</td>`,
			`<td class="wide"><small>${escapeHtml(claim.source)}</small></td></tr>`,
		].join("");
	});
	return section(
		"claims",
		"Claims",
		`<table class="stack"><thead><tr><th scope="col">Claim</th><th scope="col" class="number">Estimated</th><th scope="col" class="number">Measured</th><th scope="col" class="wide">−100 to 100 %</th><th scope="col">Verdict</th><th scope="col" class="wide">Source</th></tr></thead><tbody>${rows.join("")}</tbody></table>`,
	);
}

export function indexTable(summary: Summary): string {
	const { indexes } = summary.record;
	if (indexes.length === 0) return "";
	const rows = indexes.map((index) =>
		[
			`<tr><th scope="row"><code>${escapeHtml(index.name)}</code><small>${escapeHtml(`${index.table} (${index.columns.join(", ")}). ${index.reasons.join(" ")}`)}</small></th>`,
			`<td>${verdictBadge(index.verdict)}</td><td class="number" data-label="size">${formatBytes(index.bytes)}</td>`,
			`<td class="number" data-label="build">${formatSeconds(index.buildSeconds)}</td>`,
			`<td class="number" data-label="writes">${index.writeCost === undefined ? "n/a" : `${formatSignedPct(index.writeCost.changePct)} <small>${formatPctInterval(index.writeCost.ci)}</small>`}</td></tr>`,
		].join(""),
	);
	return section(
		"indexes",
		"Indexes",
		`<table class="stack"><thead><tr><th scope="col">Index</th><th scope="col">Verdict</th><th scope="col" class="number">Size</th><th scope="col" class="number">Build</th><th scope="col" class="number">Write cost</th></tr></thead><tbody>${rows.join("")}</tbody></table><p><small>Together ${formatSeconds(summary.totalBuildSeconds)} to build and ${formatBytes(summary.totalIndexBytes)} to store. Write cost is the change of the time of a write with the index present.</small></p>`,
	);
}

export function section(id: string, title: string, body: string): string {
	return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escapeHtml(title)}</h2>${body}</section>`;
}

/** The claimed range, the interval and the estimate between −100 and 100 %; the figures beside it say the same. */
function claimStrip({ range, observed }: ClaimRecord): string {
	const x = (pct: number): number => Math.round((Math.min(100, Math.max(-100, pct)) + 100) * 9) / 10;
	const band = `<rect class="band" x="${x(range[0])}" y="2" width="${Math.max(1, x(range[1]) - x(range[0]))}" height="20"/>`;
	const measured =
		observed === null
			? ""
			: `<path class="interval" d="M${x(observed.ci[0])} 12H${x(observed.ci[1])}"/><path class="estimate" d="M${x(observed.reductionPct)} 5v14"/>`;
	return `<svg class="strip" viewBox="0 0 180 24" aria-hidden="true"><path class="zero" d="M90 0v24"/>${band}${measured}</svg>`;
}
