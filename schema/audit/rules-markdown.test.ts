import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULE_IDS, RULES } from "./rules.ts";
import { rulesMarkdown } from "./rules-markdown.ts";

const PAGE = join(import.meta.dirname, "..", "..", "docs", "audit.md");
const BEGIN = "<!-- rules: made from schema/audit/rules; UPDATE_DOCS=1 makes them anew -->\n";
const END = "<!-- end of rules -->";

test("docs/audit.md says of each rule what the rule says of itself", () => {
	const page = readFileSync(PAGE, "utf8");
	const [before = "", rest = ""] = page.split(BEGIN);
	const after = rest.slice(rest.indexOf(END));
	const wanted = `${before}${BEGIN}\n${rulesMarkdown()}\n${after}`;
	if (process.env.UPDATE_DOCS !== undefined) writeFileSync(PAGE, wanted);
	else expect(page).toBe(wanted);
});

test("each rule's documentation is plain: short sentences, and what to do", () => {
	for (const id of RULE_IDS) {
		expect(RULES[id].id).toBe(id);
		const sentences = RULES[id].documentation.split(/(?<=[.!?])\s+(?=[A-Z`])/);
		for (const sentence of sentences)
			expect([id, sentence, sentence.split(" ").length <= 40]).toEqual([id, sentence, true]);
		const words = RULES[id].documentation.split(" ").length;
		expect([id, words / sentences.length <= 22]).toEqual([id, true]);
	}
});
