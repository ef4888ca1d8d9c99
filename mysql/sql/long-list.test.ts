import { expect, test } from "vitest";
import { scopesOf } from "./table-references.ts";
import { tokensOf } from "./tokens.ts";

test("a list of sixty thousand values is read in one go, and the tables around it are found", () => {
	const list = Array.from({ length: 60_000 }, (_, i) => i * 11).join(", ");
	const started = performance.now();
	const scopes = scopesOf(tokensOf(`select * from parts p, bins where p.sku in (${list}) and p.bin = bins.id`));
	expect(performance.now() - started).toBeLessThan(5000);
	expect(scopes[0]?.references).toEqual([
		{ table: "parts", alias: "p" },
		{ table: "bins", alias: "bins" },
	]);
});
