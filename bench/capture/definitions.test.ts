import { expect, test } from "vitest";
import { maskedType } from "./definitions.ts";

test("members of an enum are numbered whatever they hold, and other types stay", () => {
	expect(maskedType("enum('a','it''s, b)','')")).toBe("enum('m1','m2','m3')");
	expect(maskedType("set('x')")).toBe("set('m1')");
	expect(maskedType("decimal(10,2) unsigned")).toBe("decimal(10,2) unsigned");
});

test("an enum of very many members keeps as many as the format has room for", () => {
	const masked = maskedType(`enum(${Array.from({ length: 900 }, (_, at) => `'value ${at}'`).join(",")})`);
	expect(masked.length).toBeLessThanOrEqual(2000);
	expect(masked).toMatch(/^enum\('m1',.*'m\d+'\)$/);
});
