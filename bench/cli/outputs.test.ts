import { resolve } from "node:path";
import { expect, test } from "vitest";
import { writtenLine } from "./outputs.ts";

test("the folder of a run is named once, its charts are counted, and files elsewhere have paths of their own", () => {
	const run = resolve("results/run");
	const files = ["report.md", "report.html", "charts/claims.png", "charts/claims-dark.png"].map(
		(name) => `${run}/${name}`,
	);
	expect(writtenLine([...files, "/elsewhere/junit.xml"], run)).toBe(
		"Written: results/run/: report.md, report.html, charts/ (2 files); /elsewhere/junit.xml",
	);
	expect(writtenLine(["/elsewhere/junit.xml"], run)).toBe("Written: /elsewhere/junit.xml");
});
