import { expect, test } from "vitest";
import { perf001Catalogue } from "./catalogue.ts";
import { perf001 } from "./index.ts";

const numbered = (letter: string, last: number) => Array.from({ length: last }, (_, i) => `${letter}${i + 1}`);

test("the catalogue has every read of TERP's that touches one of the six tables, in order", () => {
	const entries = [...numbered("I", 22), ...numbered("F", 11), ...numbered("C", 8)];
	expect(perf001Catalogue.map(({ entry }) => entry)).toEqual(entries);
});

test("each entry is measured, and each scenario belongs to exactly one entry", () => {
	for (const { entry, scenarios } of perf001Catalogue) expect(scenarios.length, entry).toBeGreaterThan(0);
	const named = perf001Catalogue.flatMap(({ scenarios }) => scenarios);
	expect(named.toSorted()).toEqual(perf001.scenarios.map(({ id }) => id).toSorted());
});

test("docs/catalogue.md shows the catalogue", async () => {
	await expect(page()).toMatchFileSnapshot("../../docs/catalogue.md");
});

function page(): string {
	const scenarios = new Map(perf001.scenarios.map((scenario) => [scenario.id, scenario]));
	const core = perf001.scenarios.filter(({ tier = "core" }) => tier === "core").length;
	const rows = perf001Catalogue.flatMap(({ entry, read, scenarios: ids }) =>
		ids.map((id, at) => {
			const scenario = scenarios.get(id);
			return [
				at === 0 ? entry : "",
				at === 0 ? read : "",
				`\`${id}\``,
				scenario?.caller ?? "",
				String(scenario?.weight ?? ""),
				(scenario?.strata ?? []).map(({ id: stratum, share }) => `${stratum} ${Math.round(100 * share)} %`).join(", "),
				scenario?.affected === true ? "yes" : "no",
				scenario?.tier ?? "core",
			];
		}),
	);
	const omissions = perf001Catalogue.flatMap(({ entry, leftOut }) => (leftOut === undefined ? [] : [[entry, leftOut]]));
	return [
		"# The catalogue of perf-001",
		[
			"Every read of TERP's on the six indexed tables, at PERF-001 and later, and the scenarios that measure it.",
			`Of ${perf001.scenarios.length} scenarios ${core} are core, which every run measures; the others are measured with`,
			"`pnpm bench --full`, or when `--only` names them. Weight is an assumed number of executions on a busy day; the",
			"scenario's file says why. Affected means that the query names an indexed column: claims are judged on those.",
		].join("\n"),
		table(["Entry", "Read", "Scenario", "Caller", "Weight", "Strata", "Affected", "Tier"], rows),
		"## What cannot be expressed",
		"No entry is left out whole. Parts of some are, since the dataset has no such table or column:",
		table(["Entry", "Left out"], omissions),
		"`scenarios/perf-001/catalogue.ts` holds the list; a test keeps it and this page in step with the suite.",
	]
		.join("\n\n")
		.concat("\n");
}

/** A table whose columns are aligned, as the formatter of the other pages would have them. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = titles.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
	const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
	return [line(titles), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
