import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Html, html, joined, ownSource, type Part, scriptJson } from "./html.ts";

/** What a page is made of. */
export interface PageParts {
	readonly title: string;
	/** Below the title, such as where and when it was measured. */
	readonly heading: string;
	readonly place: string;
	readonly main: Part;
	/** What the page's script cannot read off the page; `markdown` is what its copy button copies. */
	readonly data: { readonly markdown: string } & Readonly<Record<string, unknown>>;
	/** Addresses of style sheets, as import.meta.resolve gives them; later ones override earlier ones. */
	readonly styles: readonly string[];
}

/** One HTML file that needs nothing else: no network, no other file, and no script to be read. */
export function pageHtml({ title, heading, place, main, data, styles }: PageParts): string {
	const style = styles.map(source).join("");
	const script = source(import.meta.resolve("./page.js"));
	const early = source(import.meta.resolve("./early.js"));
	// Only this very style and these scripts may run, whatever the record holds, and nothing may be fetched.
	const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(early)} ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
	const page = [
		html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${ownSource(policy)}">`,
		html`<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">`,
		html`<title>${title}</title><style>${ownSource(style)}</style><script>${ownSource(early)}</script></head><body>`,
		[
			html`<header><div><h1>${heading}</h1><p>${place}</p></div>`,
			html`<nav aria-label="Report"><button type="button" class="copy" data-copy="markdown">Copy as Markdown</button>`,
			html`<button type="button" id="theme">Theme: auto</button></nav></header>`,
		],
		html`<main>${main}</main>`,
		html`<script type="application/json" id="data">${scriptJson(data)}</script>`,
		html`<script>${ownSource(script)}</script></body></html>\n`,
	];
	return joined(page, "\n").markup;
}

/** The text of a file beside this one, found from its address as import.meta.resolve gives it. */
function source(address: string): string {
	return readFileSync(fileURLToPath(address), "utf8");
}

function hashOf(text: string): string {
	return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** A command or a query with a button that copies it. */
export function copyable(text: string, label: string, button: string): Html {
	return html`<div class="sql"><button type="button" class="copy" data-copy="sql">${button}</button><pre tabindex="0" aria-label="${label}"><code>${text}</code></pre></div>`;
}
