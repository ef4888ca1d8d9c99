import type { AdviceCandidate, AdvicePattern, AdviceStep, NotTriedRecord } from "../../record/advice/schema.ts";
import { formatWorkFactor } from "../counters-wording.ts";
import { formatBytes, formatCount, formatMs, formatNumber, formatPct } from "../format.ts";
import type { AdviceFigures } from "./figures.ts";

/** The answer, in one or two sentences. */
export function headlineOf({ advice, taken, counts }: AdviceFigures): string {
	const additions = taken.filter(({ candidate }) => candidate.change === "add").length;
	const drops = taken.length - additions;
	const { saved, bytes } = advice.set;
	const unfinished =
		advice.status === "complete"
			? ""
			: ` The search ${advice.status === "failed" ? "failed" : "was interrupted"}; this is what is known.`;
	if (additions + drops === 0) {
		return `Of ${formatCount(counts.measured, "candidate")} measured, none pays for this workload.${unfinished}`;
	}
	const kept = advice.workload.ms === 0 ? 0 : (100 * saved.ms) / advice.workload.ms;
	const what = [
		...(additions > 0
			? [
					`${formatNumber(additions)} of ${formatCount(counts.measured, "candidate")} ${additions === 1 ? "is" : "are"} worth adding`,
				]
			: []),
		...(drops > 0 ? [`no measured query misses ${formatCount(drops, "index", "indexes")} of the schema`] : []),
	].join("; ");
	const gain =
		additions === 0
			? ""
			: ` Together they spare ${formatPct(kept)} of the workload's ${dayOf(advice.workload.ms)} a day and take ${formatBytes(Math.max(0, bytes))}.`;
	return `${what}.${gain}${unfinished}`;
}

/** Milliseconds of work a day, as a time. */
export function dayOf(ms: number): string {
	return ms === 0 ? "0" : formatMs(ms);
}

/** "The first 3 of 12 bring 91 %." */
export function curveWords({ curve }: AdviceFigures): string | undefined {
	const enough = curve.find(({ pct }) => pct >= 90);
	const all = curve.length;
	if (enough === undefined || all < 2 || enough.count === all) return undefined;
	return `The first ${enough.count === 1 ? "one" : formatNumber(enough.count)} of ${formatNumber(all)} ${enough.count === 1 ? "brings" : "bring"} ${formatPct(enough.pct)} of what the set spares.`;
}

/** How the chosen set stands beside the suite's own indexes. */
export function referenceWords({ advice: { reference, set } }: AdviceFigures): string | undefined {
	if (reference === undefined) return undefined;
	const own = formatCount(reference.ids.length, "index", "indexes");
	return `The ${own} under test spare ${dayOf(reference.saved.ms)} a day and take ${formatBytes(reference.bytes)}; the chosen set spares ${dayOf(set.saved.ms)} and takes ${formatBytes(set.bytes)}.`;
}

export function estimateWords({ advice: { estimates } }: AdviceFigures): string | undefined {
	const { compared, wrongSign } = estimates;
	if (compared === 0) return undefined;
	return `The optimizer's own estimate has the wrong sign in ${formatNumber(wrongSign)} of ${formatNumber(compared)} changes that evidence decides (${formatPct((100 * wrongSign) / compared)}).`;
}

/** What became of the candidates that were not chosen. */
export function countWords({ counts, advice }: AdviceFigures): string {
	return `${formatNumber(counts.paying)} would each pay alone, ${formatNumber(counts.idle)} change no plan, ${formatNumber(counts.harmful)} make more work than they spare; ${formatNumber(advice.notTried.length)} suggestions were not tried.`;
}

const PATTERNS: Readonly<Record<AdvicePattern, string>> = {
	"order-limit": "an ORDER BY with LIMIT that now sorts, or reads on for rows that match",
	"busy-key": "look-ups of a key that has very many rows, where reading the table was less work",
	"covering-lost": "an index that held all that is read is passed over",
	"join-order": "tables are joined in another order",
	other: "another way to the rows",
};

export function patternWords({ patterns }: AdviceFigures): readonly string[] {
	return patterns.map(({ pattern, count }) => `${formatNumber(count)} × ${PATTERNS[pattern]}`);
}

/** Why a suggestion was not measured, to come after its name. */
export function whyNotWords({ why }: NotTriedRecord): string {
	switch (why.kind) {
		case "served":
			return `${why.by} serves it already`;
		case "copy-of-table":
			return "it would be nearly the whole table once more";
		case "too-wide":
			return `its key has ${formatNumber(why.bytes)} bytes, and ${formatNumber(why.limit)} are allowed`;
		case "unindexable":
			return `no index holds ${why.column} whole`;
		case "too-many-columns":
			return `it has more than ${why.limit} columns`;
		case "beyond-limit":
			return `--max-candidates is ${why.limit}`;
		case "needed":
			return why.why === "unique" ? "it keeps values unique" : "a foreign key needs it";
		case "refused":
			return `MySQL refuses it: ${why.message}`;
		case "not-reached":
			return "the run ended before its turn";
	}
}

const BEYOND: Readonly<Record<NonNullable<AdviceStep["beyond"]>, string>> = {
	noise: "gains less than 0.1 % of what is left",
	count: "--max-indexes is reached",
	bytes: "--max-bytes is too small for it",
	"write-cost": "--max-write-cost is too small for it",
	judge: "measured with the set, it is not worth its keep",
};

export function beyondWords({ beyond }: AdviceStep): string {
	return beyond === undefined ? "" : BEYOND[beyond];
}

/** Where a candidate comes from, shortly. */
export function originWords({ origins }: Pick<AdviceCandidate, "origins">): string {
	const queries = new Set(origins.flatMap((origin) => (origin.from === "query" ? [origin.scenario] : [])));
	const sites = Math.max(0, ...origins.map((origin) => (origin.from === "source" ? origin.sites : 0)));
	const has = (from: string) => origins.some((origin) => origin.from === from);
	return [
		...(has("asked") ? ["--try"] : []),
		...(has("suite") ? ["suite"] : []),
		...(has("schema") ? ["schema"] : []),
		...(has("finding") ? ["audit"] : []),
		...(has("reference") ? ["reference"] : []),
		...(sites > 0 ? [formatCount(sites, "place in the source", "places in the source")] : []),
		...(queries.size > 0 ? [formatCount(queries.size, "query", "queries")] : []),
	].join(", ");
}

/** What one change comes to: "12x less work". */
export function effectWords({ before, after }: { readonly before: number; readonly after: number }): string {
	return before === 0 || after === 0 ? "changed" : formatWorkFactor(before / after);
}

/** What the figures rest on. */
export function footnotes({ advice }: AdviceFigures): readonly string[] {
	const { workload, judged } = advice;
	return [
		"Time is work counted by the server and priced as docs/method.md says; “spares” is a day at the stated weights.",
		...(workload.assumedWeights ? ["How often each query runs is assumed, and not known from production."] : []),
		...(advice.chosen.some((id) => id.startsWith("-"))
			? ["An index that no measured query misses may serve one that was not measured: ask the server before it goes."]
			: []),
		...(workload.implied
			? ["No queries were given: they are those that the schema implies, seen in no application."]
			: []),
		...(judged === undefined
			? ["The set was not measured as a set."]
			: [`The set was measured as a set, ${judged.mode === "timed" ? "with a clock" : "by evidence"}: ${judged.run}.`]),
	];
}
