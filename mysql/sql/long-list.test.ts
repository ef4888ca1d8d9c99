import { expect, test } from "vitest";
import { scopesOf } from "./table-references.ts";
import { tokensOf } from "./tokens.ts";

/** The steps of reading a statement: how often its tokens were looked at, however fast this machine is. */
function scopesAndLooks(values: number) {
	const list = Array.from({ length: values }, (_, i) => i * 11).join(", ");
	const tokens = tokensOf(`select * from parts p, bins where p.sku in (${list}) and p.bin = bins.id`);
	let looks = 0;
	const watched = new Proxy(tokens, {
		get(target, name, receiver) {
			if (typeof name === "string" && /^\d+$/.test(name)) looks++;
			return Reflect.get(target, name, receiver);
		},
	});
	return { scopes: scopesOf(watched), looks };
}

test("a list of sixty thousand values is read in one go, and the tables around it are found", () => {
	const { scopes, looks } = scopesAndLooks(60_000);
	expect(scopes[0]?.references).toEqual([
		{ table: "parts", alias: "p" },
		{ table: "bins", alias: "bins" },
	]);
	// Ten times the values, ten times the looks: no value is looked at again for each that follows.
	expect(looks).toBeGreaterThan(60_000);
	expect(looks).toBeLessThan(11 * scopesAndLooks(6_000).looks);
});
