import type { MemoryRecord, MemoryStratum, PoolName, PoolTrialRecord } from "../../record/studies/memory.ts";
import { formatBytes, formatCount, formatFactor, formatMs, formatNumber, formatPct } from "../format.ts";
import { timesWithInterval, withInterval } from "./interval-cells.ts";
import type { ReportSection, ReportTable } from "./section.ts";

/** What the indexes are worth when memory holds a tenth of the data. */
export function memorySection(found: MemoryRecord): ReportSection {
	const frame = { id: "memory", title: "With little memory" };
	if (found.notPossible !== undefined) {
		return {
			...frame,
			lead: `How the indexes do in a buffer pool of a tenth was not measured. ${found.notPossible}`,
			tables: [],
			notes: [],
		};
	}
	const both = found.strata.filter(({ shift }) => shift !== undefined);
	const tried = found.strata.filter(({ trials }) => trials.length > 0);
	const verdict = both.length === 0 ? [] : [poolLead(found), verdictLead(both), extremeLead(both)];
	return {
		...frame,
		lead: [...verdict, openLead(found, both)].filter((sentence) => sentence !== "").join(" "),
		tables: tried.length === 0 ? [] : [changeTable(tried), workTable(tried)],
		notes: [...methodNotes(found), ...planNotes(both), ...leftOutNotes(found)],
	};
}

/** What the indexes change but was not seen with both pools is not known, which is not the same as no change. */
function openLead({ strata, leftOut, givenUp = [] }: MemoryRecord, both: readonly MemoryStratum[]): string {
	const open = strata.length - both.length + leftOut.length;
	if (open === 0 && both.length > 0) return "";
	if (open === 0 && givenUp.length === 0)
		return "The indexes change no stratum of this run, so that there is nothing to compare.";
	const more = both.length === 0 ? "" : " more";
	return `${formatNumber(open)}${more} changed ${open === 1 ? "stratum" : "strata"} could not be compared; the notes say why.`;
}

const ALPHA = 0.05;

function trialOf({ trials }: MemoryStratum, pool: PoolName): PoolTrialRecord | undefined {
	return trials.find((trial) => trial.pool === pool);
}

function nameOf({ title, stratum }: MemoryStratum): string {
	return `${title} · ${stratum}`;
}

function poolLead({ pools, dataBytes }: MemoryRecord): string {
	const size = (name: PoolName) => pools.find(({ pool }) => pool === name)?.poolBytes ?? 0;
	const share = (bytes: number) => formatPct(Math.round((1000 * bytes) / Math.max(1, dataBytes)) / 10);
	if (size("tenth") >= dataBytes)
		return `The smallest buffer pool that the server takes, ${formatBytes(size("tenth"))}, holds all of the ${formatBytes(dataBytes)} of data and indexes: at this scale nothing can be said of little memory.`;
	return `Measured with a buffer pool of ${formatBytes(size("everything"))} and again with one of ${formatBytes(size("tenth"))}, ${share(size("tenth"))} of the ${formatBytes(dataBytes)} of data and indexes.`;
}

/** A change counts where its whole interval is on one side, a shift where Holm's test over the strata says so. */
function verdictLead(both: readonly MemoryStratum[]): string {
	const faster = (pool: PoolName) => both.filter((stratum) => (trialOf(stratum, pool)?.change.ci[0] ?? 0) > 0).length;
	const slower = (pool: PoolName) => both.filter((stratum) => (trialOf(stratum, pool)?.change.ci[1] ?? 0) < 0).length;
	const shifted = both.filter(({ shift }) => shift !== undefined && shift.pAdjusted <= ALPHA);
	const more = shifted.filter(({ shift }) => (shift?.factor ?? 1) > 1).length;
	const rest = both.filter((stratum) => !shifted.includes(stratum));
	// The least p-value of n pairs is 2^(1-n), which Holm's correction at first multiplies by the number of strata.
	const tooFew = rest.filter(({ shift }) => both.length * 2 ** (1 - (shift?.pairs ?? 0)) > ALPHA).length;
	const why = tooFew === 0 ? "" : ` (${formatNumber(tooFew)} of these had time for too few pairs to prove any)`;
	return `Of ${formatCount(both.length, "stratum", "strata")} that the indexes change, ${faster("everything")} are faster and ${slower("everything")} slower with everything in memory, ${faster("tenth")} and ${slower("tenth")} with a tenth. The little memory makes the indexes worth more in ${more}, less in ${shifted.length - more}, and in ${rest.length} no difference is proven${why}.`;
}

function extremeLead(both: readonly MemoryStratum[]): string {
	const proven = both.filter(({ shift }) => shift !== undefined && shift.pAdjusted <= ALPHA);
	const sorted = proven.toSorted((a, b) => (a.shift?.factor ?? 1) - (b.shift?.factor ?? 1));
	const [worst, best] = [sorted[0], sorted.at(-1)];
	const sentence = (stratum: MemoryStratum | undefined): string => {
		const [everything, tenth] = (["everything", "tenth"] as const).map((pool) => stratum && trialOf(stratum, pool));
		if (stratum === undefined || everything === undefined || tenth === undefined) return "";
		return `With a tenth, “${nameOf(stratum)}” turns from ${factorCell(everything)} to ${factorCell(tenth)}.`;
	};
	return [worst, ...(best === worst ? [] : [best])].map(sentence).join(" ").trim();
}

/** "40x faster [35, 46]". Both bounds as before / after, below 1 where slower. */
function factorCell({ change }: PoolTrialRecord): string {
	const bound = (factor: number) => formatNumber(factor, factor < 1.995 ? 2 : factor < 9.95 ? 1 : 0);
	return `${formatFactor(change.factor)} [${bound(change.factorCi[0])}, ${bound(change.factorCi[1])}]`;
}

function changeTable(both: readonly MemoryStratum[]): ReportTable {
	const cells = (stratum: MemoryStratum, pool: PoolName) => {
		const trial = trialOf(stratum, pool);
		if (trial === undefined) return ["n/a", "n/a", "n/a"];
		return [
			withInterval(trial.before.p50, trial.before.p50Ci, formatMs),
			withInterval(trial.after.p50, trial.after.p50Ci, formatMs),
			factorCell(trial),
		];
	};
	return {
		caption: "Without and with the indexes: everything in memory, and a tenth",
		titles: [
			"Stratum",
			"All, without:",
			"All, with:",
			"All, before / after:",
			"Tenth, without:",
			"Tenth, with:",
			"Tenth, before / after:",
			"Speed-up, tenth / all:",
			"p (Holm):",
		],
		rows: both.map((stratum) => [
			nameOf(stratum),
			...cells(stratum, "everything"),
			...cells(stratum, "tenth"),
			stratum.shift === undefined ? "n/a" : timesWithInterval(stratum.shift),
			stratum.shift === undefined ? "n/a" : formatNumber(stratum.shift.pAdjusted, 4),
		]),
	};
}

function workTable(both: readonly MemoryStratum[]): ReportTable {
	const reads = (trial: PoolTrialRecord | undefined, arm: "before" | "after") => {
		if (trial === undefined) return "n/a";
		const { diskReads, diskReadsRange: range, pagesRead } = trial[arm];
		return `${formatNumber(diskReads)} [${formatNumber(range[0])}, ${formatNumber(range[1])}]; ${formatNumber(pagesRead)}`;
	};
	return {
		caption:
			"Reads from disk per execution: those waited for (median and range over the pairs); all pages, with those read ahead (median)",
		titles: [
			"Stratum",
			"All, without:",
			"All, with:",
			"Tenth, without:",
			"Tenth, with:",
			"Without takes:",
			"With takes:",
		],
		rows: both.map((stratum) => [
			nameOf(stratum),
			...(["everything", "tenth"] as const).flatMap((pool) =>
				(["before", "after"] as const).map((arm) => reads(trialOf(stratum, pool), arm)),
			),
			stratum.beforeCost === undefined ? "n/a" : timesWithInterval(stratum.beforeCost),
			stratum.afterCost === undefined ? "n/a" : timesWithInterval(stratum.afterCost),
		]),
	};
}

function methodNotes({ pools, dataBytes, flushMethod, pairsAsked, secondsPerPool }: MemoryRecord): string[] {
	const everything = pools.find(({ pool }) => pool === "everything")?.poolBytes ?? 0;
	const tenth = pools.find(({ pool }) => pool === "tenth");
	return [
		`For each pool the server was restarted, everything read once, then up to ${formatNumber(pairsAsked)} pairs run per stratum (fewer where a pool's ${formatNumber(secondsPerPool)} s run out), each one execution per arm with the next of as many keys as the data has; 95 % intervals.`,
		"Both arms share the pool, as the queries of a server do: the scans of the one push out what the other reads.",
		"“Takes” is how many times as long an arm takes with a tenth, over pairs of the same key. The pools are measured one after the other, so that a small difference may be drift; before / after is free of it.",
		...(/DIRECT/i.test(flushMethod)
			? []
			: [
					`innodb_flush_method is ${flushMethod}: a page that is not in the pool may come from the operating system's cache, not from the disk.`,
				]),
		...(everything < dataBytes
			? ["The larger pool does not hold everything either: this machine's memory does not allow it."]
			: []),
		...(tenth !== undefined && Math.abs(tenth.poolBytes / tenth.askedBytes - 1) > 0.05
			? [
					`The server made ${formatBytes(tenth.poolBytes)} of the ${formatBytes(tenth.askedBytes)} that a tenth would be.`,
				]
			: []),
	];
}

function planNotes(both: readonly MemoryStratum[]): string[] {
	return both.flatMap((stratum) =>
		(["before", "after"] as const).flatMap((arm) => {
			const [everything, tenth] = [trialOf(stratum, "everything")?.[arm].plan, trialOf(stratum, "tenth")?.[arm].plan];
			if (everything === undefined || tenth === undefined || everything === tenth) return [];
			const which = arm === "before" ? "without" : "with";
			return [`${nameOf(stratum)}: with a tenth the plan ${which} the indexes is ${tenth} instead of ${everything}.`];
		}),
	);
}

function leftOutNotes({ leftOut, strata }: MemoryRecord): string[] {
	const failed = strata.filter(({ trials }) => trials.length < 2);
	const where = ({ trials }: MemoryStratum) => {
		const [known] = trials;
		if (known === undefined) return "with either pool";
		return known.pool === "everything" ? "with the pool of a tenth" : "with everything in memory";
	};
	return [
		...leftOut.map(({ scenario, stratum, reason }) => `Left out: ${scenario} · ${stratum}, since ${reason}.`),
		...failed.map((stratum) => `${nameOf(stratum)}: the query failed or was given up ${where(stratum)}.`),
	];
}
