import type { Change } from "../../record/schema.ts";
import type { Attribution, AttributionCandidate, AttributionWay } from "../../record/studies/attribution.ts";
import { formatBytes, formatFactor, formatMs, formatPctInterval, formatSeconds } from "../format.ts";
import { savedWithInterval } from "../time-saved.ts";
import { repairWords, wayWords } from "../words/index-words.ts";
import type { ReportTable } from "./section.ts";

/** A measured change: factor, and the interval of the time saved; that of the factor where time more than doubled. */
export function changeCell({ factor, reductionPct, ci }: Pick<Change, "factor" | "reductionPct" | "ci">): string {
	if (reductionPct < -100) return savedWithInterval(reductionPct, ci);
	return `${formatFactor(factor)} (time saved ${formatPctInterval(ci)} %)`;
}

/** Each candidate beside the indexes under test. */
export function candidateTables({ candidates }: Attribution): readonly ReportTable[] {
	return candidates.filter(({ effects }) => effects.length > 0).map(candidateTable);
}

function candidateTable(candidate: AttributionCandidate): ReportTable {
	const { text, buildSeconds, bytes, effects } = candidate;
	return {
		caption: `Tried: ${text}, ${formatBytes(bytes)}, built in ${formatSeconds(buildSeconds)}`,
		titles: [
			"Stratum",
			"Where",
			"None:",
			"Under test:",
			"With it:",
			"Against none",
			"Against those under test",
			"Outcome",
			"Plan",
		],
		rows: effects.flatMap(({ scenario, stratum, ways }) => {
			const [beside, inPlace] = ways;
			const either = beside !== undefined && inPlace?.state.plan === beside.state.plan;
			return (either ? [beside] : ways).map((way) => [
				`${scenario} ${stratum}`,
				either ? "either way" : wayWords(way.way, candidate),
				...figuresOf(way),
				way.state.plan,
			]);
		}),
		code: [8],
	};
}

function figuresOf({ timed, repair }: AttributionWay): readonly string[] {
	const [none, all] = ["none", "all"].map((reference) => timed.find((one) => one.reference === reference));
	return [
		formatMs(none?.p50[0]),
		formatMs(all?.p50[0]),
		formatMs(all?.p50[1] ?? none?.p50[1]),
		none === undefined ? "not timed" : changeCell(none.change),
		all === undefined ? "not timed" : changeCell(all.change),
		repair === undefined ? (all?.verdict ?? "not timed") : repairWords(repair),
	];
}

/** What the tables of the candidates do not say. */
export function candidateNotes({ candidates, rounds, sets }: Attribution): readonly string[] {
	const timing =
		rounds === 0
			? []
			: [
					`Sets and candidates were timed in ${rounds} rounds at most, in each in random order, and are compared within the round; where evidence leaves the outcome open, their intervals are adjusted for each other${sets.length + candidates.length > 1 ? "" : " as far as there are several"}. Medians are for orientation.`,
				];
	return [...timing, ...candidates.flatMap(notesOf)];
}

/** What a candidate makes slower than the indexes under test do. */
function slowerWith(effects: AttributionCandidate["effects"], text: string): readonly string[] {
	const slower = effects.flatMap(({ scenario, stratum, ways }) => {
		const timed = ways
			.flatMap((way) => way.timed)
			.find(({ reference, verdict }) => reference === "all" && verdict === "slower");
		return timed === undefined ? [] : [`${scenario} ${stratum} (${formatFactor(timed.change.factor)})`];
	});
	return slower.length === 0 ? [] : [`With ${text}, ${slower.join(", ")} than with those under test alone.`];
}

type NamedStratum = Pick<AttributionCandidate["worseInPlace"][number], "scenario" | "stratum">;

function namesOf(strata: readonly NamedStratum[]): string {
	return strata.map(({ scenario, stratum }) => `${scenario} ${stratum}`).join(", ");
}

/** How a stratum would be worse with a candidate in the place of an index; the first is what older records mean. */
const WORSE_WORDS = [
	["more-work", "would do decisively more work"],
	["slower", "would be slower"],
	["given-up", "would take longer than the query timeout"],
] as const;

/** What is known of a candidate in the place of an index; that the index could be left out only where all is known. */
function inPlaceWords(index: string, { worseInPlace, openInPlace }: AttributionCandidate): string {
	const worse = WORSE_WORDS.flatMap(([kind, words]) => {
		const strata = worseInPlace.filter(({ why = "more-work" }) => why === kind);
		return strata.length === 0 ? [] : [`${namesOf(strata)} ${words}`];
	});
	const open = openInPlace ?? [];
	if (worse.length > 0) {
		return `in its place ${worse.join(", ")}${open.length === 0 ? "" : `; of ${namesOf(open)} it is open`}`;
	}
	if (open.length > 0)
		return `whether ${index} could be left out is open, since ${namesOf(open)} may be worse without it`;
	if (openInPlace === undefined) return "nothing is known to do decisively more work in its place";
	return `in its place nothing is slower or does decisively more work, so ${index} could be left out`;
}

function notesOf(candidate: AttributionCandidate): string[] {
	const { text, failure, effects, untouched, replaces } = candidate;
	if (failure !== undefined) return [`${text} could not be built: ${failure}.`];
	return [
		...(effects.length === 0 ? [`${text} is in no plan of this run.`] : []),
		...(untouched.length === 0 ? [] : [`${text} is not in the plan of ${namesOf(untouched)}, which stays slower.`]),
		...slowerWith(effects, text),
		...replaces.map((index) => `${text} covers ${index}; ${inPlaceWords(index, candidate)}.`),
	];
}
