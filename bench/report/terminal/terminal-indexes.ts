import { stripVTControlCharacters } from "node:util";
import { uses } from "../../judge/strata-of-index.ts";
import { strengthOf } from "../../judge/strength.ts";
import type { IndexReason } from "../../record/reasons/index-reason.ts";
import { formatBytes, formatCount, formatSeconds } from "../format.ts";
import { type IndexStory, indexName, indexStories } from "../index-story.ts";
import type { Summary } from "../summary.ts";
import { reasonWords, strengthWords } from "../words/index-words.ts";
import { BY_WEIGHTS_SIGN, weightsMark } from "../words/verdict-words.ts";
import { stratumName } from "./terminal-scenarios.ts";
import { type Paint, wrapLine } from "./terminal-table.ts";

const GAP = "  ";
/** Narrower than this, size and build time are left to the report. */
const ROOM_FOR_COSTS = 72;

/** Why the verdict, in one clause: what got slower first, since that is what asks for care. */
function whyOf(story: IndexStory, { best }: Summary): string {
	const { index, slower, faster, notes } = story;
	const [worst] = slower;
	const top = best.find(({ stratum }) => uses(stratum, index));
	const more = slower.length > 1 ? `, ${slower.length - 1} more slower` : "";
	// What is told of an index that earns its keep besides is in the report.
	const doubt = index.verdict === "keep" || index.verdict === "keep-with-care" ? undefined : notes[0];
	const clauses = [
		worst === undefined ? "" : `${stratumName(worst)} ${strengthWords(strengthOf(worst.stratum))}${more}`,
		top === undefined
			? ""
			: `${formatCount(faster, "stratum", "strata")} ${faster === 1 ? "" : "up to "}${strengthWords(strengthOf(top.stratum))}`,
	].filter((part) => part !== "");
	const harms = index.reasons.filter(isWriteHarm).map((reason) => reasonWords(reason, index));
	return [
		...(doubt === undefined ? [] : [doubt]),
		...harms,
		...(clauses.length === 0 ? [] : [clauses.join("; ")]),
	].join(" ");
}

/** Per index its verdict, what it costs, and why: behind them where there is room, else below. */
export function indexBlock(summary: Summary, paint: Paint, columns: number): string {
	const stories = indexStories(summary.record);
	if (stories.length === 0) return "";
	const rows = stories.map((story) => {
		const { index } = story;
		const costs = [formatBytes(index.bytes), formatSeconds(index.buildSeconds)];
		return {
			cells: [
				indexName(index, summary.record),
				markedVerdict(paint, index),
				...(columns < ROOM_FOR_COSTS ? [] : costs),
			],
			why: whyOf(story, summary),
		};
	});
	const titles = ["Index", "verdict", ...(columns < ROOM_FOR_COSTS ? [] : ["size", "build"])];
	const widths = titles.map((title, at) => Math.max(title.length, ...rows.map(({ cells }) => lengthOf(cells[at]))));
	const line = (cells: readonly string[]) =>
		cells
			.map((cell, at) => {
				const padding = " ".repeat(Math.max(0, (widths[at] ?? 0) - lengthOf(cell)));
				return at < 2 ? `${cell}${padding}` : `${padding}${cell}`;
			})
			.join(GAP);
	const lines = rows.flatMap(({ cells, why }) => {
		const start = line(cells);
		if (lengthOf(start) > columns) return [cells[0] ?? "", ...indented(`${cells[1] ?? ""}: ${why}`, columns)];
		if (lengthOf(start) + GAP.length + why.length <= columns) return [`${start}${GAP}${why}`.trimEnd()];
		return [start.trimEnd(), ...indented(why, columns)];
	});
	return [paint.strong(line(titles).slice(0, columns).trimEnd()), ...lines].join("\n");
}

/** A verdict in its colour, with its mark where it rests on assumed weights. */
export function markedVerdict(paint: Paint, of: Parameters<typeof weightsMark>[0]): string {
	return `${paint.verdict(of.verdict)}${weightsMark(of) === undefined ? "" : BY_WEIGHTS_SIGN}`;
}

function isWriteHarm({ kind }: IndexReason): boolean {
	return kind === "write-slower" || kind === "throughput-lost" || kind === "deadlocks";
}

function indented(text: string, columns: number): readonly string[] {
	return wrapLine(text, columns - GAP.length)
		.split("\n")
		.map((part) => `${GAP}${part}`);
}

function lengthOf(text: string | undefined): number {
	return stripVTControlCharacters(text ?? "").length;
}
