import type { BreakEven } from "../../record/break-even.ts";
import type { IndexRecord } from "../../record/schema.ts";
import { formatMs, formatNumber } from "../format.ts";
import { withInterval } from "./interval-cells.ts";
import type { ReportSection } from "./section.ts";

type Reckoned = IndexRecord & { readonly breakEven: BreakEven };

export function hasBreakEven(index: IndexRecord): index is Reckoned {
	return index.breakEven !== undefined;
}

/** How many reads per write make each index worth it. */
export function breakEvenSection(indexes: readonly Reckoned[]): ReportSection {
	return {
		id: "break-even",
		title: "Break-even",
		lead: leadOf(indexes),
		tables: [
			{
				titles: [
					"Index",
					"Write",
					"reads per write that pay:",
					"a write takes longer:",
					"a read saves:",
					"assumed reads per write:",
					"Reads counted",
				],
				rows: indexes.map(({ name, breakEven, writeCost }) => [
					name,
					writeCost?.statement ?? breakEven.write,
					readsCell(breakEven),
					withInterval(breakEven.costMs, breakEven.costMsCi, formatMs),
					withInterval(breakEven.savedMs, breakEven.savedMsCi, formatMs),
					figure(breakEven.assumedReadsPerWrite),
					breakEven.reads.join(", "),
				]),
				code: [0],
			},
		],
		notes: [
			"A read is one execution of those scenarios whose plan goes through the index or that it made slower by its presence, in proportion to their stated weights; what gets slower counts against it. A write is one unit of work that does nothing but insert; it may be several statements. Writes that find their rows through the index are not counted for it, nor are its disk space and its share of memory against it.",
			"The quotient's 95 % interval is made of 97.5 % intervals of both parts (Bonferroni): of the insert's paired differences by signed ranks, of the reads by the typical time before and each stratum's ratio, both by signed ranks; strata without a change are not counted.",
			"Where a plan goes through two indexes under test, each is credited with all that it saves, unless attribution shows that the change is the other's doing.",
			...indexes.flatMap(givenUpNotes),
		],
	};
}

function givenUpNotes({ name, breakEven: { givenUp = [] } }: Reckoned): readonly string[] {
	const without = givenUp.filter(({ arm }) => arm === "without").map(nameOf);
	const with_ = givenUp.filter(({ arm }) => arm === "with").map(nameOf);
	const both = givenUp.filter(({ arm }) => arm === "both").map(nameOf);
	return [
		without.length === 0
			? ""
			: `${name}: ${without.join(", ")} is not counted, since it was given up without the index; it pays sooner than is said.`,
		with_.length === 0
			? ""
			: `${name}: ${with_.join(", ")} was given up with the index, so that no number of reads can be said to pay.`,
		both.length === 0 ? "" : `${name}: ${both.join(", ")} is not counted, since it was given up either way.`,
	].filter((note) => note !== "");
}

function nameOf({ scenario, stratum }: { readonly scenario: string; readonly stratum: string }): string {
	return `${scenario} ${stratum}`;
}

function leadOf(indexes: readonly Reckoned[]): string {
	// What pays is told by the verdict: a break-even of inserts alone must not say another thing.
	const pays = indexes.filter(({ reasons }) => reasons.some(({ kind }) => kind === "net-gain"));
	const never = indexes.filter((index) => !pays.includes(index) && losesReads(index));
	const not = indexes.filter(
		(index) => !never.includes(index) && index.reasons.some(({ kind }) => kind === "net-loss"),
	);
	const rest = indexes.filter((index) => ![...pays, ...not, ...never].includes(index));
	const named = (some: readonly Reckoned[]) => some.map(({ name }) => name).join(", ");
	return [
		pays.length === 0 ? "" : `At the assumed weights, what reads save outweighs what writes cost for ${named(pays)}.`,
		not.length === 0 ? "" : `It does not for ${named(not)}.`,
		never.length === 0 ? "" : `No number of reads pays for ${named(never)}, since its reads get slower in all.`,
		rest.length === 0 ? "" : `Unresolved: ${named(rest)}.`,
	]
		.filter((sentence) => sentence !== "")
		.join(" ");
}

/** Whether its reads get slower in all: then no number of them pays. What was given up without it may be a gain. */
function losesReads({ breakEven: { savedMsCi, givenUp = [] } }: Pick<Reckoned, "breakEven">): boolean {
	return savedMsCi[1] <= 0 && !givenUp.some(({ arm }) => arm === "without");
}

function readsCell(breakEven: BreakEven): string {
	const { readsPerWrite, ci } = breakEven;
	if (losesReads({ breakEven })) return "never";
	const middle = readsPerWrite === null ? "n/a" : figure(readsPerWrite);
	return `${middle} [${figure(ci[0])}, ${ci[1] === null ? "no bound" : figure(ci[1])}]`;
}

/** Two significant digits for small figures, whole numbers for large ones. */
function figure(value: number): string {
	if (value === 0 || value >= 9.95) return formatNumber(value);
	return formatNumber(value, Math.min(6, Math.max(1, 1 - Math.floor(Math.log10(value)))));
}
