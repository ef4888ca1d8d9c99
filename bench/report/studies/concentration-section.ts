import type { ConcentrationRecord } from "../../record/concentration.ts";
import { formatCount, formatMs, formatPct, formatPctWithInterval } from "../format.ts";
import { concentrationWords } from "../words/claim-words.ts";
import type { ReportSection } from "./section.ts";

type Weighed = ConcentrationRecord["weighings"][string];

/** Whether the few operations that gain most bring most of the benefit. */
export function concentrationSection(concentration: ConcentrationRecord): ReportSection {
	const { statement, source, top, claimedPct, indexesUnderTest } = concentration;
	const weighings = Object.entries(concentration.weighings);
	const [name = "", first] = weighings[0] ?? [];
	return {
		id: "concentration",
		title: "How concentrated the benefit is",
		lead: first === undefined ? "Nothing was measured." : leadOf(concentration, first, name),
		tables: [
			{
				titles: [
					"Weights",
					`Top ${top}, gains alone`,
					`Top ${top}, of what is left after losses`,
					"Gaining:",
					`At least ${claimedPct} %?`,
				],
				rows: weighings.map(([way, weighed]) => [
					way,
					share(weighed.benefit),
					share(weighed.net),
					`${weighed.gaining} of ${weighed.scenarios}`,
					`${weighed.verdict}: ${concentrationWords(weighed)}`,
				]),
			},
			...weighings.flatMap(([way, weighed]) => [
				{
					caption: `What saves most, ${way}`,
					titles: ["Scenario", "Saved:", "Part of the benefit:"],
					rows: weighed.largest.map(({ scenario, savedMs, sharePct }) => [
						scenario,
						formatMs(savedMs),
						formatPct(sharePct),
					]),
					code: [0],
				},
				{
					caption: `By index, ${way}`,
					titles: ["Index", "Part of the benefit:", "Together:"],
					rows: weighed.indexes.map(({ name: index, sharePct }, at) => [
						index,
						formatPct(sharePct),
						formatPct(Number(firstIndexes(weighed, at + 1).toFixed(1))),
					]),
					code: [0],
				},
			]),
		],
		notes: [
			`Published: “${statement}” (${source}).`,
			...(indexesUnderTest > top
				? []
				: [
						`Of ${formatCount(indexesUnderTest, "index", "indexes")} under test the top ${top} are all, so the statement is judged on operations; the tables by index show how the benefit divides.`,
					]),
			`Saved is mean before − mean after, times the weight. Gains alone are the strata judged faster; of what is left after losses, the top ${top} can be more than all where the others lose. The intervals take it for granted which ${top} save most; where the run looked at its work at two times, they allow for how much the machine's pace differed between trials, as those of the claims do.`,
			"An index's part is that of the plans that go through it, divided alike where a plan goes through several.",
		],
	};
}

/** What a verdict says of the statement. */
const OUTCOMES: Readonly<Record<Weighed["verdict"], string>> = {
	holds: "holds",
	fails: "does not hold",
	unresolved: "is unresolved",
	untestable: "cannot be tested here",
};

function leadOf({ statement, top, claimedPct }: ConcentrationRecord, weighed: Weighed, name: string): string {
	const few = indexesFor(weighed, claimedPct);
	const indexes =
		few === undefined
			? ""
			: ` ${few} of the ${formatCount(weighed.indexes.length, "index", "indexes")} used ${few === 1 ? "brings" : "bring"} ${claimedPct} % of it or more.`;
	if (weighed.benefit === null) return concentrationWords(weighed);
	return `Of ${formatCount(weighed.gaining, "scenario")} that gained, the ${top} that gain most bring ${share(weighed.benefit)} of the time saved, by ${name}: “${statement.replace(/\.$/, "")}” ${OUTCOMES[weighed.verdict]}.${indexes}`;
}

function share(figure: Weighed["benefit"]): string {
	return figure === null ? "n/a" : formatPctWithInterval(figure.sharePct, figure.ci);
}

function firstIndexes({ indexes }: Weighed, count: number): number {
	return indexes.slice(0, count).reduce((sum, { sharePct }) => sum + sharePct, 0);
}

/** The fewest indexes that together bring so much of the benefit. */
function indexesFor(weighed: Weighed, pct: number): number | undefined {
	const at = weighed.indexes.findIndex((_, position) => firstIndexes(weighed, position + 1) >= pct);
	return at < 0 ? undefined : at + 1;
}
