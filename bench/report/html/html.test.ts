import { describe, expect, test } from "vitest";
import { html, isNothing, joined } from "./html.ts";

describe("a template of markup", () => {
	test("escapes text in content and in attributes, and no markup of its own", () => {
		const name = `</b><script>"'&`;
		const escaped = "&lt;/b&gt;&lt;script&gt;&quot;&#39;&amp;";
		expect(html`<b title="${name}">${name}${html`<i>${1}</i>`}</b>`.markup).toBe(
			`<b title="${escaped}">${escaped}<i>1</i></b>`,
		);
	});

	test("joins lists and leaves out nothing", () => {
		const items = ["a<", undefined, html`<li>b</li>`, [2, "c"]];
		expect(html`<ul>${items}</ul>`.markup).toBe("<ul>a&lt;<li>b</li>2c</ul>");
		expect(joined(["a", "b"], html`<br>`).markup).toBe("a<br>b");
		expect(isNothing([undefined, "", html``])).toBe(true);
		expect(isNothing(0)).toBe(false);
	});

	test("is never taken for text, so that forgetting shows", () => {
		expect(String(html`<b></b>`)).toBe("[object Object]");
	});
});
