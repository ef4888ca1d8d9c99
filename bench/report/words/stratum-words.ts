import type { Difference, Disturbance, PlanFlip, StratumReason } from "../../record/reasons/stratum-reason.ts";
import type { StratumRecord } from "../../record/schema.ts";
import type { UnknownWork } from "../../record/work.ts";
import { formatNumber } from "../format.ts";

/** Why a stratum has its verdict, in sentences. */
export function stratumWords({ reasons = [] }: Pick<StratumRecord, "reasons">): string {
	return reasons.map(sentenceOf).join(" ");
}

/** The sentences on rows, pages and the ways to them alone; empty where there is none. */
export function workWords(reasons: readonly StratumReason[]): string {
	return reasons
		.filter(({ kind }) => kind === "work-changed" || kind === "detour")
		.map(sentenceOf)
		.join(" ");
}

function sentenceOf(reason: StratumReason): string {
	switch (reason.kind) {
		case "plan-kept":
			return "Same plan, other counters.";
		case "plan-changed":
			return `Plan changes from ${reason.before} to ${reason.after}.`;
		case "work-changed":
			return workChanged(reason);
		case "detour":
			return detour(reason);
		case "same-work":
			return "Same plan, counters and page reads with and without the index.";
		case "machine-noise":
			return "The times differ all the same: that is the machine, not the index.";
		case "within-threshold":
			return `The change is within ${percent(reason.pct)} either way.`;
		case "too-alike":
			return "Too alike to tell without timing.";
		case "work-unknown":
			return `The work cannot be counted: ${reason.why.map((one) => UNKNOWN[one]).join("; ")}. Only timing can tell.`;
		case "results-differ":
			if (reason.difference !== undefined) return differenceWords(reason.difference);
			return reason.parameters === undefined
				? "The two arms return different results."
				: `The two arms return different results for ${JSON.stringify(reason.parameters)}.`;
		case "index-unusable":
			return `The server says: ${reason.message.replace(/\.?$/, ".")}`;
		case "query-failed":
			return `The query failed: ${reason.message}`;
		case "twin-unlike":
			return `The twin is unlike production here: its server examined ${formatNumber(Math.round(reason.original))} rows per execution, and here it is ${formatNumber(reason.least)}${reason.least === reason.most ? "" : ` to ${formatNumber(reason.most)}`}.`;
		case "twin-passes-otherwise": {
			const [there, here] = [reason.original, reason.here].map((rows) => formatNumber(Math.round(rows)));
			const of = reason.worst ? "for the worst of its keys" : "for the middle one of its keys";
			return `The twin is unlike production here: until its LIMIT is full, production passes ${there} rows ${of}, and the twin ${here}.`;
		}
		case "no-pairs":
			return reason.because === undefined
				? "No pairs were measured."
				: `No pairs were measured: ${disturbanceWords(reason.because)}.`;
		case "too-few-pairs":
			return `Unresolved: ${reason.pairs} pairs are too few for an interval at ${percent(reason.levelPct)}.`;
		case "beyond-threshold-open":
			return `Unresolved: ${reason.side}, but it is open whether by more than the threshold.`;
		case "across-threshold":
			return "Unresolved: the interval reaches across the threshold.";
		case "halves-disagree":
			return `Unresolved: the first half of the trial says ${percent(reason.first)}, the second ${percent(reason.second)}.`;
		case "plan-flipped":
			return `Unresolved: ${flipWords(reason.flip)}.`;
		case "disturbed":
			return `Unresolved: ${disturbanceWords(reason.by)}.`;
		case "more-pairs":
			return `About ${reason.pairs} more pairs (${formatNumber(reason.seconds, reason.seconds < 10 ? 1 : 0)} s) would tell.`;
		case "at-threshold":
			return "It lies too near the threshold for any number of pairs to tell.";
		case "gave-up":
			return gaveUp(reason);
	}
}

const UNKNOWN: Readonly<Record<UnknownWork, string>> = {
	"engine-counted-rows": "the engine counts rows by itself",
	"disk-temporary-table": "a temporary table goes to disk",
	"full-text": "a full-text index is searched",
	"stored-function": "a stored function runs for every row",
	"slow-function": "a function that may take any time runs for every row",
	"disk-read": "pages come from disk",
	spatial: "a spatial index is searched",
	"not-told": "part of the work is in no counter of this server",
};

function workChanged({ rows, pages }: Extract<StratumReason, { kind: "work-changed" }>): string {
	const part = (counts: readonly [number, number] | null, what: string) =>
		counts === null ? [] : [`${formatNumber(counts[0])} ${what} become ${formatNumber(counts[1])}`];
	return `${[...part(rows, "rows examined"), ...part(pages, "page reads")].join(", ")}.`;
}

function detour({
	through,
	fetched,
	scanned,
	pagesPerRow,
	byStatistics,
}: Extract<StratumReason, { kind: "detour" }>): string {
	const index = through.length === 0 ? "an index" : through.join(", ");
	const now = scanned[1] > 1 ? ` and ${formatNumber(scanned[1])} scanned` : "";
	const earlier = [
		...(scanned[0] > 1 ? [`${formatNumber(scanned[0])} scanned`] : []),
		...(fetched[0] > 1 ? [`${formatNumber(fetched[0])} fetched through an index`] : []),
	].join(" and ");
	const pages = (count: number) => formatNumber(count, count < 0.1 ? 2 : 1);
	const hint = byStatistics ? " The plan goes through no other index than before: statistics alone changed it." : "";
	return `${formatNumber(fetched[1])} rows fetched through ${index}${now}, against ${earlier} before: ${pages(pagesPerRow[1])} page reads a row against ${pages(pagesPerRow[0])}.${hint}`;
}

function gaveUp({ arm, seconds, other, otherSeconds }: Extract<StratumReason, { kind: "gave-up" }>): string {
	const longer = "a longer --query-timeout may tell";
	const where = `the query was given up after ${seconds} s`;
	switch (other) {
		case "gave-up":
			return `Unresolved: ${where} in both arms; ${longer}.`;
		case "unknown":
			return `Unresolved: ${where} in the ${arm} arm; ${longer}.`;
		case "slow":
			return `Unresolved: ${where} in the ${arm} arm, and took ${formatNumber(otherSeconds ?? 0)} s in the other; ${longer}.`;
		case "quick":
			return arm === "before"
				? `Without the index ${where}; with it, it finished in less than half of that.`
				: `With the index ${where}; without it, it finished in less than half of that.`;
	}
}

/** What made a trial doubtful, as a clause. */
function disturbanceWords(disturbance: Disturbance): string {
	switch (disturbance.kind) {
		case "separate-phases":
			return "before and after come from phases of their own, not from interleaved pairs, so a small effect may be drift";
		case "stolen-time":
			return `${formatNumber(disturbance.pct)} % of the processors' time was given to other machines`;
		case "busy-processors":
			return `all ${disturbance.processors} processors were busy, mostly with other work`;
		case "timeout-in-trial":
			return `a query of its trial was given up after ${disturbance.seconds} s (--query-timeout)`;
		case "evidence-failed":
			return disturbance.message;
	}
}

function flipWords({ arm, from, to }: PlanFlip): string {
	return from === undefined
		? `the plan of the ${arm} arm became ${to}`
		: `the plan of the ${arm} arm flipped from ${from} to ${to}`;
}

/**
 * In a word or two, what makes a trial's timings doubtful, to stand beside its verdict: an interval that lies beyond the
 * threshold and is `unresolved` all the same looks like a mistake otherwise.
 * @returns undefined where nothing does, or where it did not keep the trial from a verdict.
 */
export function doubtMark({ verdict, disturbances = [], planFlip, reasons = [] }: StratumRecord): string | undefined {
	if (verdict !== "unresolved") return undefined;
	if (planFlip !== undefined) return "plan flipped";
	const [disturbance] = disturbances;
	if (disturbance !== undefined) return MARKS[disturbance.kind];
	return reasons.some(({ kind }) => kind === "halves-disagree") ? "drifted" : undefined;
}

const MARKS: Readonly<Record<Disturbance["kind"], string>> = {
	"separate-phases": "separate phases",
	"stolen-time": "busy machine",
	"busy-processors": "busy processors",
	"timeout-in-trial": "timeout",
	"evidence-failed": "disturbed",
};

/** As the judge's thresholds and halves are told: one decimal where it matters. */
function percent(value: number): string {
	return `${formatNumber(value, Math.abs(value) < 10 || value > 99 ? 1 : 0)} %`;
}

/** Where the results of both arms differ, and what to do about it. */
function differenceWords({ kind, statement, row, column, rows }: Difference): string {
	const of = statement === 0 ? "" : ` of statement ${statement + 1}`;
	switch (kind) {
		case "rows":
			return `The two arms return different results: ${formatNumber(rows[0])} rows${of} without the indexes, ${formatNumber(rows[1])} with them.`;
		case "value":
			return `The two arms return different results: row ${row + 1}${of} differs first in column ${column}. Give the query a total order, or let its scenario compare by count.`;
		case "unstable":
			return `The query returns something else each time: row ${row + 1}${of} differs first in column ${column}. Leave what is random out of it, or let its scenario compare by count.`;
	}
}
