const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** Markup that is safe to put into a page. Only this module makes it, so that no text gets into a page unescaped. */
export class Html {
	readonly markup: string;
	constructor(markup: string) {
		this.markup = markup;
	}
}

/** What a template takes: text and numbers are escaped, markup is not, lists are joined, nothing adds nothing. */
export type Part = Html | string | number | undefined | readonly Part[];

/** A piece of HTML or SVG whose values are escaped by themselves, in the content and in quoted attributes. */
export function html(pieces: TemplateStringsArray, ...values: readonly Part[]): Html {
	return new Html(pieces.map((piece, at) => piece + (at < values.length ? markupOf(values[at]) : "")).join(""));
}

/** Parts one after the other, with what stands between them. */
export function joined(parts: readonly Part[], between: Part = ""): Html {
	return new Html(parts.map(markupOf).join(markupOf(between)));
}

/** Whether nothing would be shown. */
export function isNothing(part: Part): boolean {
	return markupOf(part) === "";
}

/** Style sheets and scripts of this program itself: the only texts that are put into a page as they are. */
export function ownSource(text: string): Html {
	return new Html(text);
}

/** JSON for the inside of a script element: no sequence in it can end the element, open a comment or break a line. */
export function scriptJson(value: unknown): Html {
	const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
	return new Html(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped));
}

function markupOf(part: Part): string {
	if (part === undefined) return "";
	if (part instanceof Html) return part.markup;
	if (typeof part === "object") return part.map(markupOf).join("");
	return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
