import { XMLParser } from "fast-xml-parser";
import { expect, test } from "vitest";
import { junitXml } from "./export/junit.ts";
import { sampleRecord } from "./fixtures/sample-record.ts";
import { renderHtml } from "./html/html-report.ts";
import { renderMarkdown } from "./markdown/markdown-report.ts";
import { renderTerminal } from "./terminal/terminal.ts";

/** Nothing in it is invisible, so every report must show it as it is. */
const VISIBLE = `it's "so" a\\b <i> & 😀 𝔘 שלום é |x| *y*`;

function unescapeHtml(html: string): string {
	const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
	return html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: keyof typeof entities) => entities[name]);
}

test("quotes, backslashes, four-byte and right-to-left text read the same in every report", () => {
	const record = sampleRecord({ strata: 4, title: (_, position) => `${VISIBLE} ${position}` });
	const markdown = renderMarkdown(record, "full").replace(/\\([\\`*[\]<>|~&$_])/g, "$1");
	expect(markdown).toContain(`${VISIBLE} 0`);
	expect(unescapeHtml(renderHtml(record))).toContain(`${VISIBLE} 0`);
	expect(renderTerminal({ ...record, notices: [VISIBLE] }, { width: 300, color: false })).toContain(VISIBLE);
	const [scenario] = record.scenarios;
	const spoilt = {
		...record,
		scenarios: record.scenarios.map((one) => ({ ...one, id: one === scenario ? VISIBLE : one.id })),
	};
	const parsed = new XMLParser({ ignoreAttributes: false, processEntities: true }).parse(junitXml(spoilt, []));
	expect(JSON.stringify(parsed)).toContain(JSON.stringify(VISIBLE).slice(1, -1));
});

test("what cannot be seen is spelt out, so that two texts that differ look different", () => {
	const record = sampleRecord({ strata: 2, title: () => "a\u202eb\u0000c\u200fd" });
	const spelt = "a\\u{202e}b\\u{0}c\\u{200f}d";
	expect(renderMarkdown(record, "full").replaceAll("\\\\", "\\")).toContain(spelt);
	expect(renderHtml(record)).toContain(spelt);
});
