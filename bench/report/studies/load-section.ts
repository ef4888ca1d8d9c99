import type { LoadArm, LoadFigure, LoadLevel, LoadLoop, LoadRecord } from "../../record/studies/load.ts";
import { formatCount, formatMs, formatNumber, formatPct } from "../format.ts";
import { withInterval } from "./interval-cells.ts";
import type { ReportSection, ReportTable } from "./section.ts";

/** What the indexes do to throughput and latency when several sessions send the application's mix at once. */
export function loadSection(found: LoadRecord): ReportSection {
	return {
		id: "load",
		title: "Under load",
		lead: found.levels.map(levelLead).join(" "),
		tables: [closedTable(found), openTable(found), mixTable(found)],
		notes: notesOf(found),
	};
}

const sessionsText = (sessions: number) => formatCount(sessions, "session");
/** A tenth of the time is 0.098x and a hundredth 0.011x: two digits count, however small it is. */
const asRatio = ({ value, ci }: LoadFigure) => {
	const figure = (ratio: number) =>
		ratio < 0.0995
			? Number(ratio.toPrecision(2)).toString()
			: formatNumber(ratio, ratio < 1.995 ? 2 : ratio < 9.95 ? 1 : 0);
	return `${figure(value)}x [${figure(ci[0])}, ${figure(ci[1])}]`;
};

function levelLead({ sessions, closed, open }: LoadLevel): string {
	return `With ${sessionsText(sessions)} the indexes make the throughput of the mix ${asRatio(closed.throughput)} what it is without, from ${perSecond(closed.before.perSecond.value)} to ${perSecond(closed.after.perSecond.value)} operations per second; at ${perSecond(open.rate)} arrivals per second the 95th percentile goes from ${formatMs(open.before.p95.value)} to ${formatMs(open.after.p95.value)} (${asRatio(open.p95)})${behind(open)}.`;
}

function behind({ beforeKeepsUp, afterKeepsUp }: LoadLevel["open"]): string {
	const names = [...(beforeKeepsUp ? [] : ["without the indexes"]), ...(afterKeepsUp ? [] : ["with them"])];
	return names.length === 0 ? "" : `, a rate that the server does not keep up with ${names.join(" and ")}`;
}

function perSecond(value: number): string {
	return formatNumber(value, value < 9.95 ? 2 : value < 99.5 ? 1 : 0);
}

function armCells({ p50, p95, p99, whole }: LoadArm): readonly string[] {
	return [
		...[p50, p95].map(({ value, ci }) => withInterval(value, ci, formatMs)),
		p99 === null ? "too few" : withInterval(p99.value, p99.ci, formatMs),
		formatNumber(whole.operations),
	];
}

const LATENCY_TITLES = ["p50:", "p95:", "p99:", "Operations:"];

function rowsOf(name: string, { before, after, throughput, p50, p95 }: LoadLoop, closed: boolean) {
	const rate = ({ perSecond: figure }: LoadArm) => (closed ? [withInterval(figure.value, figure.ci, perSecond)] : []);
	return [
		[`${name}, without`, ...rate(before), ...armCells(before)],
		[`${name}, with`, ...rate(after), ...armCells(after)],
		[`${name}, with / without`, ...(closed ? [asRatio(throughput)] : []), asRatio(p50), asRatio(p95), "", ""],
	];
}

function closedTable({ levels }: LoadRecord): ReportTable {
	return {
		caption: "Closed loop: each session sends the next operation as soon as the last is answered",
		titles: ["Sessions", "Operations per second:", ...LATENCY_TITLES],
		rows: levels.flatMap(({ sessions, closed }) => rowsOf(sessionsText(sessions), closed, true)),
	};
}

function openTable({ levels }: LoadRecord): ReportTable {
	return {
		caption:
			"Open loop: operations fall due at a fixed rate, the same in both arms; latency counts from when each was due",
		titles: ["Sessions and arrivals", ...LATENCY_TITLES],
		rows: levels.flatMap(({ sessions, open }) =>
			rowsOf(`${sessionsText(sessions)}, ${perSecond(open.rate)} per second`, open, false),
		),
	};
}

function mixTable({ mix }: LoadRecord): ReportTable {
	const sorted = mix.toSorted((a, b) => b.share - a.share);
	return {
		caption: "The mix: part of all operations, by the scenarios' stated weights",
		titles: ["Scenario", "Stratum", "Share:", "Keys:"],
		rows: sorted.map(({ scenario, stratum, share, keys }) => [
			scenario,
			stratum,
			share < 0.0005 ? "under 0.1 %" : formatPct(Math.round(1000 * share) / 10),
			formatNumber(keys),
		]),
		code: [0],
	};
}

/** In fewer than this, less than two operations lie beyond the 95th percentile. */
const FEW_OPERATIONS = 40;

function notesOf({ roundPairs, level, roundLimitSeconds, unfaithful, levels }: LoadRecord): readonly string[] {
	const share = levels[0]?.open.rateShare ?? 0;
	const unanswered = levels.flatMap(({ open }) =>
		[open.before, open.after].flatMap(({ rounds }) => rounds.map((round) => round.unanswered)),
	);
	const rounds = levels.flatMap(({ closed, open }) =>
		[closed.before, closed.after, open.before, open.after].flatMap((arm) => arm.rounds),
	);
	const fewest = Math.min(...rounds.map(({ operations }) => operations));
	const left = unanswered.reduce((sum, count) => sum + count, 0);
	return [
		`Figures are typical values (Hodges-Lehmann) over ${roundPairs} rounds per arm with ${formatNumber(100 * level, 1)} % intervals, ratios over pairs of rounds; the two rounds of a pair draw the same operations and run in random order, up to ${formatNumber(roundLimitSeconds, 1)} s each.`,
		`The open loop's rate is ${formatPct(100 * share)} of the smaller throughput of both arms, so that both can keep up. Latencies are recorded in a High Dynamic Range histogram from the moment an operation was due, which corrects for coordinated omission.`,
		"The client runs on the server's machine and takes part of its processors; a throughput here is for comparing arms, not for planning capacity.",
		"Percentiles are of the whole mix, in which operations differ by orders of magnitude: p50 is one of its quick operations, p95 one of its slow ones.",
		...(fewest >= FEW_OPERATIONS
			? []
			: [
					`Some rounds have no more than ${formatCount(fewest, "operation")}: there p95 is little else than the slowest of them.`,
				]),
		...(left === 0
			? []
			: [
					`Due but not answered: ${formatCount(left, "operation")}, counted with the time waited so far, a lower bound.`,
				]),
		...(unfaithful.length === 0
			? []
			: [`A hidden index changes the plan of ${unfaithful.join(", ")}; here "without" runs with that plan.`]),
	];
}
