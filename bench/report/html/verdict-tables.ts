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
import { type Html, html, joined, type Part } from "./html.ts";

/** A verdict with its sign and colour; the mark says in a word what keeps it from being more. */
export function verdictBadge(verdict: Verdict, mark?: string): Html {
	const doubt = mark === undefined ? undefined : html` <small>${mark}</small>`;
	return html`<span class="verdict ${toneOf(verdict)}"><span aria-hidden="true">${signOf(verdict)}</span> ${verdict}</span>${doubt}`;
}

export function claimTable({ record }: Summary): Html {
	const { claims } = record;
	if (claims.length === 0) return html``;
	if (countsOnly(record)) return section("claims", "Claims", html`<p>${COUNTERS_CLAIMS}</p>`);
	const rows = claims.map((claim) => {
		const { observed } = claim;
		const saved = observed === null ? undefined : savedCells(observed.reductionPct, observed.ci);
		const measured = saved === undefined ? "n/a" : html`${saved.estimate} <small>${saved.interval}</small>`;
		return [
			html`<tr><th scope="row">${claim.statement}<small>${claimWords(claim)}</small></th>`,
			html`<td class="number" data-label="estimated">${formatRange(claim.range)}</td><td class="number" data-label="measured">${measured}</td>`,
			html`<td class="wide">${claimStrip(claim)}</td><td>${verdictBadge(claim.verdict, weightsMark(claim))}</td>`,
			html`<td class="wide"><small>${claim.source}</small></td></tr>`,
		];
	});
	return section(
		"claims",
		"Claims",
		scrolled(
			"Claims",
			html`<table class="stack"><thead><tr><th scope="col">Claim</th><th scope="col" class="number">Estimated</th><th scope="col" class="number">Time saved</th><th scope="col" class="wide">−100 to 100 %</th><th scope="col">Verdict</th><th scope="col" class="wide">Source</th></tr></thead><tbody>${rows}</tbody></table>`,
		),
	);
}

/** A row per index; why and at what cost below, how plans change folded. */
export function indexTable(summary: Summary): Html {
	const { record } = summary;
	const stories = indexStories(record);
	if (stories.length === 0) return html``;
	return section("indexes", "Indexes", [answerTable(stories), costTable(summary), stories.map(reasonsOf)]);
}

function answerTable(stories: readonly IndexStory[]): Html {
	const rows = stories.map(({ index, faster, slower, remedies }) => {
		const [worst] = slower;
		const remedy = joined(remedies.map(shortRemedyWords), html`<br>`);
		return [
			html`<tr><th scope="row"><code>${index.name}</code>${index.net === undefined ? undefined : html`<small>${netWords(index.net)}</small>`}</th>`,
			html`<td>${verdictBadge(index.verdict, weightsMark(index))}</td>`,
			html`<td class="number" data-label="faster">${faster}</td><td class="number" data-label="slower">${slower.length}</td>`,
			html`<td data-label="worst">${worst === undefined ? "none" : nameWithStrength(worst)}</td>`,
			html`<td data-label="remedy">${remedies.length === 0 ? "none" : remedy}</td></tr>`,
		];
	});
	return scrolled(
		"Verdict on every index",
		html`<table class="stack answers"><thead><tr><th scope="col">Index</th><th scope="col">Verdict</th><th scope="col" class="number">Faster</th><th scope="col" class="number">Slower</th><th scope="col">Worst of those slower</th><th scope="col">Remedy to measure</th></tr></thead><tbody>${rows}</tbody></table>`,
	);
}

function costTable(summary: Summary): Html {
	const { indexes } = summary.record;
	const written = indexes.some(({ writeCost }) => writeCost !== undefined);
	const rows = indexes.map((index) => [
		html`<tr><th scope="row"><code>${index.name}</code></th>`,
		html`<td class="number" data-label="size">${formatBytes(index.bytes)}</td>`,
		html`<td class="number" data-label="build">${formatSeconds(index.buildSeconds)}</td>`,
		written ? html`<td class="number" data-label="writes">${writeCost(index)}</td>` : "",
		html`<td>${`${index.table} (${index.columns.join(", ")})`}</td></tr>`,
	]);
	const note = written ? " Write cost is the change of the time of a write with the index present." : "";
	const table = scrolled(
		"What every index costs",
		html`<table class="stack"><caption>What they cost</caption><thead><tr><th scope="col">Index</th><th scope="col" class="number">Size</th><th scope="col" class="number">Build</th>${written ? html`<th scope="col" class="number">Write cost</th>` : ""}<th scope="col">Columns</th></tr></thead><tbody>${rows}</tbody></table>`,
	);
	return html`${table}${html`<p><small>Together ${formatSeconds(summary.totalBuildSeconds)} to build and ${formatBytes(summary.totalIndexBytes)} to store.${note}</small></p>`}`;
}

function writeCost({ writeCost: cost }: RunRecord["indexes"][number]): Part {
	if (cost === undefined) return "n/a";
	return html`${formatSignedPct(cost.changePct, cost.ci)} <small>${formatPctInterval(cost.ci)}</small>`;
}

/** Why, folded: plans are long. */
function reasonsOf({ index }: IndexStory): Html {
	if (index.reasons.length === 0) return html``;
	const items = indexWords(index).map((line) => html`<li>${line}</li>`);
	return html`<details><summary>Why <code>${index.name}</code> is ${verdictWords(index)}</summary><ul>${items}</ul></details>`;
}

export function section(id: string, title: string, body: Part): Html {
	return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`;
}

/** A table that scrolls by itself where it is wider than the screen; focusable, so that keys scroll it too. */
export function scrolled(label: string, table: Html): Html {
	return html`<div class="scroll" role="group" tabindex="0" aria-label="${label}">${table}</div>`;
}

/** The claimed range, the interval and the estimate between −100 and 100 %; the figures beside it say the same. */
function claimStrip({ range, observed }: ClaimRecord): Html {
	const x = (pct: number): number => Math.round((Math.min(100, Math.max(-100, pct)) + 100) * 9) / 10;
	const band = html`<rect class="band" x="${x(range[0])}" y="2" width="${Math.max(1, x(range[1]) - x(range[0]))}" height="20"/>`;
	const measured =
		observed === null
			? ""
			: html`<path class="interval" d="M${x(observed.ci[0])} 12H${x(observed.ci[1])}"/><path class="estimate" d="M${x(observed.reductionPct)} 5v14"/>`;
	return html`<svg class="strip" viewBox="0 0 180 24" aria-hidden="true"><path class="zero" d="M90 0v24"/>${band}${measured}</svg>`;
}
