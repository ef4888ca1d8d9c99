import type { Advice } from "../../record/advice/schema.ts";
import { formatCount, formatNumber, formatSeconds } from "../format.ts";
import { plain, table } from "../markdown/markdown-text.ts";
import { printableLine } from "../printable.ts";
import { figuresOf } from "./figures.ts";
import { CHOSEN_TITLES, chosenRows, OTHER_TITLES, otherRows } from "./rows.ts";
import {
	countWords,
	curveWords,
	estimateWords,
	footnotes,
	headlineOf,
	patternWords,
	referenceWords,
	whyNotWords,
} from "./words.ts";

/** So many candidates that were not chosen, and suggestions that were not tried, are listed. */
const MOST_OTHERS = 30;
const MOST_NOT_TRIED = 30;
const RIGHT = new Set(["#", "Spares", "Writes", "Net", "Size", "Build", "Alone spares"]);

/** An advice as Markdown. @param charts names of pictures in the folder "charts". */
export function adviceMarkdown(
	advice: Advice,
	charts: readonly { readonly name: string; readonly alt: string }[],
): string {
	const figures = figuresOf(advice);
	const { environment, dataset } = advice;
	const titled = (titles: readonly string[]) => titles.map((title) => (RIGHT.has(title) ? `${title}:` : title));
	const cells = (rows: readonly (readonly string[])[]) =>
		rows.map((row) => row.map((text) => plain(printableLine(text))));
	const sentences = [curveWords(figures), referenceWords(figures), countWords(figures), estimateWords(figures)];
	const chosen = chosenRows(figures);
	const others = otherRows(figures, MOST_OTHERS);
	const patterns = patternWords(figures);
	const kinds = Map.groupBy(advice.notTried, ({ why }) => why.kind);
	return `${[
		`# Advice: ${plain(printableLine(advice.suiteTitle))}`,
		`**${plain(headlineOf(figures))}**`,
		sentences.flatMap((text) => (text === undefined ? [] : [plain(text)])).join(" "),
		...(chosen.length === 0 ? [] : ["## The set", table(titled(CHOSEN_TITLES), cells(chosen))]),
		...charts.map(({ name, alt }) => `![${plain(alt)}](charts/${name})`),
		...(others.length === 0
			? []
			: [
					"## Measured and not chosen",
					...(figures.others.length > others.length
						? [`The first ${others.length} of ${figures.others.length}; all are in advice.json.`]
						: []),
					table(titled(OTHER_TITLES), cells(others)),
				]),
		...(patterns.length === 0 ? [] : ["## How plans got worse", patterns.map((text) => `- ${plain(text)}`).join("\n")]),
		...(advice.notTried.length === 0
			? []
			: [
					"## Not tried",
					[...kinds]
						.map(([, left]) => {
							const [first] = left;
							if (first === undefined) return "";
							const named = left
								.slice(0, 5)
								.map(({ spec }) => plain(printableLine(spec)))
								.join(", ");
							return `- ${formatCount(left.length, "suggestion")}, such as ${named}: ${plain(printableLine(whyNotWords(first)))}.`;
						})
						.slice(0, MOST_NOT_TRIED)
						.join("\n"),
				]),
		"## What this rests on",
		footnotes(figures)
			.map((text) => `- ${plain(text)}`)
			.join("\n"),
		`MySQL ${plain(environment.mysql.version)}, scale ${plain(dataset.scale)}, seed ${dataset.seed}; ${formatNumber(advice.effort.explained)} plans, ${formatNumber(advice.effort.executed)} executions; ${timesOf(advice)}.`,
	].join("\n\n")}\n`;
}

function timesOf({ timing }: Advice): string {
	return Object.entries(timing)
		.map(([name, seconds]) => `${name} ${formatSeconds(seconds)}`)
		.join(", ");
}
