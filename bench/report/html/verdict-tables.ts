import type { ClaimRecord, RunRecord } from "../../record/schema.ts";
import { COUNTERS_CLAIMS, countsOnly } from "../counters-wording.ts";
import { formatBytes, formatPctInterval, formatRange, formatSeconds, formatSignedPct } from "../format.ts";
import { type IndexStory, indexStories, nameWithStrength } from "../index-story.ts";
import type { Summary } from "../summary.ts";
import { savedCells } from "../time-saved.ts";
import { signOf, toneOf, type Verdict } from "../verdict-look.ts";
import { claimWords } from "../words/claim-words.ts";
import { indexWords, netWords, shortRemedyWords } from "../words/index-words.ts";
import { verdictWords, weightsMark } from "../words/verdict-words.ts";
import { escapeHtml } from "./escape.ts";

/** A verdict with its sign and colour; the mark says in a word what keeps it from being more. */
export function verdictBadge(verdict: Verdict, mark?: string): string {
	const doubt = mark === undefined ? "" : ` <small>${escapeHtml(mark)}</small>`;
	return `<span class="verdict ${toneOf(verdict)}"><span aria-hidden="true">${signOf(verdict)}</span> ${verdict}</span>${doubt}`;
}

export function claimTable({ record }: Summary): string {
	const { claims } = record;
	if (claims.length === 0) return "";
	if (countsOnly(record)) return section("claims", "Claims", `<p>${escapeHtml(COUNTERS_CLAIMS)}</p>`);
	const rows = claims.map((claim) => {
		const { observed } = claim;
		const saved = observed === null ? undefined : savedCells(observed.reductionPct, observed.ci);
		const measured = saved === undefined ? "n/a" : `${saved.estimate} <small>${saved.interval}</small>`;
		return [
			`<tr><th scope="row">${escapeHtml(claim.statement)}<small>${escapeHtml(claimWords(claim))}</small></th>`,
			`<td class="number" data-label="estimated">${formatRange(claim.range)}</td><td class="number" data-label="measured">${measured}</td>`,
			`<td class="wide">${claimStrip(claim)}</td><td>${verdictBadge(claim.verdict, weightsMark(claim))}</td>`,
			`<td class="wide"><small>${escapeHtml(claim.source)}</small></td></tr>`,
		].join("");
	});
	return section(
		"claims",
		"Claims",
		scrolled(
			"Claims",
			`<table class="stack"><thead><tr><th scope="col">Claim</th><th scope="col" class="number">Estimated</th><th scope="col" class="number">Time saved</th><th scope="col" class="wide">−100 to 100 %</th><th scope="col">Verdict</th><th scope="col" class="wide">Source</th></tr></thead><tbody>${rows.join("")}</tbody></table>`,
		),
	);
}

/** A row per index; why and at what cost below, how plans change folded. */
export function indexTable(summary: Summary): string {
	const { record } = summary;
	const stories = indexStories(record);
	if (stories.length === 0) return "";
	return section(
		"indexes",
		"Indexes",
		`${answerTable(stories)}${costTable(summary)}${stories.map(reasonsOf).join("")}`,
	);
}

function answerTable(stories: readonly IndexStory[]): string {
	const rows = stories.map(({ index, faster, slower, remedies }) => {
		const [worst] = slower;
		const remedy = remedies.map((one) => escapeHtml(shortRemedyWords(one))).join("<br>");
		return [
			`<tr><th scope="row"><code>${escapeHtml(index.name)}</code>${index.net === undefined ? "" : `<small>${escapeHtml(netWords(index.net))}</small>`}</th>`,
			`<td>${verdictBadge(index.verdict, weightsMark(index))}</td>`,
			`<td class="number" data-label="faster">${faster}</td><td class="number" data-label="slower">${slower.length}</td>`,
			`<td data-label="worst">${worst === undefined ? "none" : escapeHtml(nameWithStrength(worst))}</td>`,
			`<td data-label="remedy">${remedy === "" ? "none" : remedy}</td></tr>`,
		].join("");
	});
	return scrolled(
		"Verdict on every index",
		`<table class="stack answers"><thead><tr><th scope="col">Index</th><th scope="col">Verdict</th><th scope="col" class="number">Faster</th><th scope="col" class="number">Slower</th><th scope="col">Worst of those slower</th><th scope="col">Remedy to measure</th></tr></thead><tbody>${rows.join("")}</tbody></table>`,
	);
}

function costTable(summary: Summary): string {
	const { indexes } = summary.record;
	const written = indexes.some(({ writeCost }) => writeCost !== undefined);
	const rows = indexes.map((index) =>
		[
			`<tr><th scope="row"><code>${escapeHtml(index.name)}</code></th>`,
			`<td class="number" data-label="size">${formatBytes(index.bytes)}</td>`,
			`<td class="number" data-label="build">${formatSeconds(index.buildSeconds)}</td>`,
			written ? `<td class="number" data-label="writes">${writeCost(index)}</td>` : "",
			`<td>${escapeHtml(`${index.table} (${index.columns.join(", ")})`)}</td></tr>`,
		].join(""),
	);
	const note = written ? " Write cost is the change of the time of a write with the index present." : "";
	return scrolled(
		"What every index costs",
		`<table class="stack"><caption>What they cost</caption><thead><tr><th scope="col">Index</th><th scope="col" class="number">Size</th><th scope="col" class="number">Build</th>${written ? '<th scope="col" class="number">Write cost</th>' : ""}<th scope="col">Columns</th></tr></thead><tbody>${rows.join("")}</tbody></table>`,
	).concat(
		`<p><small>Together ${formatSeconds(summary.totalBuildSeconds)} to build and ${formatBytes(summary.totalIndexBytes)} to store.${note}</small></p>`,
	);
}

function writeCost({ writeCost: cost }: RunRecord["indexes"][number]): string {
	if (cost === undefined) return "n/a";
	return `${formatSignedPct(cost.changePct, cost.ci)} <small>${formatPctInterval(cost.ci)}</small>`;
}

/** Why, folded: plans are long. */
function reasonsOf({ index }: IndexStory): string {
	if (index.reasons.length === 0) return "";
	const items = indexWords(index).map((line) => `<li>${escapeHtml(line)}</li>`);
	return `<details><summary>Why <code>${escapeHtml(index.name)}</code> is ${verdictWords(index)}</summary><ul>${items.join("")}</ul></details>`;
}

export function section(id: string, title: string, body: string): string {
	return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escapeHtml(title)}</h2>${body}</section>`;
}

/** A table that scrolls by itself where it is wider than the screen; focusable, so that keys scroll it too. */
export function scrolled(label: string, table: string): string {
	return `<div class="scroll" role="group" tabindex="0" aria-label="${escapeHtml(label)}">${table}</div>`;
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
