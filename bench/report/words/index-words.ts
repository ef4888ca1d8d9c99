import type { IndexReason, Place, RemedyFact, Strength } from "../../record/reasons/index-reason.ts";
import type { IndexNet, IndexRecord, StratumRecord } from "../../record/schema.ts";
import type { AttributionWay } from "../../record/studies/attribution.ts";
import { formatWorkFactor } from "../counters-wording.ts";
import { formatFactor, formatMs, formatNumber, formatPct, formatPctInterval } from "../format.ts";
import { stratumWords } from "./stratum-words.ts";

/** Why an index has its verdict, one text per reason. */
export function indexWords(index: Pick<IndexRecord, "reasons" | "net">, strata?: StrataByPlace): readonly string[] {
	return index.reasons.map((reason) => reasonWords(reason, index, strata));
}

/** How to find a stratum of the run by its place, for what its own reasons say. */
export type StrataByPlace = (place: Place) => Pick<StratumRecord, "reasons"> | undefined;

/** One reason in sentences. */
export function reasonWords(
	reason: IndexReason,
	{ net }: Pick<IndexRecord, "net">,
	strata: StrataByPlace = () => undefined,
): string {
	switch (reason.kind) {
		case "smoke-scale":
			return "The smoke scale shows that everything works; it decides nothing.";
		case "net-gain":
			return net === undefined ? "It saves work and costs none." : `It pays: ${netWords(net)}.`;
		case "net-loss":
			return net === undefined ? "It costs more than it saves." : `It costs more than it saves: ${netWords(net)}.`;
		case "net-open":
			return net === undefined
				? "What was measured does not tell whether it pays."
				: `Whether it pays is open: ${netWords(net)}.`;
		case "none-resolved":
			return "Nothing that it serves is resolved beyond the threshold.";
		case "more-work-in-all":
			return `At the stated weights it makes more work than it spares: ${formatWorkFactor(reason.factor)} in all.`;
		case "replaced-by":
			return `${reason.candidate} was measured in its place and is better: it repairs what got slower and makes nothing worse.`;
		case "faster":
			return `Faster: ${reason.strata.map((one) => `${placeWords(one)} (${strengthWords(one.strength)})`).join(", ")}.`;
		case "slower":
		case "worse-by-evidence":
			return worseWords(reason, strata);
		case "write-slower":
			return `A write gets slower: “${reason.title}” takes ${formatPct(reason.pct, reason.ci)} longer ${formatPctInterval(reason.ci)}.`;
		case "throughput-lost":
			return `Concurrent writers of “${reason.title}” get less done: ${factorText(reason.factor)} of the throughput [${factorText(reason.ci[0])}, ${factorText(reason.ci[1])}].`;
		case "deadlocks":
			return `Concurrent writers of “${reason.title}” run into ${formatNumber(reason.present)} deadlocks and lock timeouts, against ${formatNumber(reason.absent)} without it.`;
		case "interaction":
			return `${reason.strata.map(placeWords).join(", ")}: ${interactionWords(reason.how, reason.indexes)}`;
		case "covered":
			return coveredWords(reason);
		case "open":
			return `Unresolved: ${reason.strata.map(placeWords).join(", ")}.`;
		case "not-compared":
			return `Not compared: ${reason.strata.map(placeWords).join(", ")}.`;
		case "nothing-compared":
			return "Nothing that it could serve could be compared.";
		case "not-measured":
			return `Not measured in this run: ${reason.scenarios.join(", ")}, which could use it.`;
		case "nothing-measured":
			return "Nothing was measured.";
		case "suite-has-more":
			return "No scenario of this run could use it, and the suite has more.";
		case "never-used":
			return "No plan of this run uses it, and leaving it out changes nothing.";
		case "nothing-faster":
			return "No scenario that uses it got faster.";
	}
}

/** "inventory/page-by-category large-category". */
export function placeWords({ scenario, stratum }: Place): string {
	return `${scenario} ${stratum}`;
}

/** "16x slower", "2.1x more work, timing unresolved", "given up with the indexes". */
export function strengthWords(strength: Strength): string {
	switch (strength.by) {
		case "clock":
			return formatFactor(strength.factor);
		case "work":
			return `${formatWorkFactor(strength.factor ?? undefined)} work${strength.open ? ", timing unresolved" : ""}`;
		case "timeout":
			return `given up ${strength.arm === "both" ? "either way" : `${strength.arm} the indexes`}`;
	}
}

/** What reads save and writes lose a day, in one clause. */
export function netWords(net: IndexNet): string {
	const bounds = net.ci.map((bound) => (bound === null ? "no bound" : formatMs(bound))).join(", ");
	const lost = net.writes.length === 0 ? "no write was measured" : `writes lose ${formatMs(net.lostMs)}`;
	return `net ${formatMs(net.ms)} a day [${bounds}] at the ${net.weights} weights; reads save ${formatMs(net.savedMs)}, ${lost}`;
}

function worseWords(
	reason: Extract<IndexReason, { kind: "slower" | "worse-by-evidence" }>,
	strata: StrataByPlace,
): string {
	const { strength, remedies } = reason;
	const lead = reason.kind === "slower" ? "Slower" : strength.by === "timeout" ? "Given up" : "More work";
	const why = strata(reason);
	return [
		`${lead}: ${placeWords(reason)} (${strengthWords(strength)}).`,
		...(why === undefined ? [] : [stratumWords(why)]),
		...remedies.map(remedyWords),
	].join(" ");
}

/** What could be done, or was tried, in a sentence. */
export function remedyWords(remedy: RemedyFact): string {
	switch (remedy.kind) {
		case "untouched":
			return `Tried ${remedy.candidate}: its plan does not use it.`;
		case "tried": {
			const outcomes = remedy.outcomes.map(({ way, replaces, repair }) =>
				way === undefined ? repairWords(repair) : `${wayWords(way, { replaces })} ${repairWords(repair)}`,
			);
			return `Tried ${remedy.candidate}: ${outcomes.join("; ")}.`;
		}
		case "to-measure":
			return remedy.derived
				? `A remedy to measure, made of the columns that its statements use: ${shortRemedyWords(remedy)}.`
				: `A remedy to measure: ${shortRemedyWords(remedy)}.`;
	}
}

/** The same for a column whose heading says already what it is. */
export function shortRemedyWords(remedy: RemedyFact): string {
	return remedy.kind === "to-measure" ? `--try "${remedy.index}"` : remedyWords(remedy);
}

/** Where a candidate stands. */
export function wayWords(way: AttributionWay["way"], { replaces }: { readonly replaces: readonly string[] }): string {
	return way === "beside" ? "beside the others" : `in the place of ${replaces.join(", ")}`;
}

/** How a stratum fares that the indexes under test made slower. */
export function repairWords(repair: NonNullable<AttributionWay["repair"]>): string {
	switch (repair) {
		case "repaired":
			return "no slower than without any index";
		case "eased":
			return "less slow, but still slower than without any index";
		case "not-repaired":
			return "as slow as before";
		case "unresolved":
			return "it is open whether it is repaired";
	}
}

/** How two indexes interact, in a sentence. */
export function interactionWords(
	how: Extract<IndexReason, { kind: "interaction" }>["how"],
	[first, second]: readonly [string, string],
): string {
	switch (how) {
		case "either-will-do":
			return `${first} and ${second} each help, and both do no more than one: either can be left out, not both.`;
		case "only-together":
			return `Neither ${first} nor ${second} helps alone; together they do.`;
		case "more-together":
			return `${first} and ${second} together do more than the better of them.`;
		case "in-the-way":
			return `Of ${first} and ${second}, one undoes what the other gains.`;
		case "worse-together":
			return `${first} and ${second} together cost what neither costs alone.`;
	}
}

function coveredWords({ by, served }: Extract<IndexReason, { kind: "covered" }>): string {
	const longer = by.join(", ");
	if (served === undefined) return `${longer} begins with its columns too.`;
	return served
		? `Redundant: ${longer} begins with its columns and serves as well without it, in every measured stratum.`
		: `${longer} begins with its columns too, and does not serve as well: this one is narrower, and has the order of the primary key within its values.`;
}

function factorText(factor: number): string {
	return `${formatNumber(factor, factor < 10 ? 2 : 1)}x`;
}
