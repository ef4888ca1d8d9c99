import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { escapeHtml, scriptJson } from "./escape.ts";

/** What a page is made of. Whatever is markup is escaped already. */
export interface PageParts {
	readonly title: string;
	/** Below the title, such as where and when it was measured. */
	readonly heading: string;
	readonly place: string;
	readonly main: string;
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
	return [
		`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
		`<title>${escapeHtml(title)}</title><style>${style}</style><script>${early}</script></head><body>`,
		[
			`<header><div><h1>${escapeHtml(heading)}</h1><p>${escapeHtml(place)}</p></div>`,
			'<nav aria-label="Report"><button type="button" class="copy" data-copy="markdown">Copy as Markdown</button>',
			'<button type="button" id="theme">Theme: auto</button></nav></header>',
		].join(""),
		`<main>${main}</main>`,
		`<script type="application/json" id="data">${scriptJson(data)}</script>`,
		`<script>${script}</script></body></html>\n`,
	].join("\n");
}

/** The text of a file beside this one, found from its address as import.meta.resolve gives it. */
function source(address: string): string {
	return readFileSync(fileURLToPath(address), "utf8");
}

function hashOf(text: string): string {
	return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** A command or a query with a button that copies it. */
export function copyable(text: string, label: string, button: string): string {
	return `<div class="sql"><button type="button" class="copy" data-copy="sql">${button}</button><pre tabindex="0" aria-label="${label}"><code>${escapeHtml(text)}</code></pre></div>`;
}
