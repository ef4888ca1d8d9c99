import type { LoadArm, LoadFigure, LoadLevel, LoadLoop, LoadRecord } from "../../record/studies/load.ts";
import { formatCount, formatMs, formatNumber, formatPct } from "../format.ts";
import { withInterval } from "./interval-cells.ts";
import type { ReportSection, ReportTable } from "./section.ts";

/** What the indexes do to throughput and latency when several sessions send the application's mix at once. */
export function loadSection(found: LoadRecord): ReportSection {
	return {
		id: "load",
		title: "Under load",
		lead: [leftOutLead(found), ...found.levels.map(levelLead)].filter((sentence) => sentence !== "").join(" "),
		tables: [closedTable(found), openTable(found), mixTable(found)].filter(({ rows }) => rows.length > 0),
		notes: [...leftOutNotes(found), ...(found.levels.length === 0 ? [] : notesOf(found))],
	};
}

/** Less of the weight than this changes no figure that is told. */
const NEGLIGIBLE_SHARE = 0.01;
/** More than these are told in the notes alone. */
const MOST_NAMED = 3;

const shareText = (share: number) => (share < 0.0005 ? "under 0.1 %" : formatPct(Math.round(1000 * share) / 10));

/** A mix without the query that hangs with the indexes is no answer to what they do to the application. */
function leftOutLead({ leftOut = [], mix }: LoadRecord): string {
	const share = leftOut.reduce((sum, one) => sum + one.share, 0);
	if (leftOut.length === 0 || share < NEGLIGIBLE_SHARE) return "";
	const sorted = leftOut.toSorted((a, b) => b.share - a.share);
	const named = sorted
		.slice(0, MOST_NAMED)
		.map((one) => `${one.scenario} · ${one.stratum} (${shareText(one.share)}; ${one.reason})`);
	const more = sorted.length > MOST_NAMED ? ` and ${formatNumber(sorted.length - MOST_NAMED)} more` : "";
	if (mix.length === 0) return `All of the mix had to be left out: ${named.join(", ")}${more}.`;
	return `The mix is without ${shareText(share)} of the application's weight, of which the figures here say nothing: ${named.join(", ")}${more}.`;
}

function leftOutNotes({ leftOut = [] }: LoadRecord): readonly string[] {
	return leftOut.map(
		({ scenario, stratum, share, reason }) =>
			`Left out of both arms: ${scenario} · ${stratum}, ${shareText(share)} of the weight: ${reason}. The shares of the others are those of what is left.`,
	);
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
		p99 === null ? wholeP99(whole) : withInterval(p99.value, p99.ci, formatMs),
		formatNumber(whole.operations),
	];
}

/** In fewer operations, the slowest of a hundred is but the slowest. */
const LEAST_FOR_P99 = 100;

function wholeP99({ operations, p99 }: LoadArm["whole"]): string {
	return operations < LEAST_FOR_P99 ? "too few" : `${formatMs(p99)} (all rounds)`;
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
		rows: sorted.map(({ scenario, stratum, share, keys }) => [scenario, stratum, shareText(share), formatNumber(keys)]),
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
	const arms = levels.flatMap(({ closed, open }) => [closed.before, closed.after, open.before, open.after]);
	const fewest = Math.min(...arms.flatMap(({ rounds }) => rounds.map(({ operations }) => operations)));
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
		...(arms.some(({ p99, whole }) => p99 === null && whole.operations >= LEAST_FOR_P99)
			? [
					`A p99 of "all rounds" is that of all operations of an arm together, without an interval: single rounds have fewer than ${LEAST_FOR_P99}.`,
				]
			: []),
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
