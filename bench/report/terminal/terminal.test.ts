import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { ArmRecord, RunRecord } from "../../record/schema.ts";
import { hostileRecord } from "../fixtures/hostile-text.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { renderTerminal } from "./terminal.ts";

/** The sample as a run that timed nothing has it. */
function countersRecord(): RunRecord {
	return sampleRecord({
		strata: 16,
		change: (record) => ({
			...record,
			mode: "counters",
			noiseFloor: { pct: 0, pairs: 0, trials: [] },
			threshold: { pct: 0 },
			claims: record.claims.map((claim) => ({ ...claim, observed: null, alternatives: {}, verdict: "unresolved" })),
			scenarios: record.scenarios.map((scenario) => ({
				...scenario,
				strata: scenario.strata.map(({ change: _, before, after, ...stratum }) => ({
					...stratum,
					pairs: [],
					order: [],
					before: evidenceAlone(before),
					after: evidenceAlone(after),
					decidedBy: "evidence",
				})),
			})),
		}),
	});
}

function evidenceAlone({ p50: _, p95: __, p99: ___, mean: ____, p50Ci: _____, ...evidence }: ArmRecord): ArmRecord {
	return evidence;
}

describe("the terminal report", () => {
	it.each([40, 60, 80, 100, 140])("never exceeds a width of %d columns in a row of a table", (width) => {
		const lines = renderTerminal(sampleRecord({ title: (title) => `${title} ${"long ".repeat(30)}end` }), {
			width,
			color: true,
		}).split("\n");
		// A single word that is longer than the line, such as a run's id, stays whole.
		const tooLong = lines.map(stripVTControlCharacters).filter((line) => line.length > width && line.includes(" "));
		expect(tooLong).toEqual([]);
	});

	it("reads as recorded at 100 columns", async () => {
		const text = renderTerminal(sampleRecord({ strata: 16 }), { width: 100, color: false });
		await expect(text).toMatchFileSnapshot("../fixtures/golden/terminal-100.golden");
	});

	it("reads as recorded at 60 columns", async () => {
		const text = renderTerminal(sampleRecord({ strata: 16 }), { width: 60, color: false });
		await expect(text).toMatchFileSnapshot("../fixtures/golden/terminal-60.golden");
	});

	it.each([80, 100, 120])("ends with the answer, on one screen of %d columns however long the table is", (width) => {
		const lines = renderTerminal(sampleRecord({ strata: 60 }), { width, color: false }).split("\n");
		const answer = lines.findIndex((line) => /^─+$/.test(line));
		expect(answer).toBeGreaterThan(60);
		expect(lines.length - answer).toBeLessThan(50);
		const text = lines.slice(answer).join("\n");
		for (const title of ["Index", "Claim", "Worst and best"]) expect(text).toMatch(new RegExp(`^${title} `, "m"));
	});

	it.each([60, 80, 100, 140])("says at %d columns what an index that asks for care makes slower", (width) => {
		const record = sampleRecord({ strata: 24 });
		const text = renderTerminal(record, { width, color: false });
		const [, answer = ""] = text.split(/^─+$/m);
		for (const { name } of record.indexes.filter(({ verdict }) => verdict === "keep-with-care")) {
			const reason = answer.slice(answer.indexOf(`${name} `)).split(/\n(?! )/)[0] ?? "";
			expect(reason.replaceAll(/\s+/g, " ")).toMatch(/ [\d.]+x slower/);
		}
	});

	it("names strata by the ids that --only, waivers and the gate take, whole where before and after fit beside them", () => {
		const record = sampleRecord({ strata: 16 });
		const text = renderTerminal(record, { width: 120, color: false });
		for (const { id, strata } of record.scenarios)
			for (const stratum of strata) expect(text).toMatch(new RegExp(`^${id} ${stratum.id} .* (ms|s|µs) `, "m"));
	});

	it("tells of a run by counters alone the work of both arms, and nothing of time, claims or weights", () => {
		const record = countersRecord();
		const text = renderTerminal(record, { width: 120, color: false });
		for (const word of ["n/a", "interval", "threshold", "weights", "1.0x", "median", "noise floor"])
			expect(text).not.toContain(word);
		expect(text).toContain("no claim is judged");
		expect(text).toContain("Nothing was timed: every query ran");
		expect(text).toMatch(/^\S+ \S+ +[\d,]+ \+ [\d,]+ +[\d,]+ \+ [\d,]+ +[\d,.]+x less +▲ faster$/m);
	});

	it.each([
		["a busy machine", { disturbances: [{ kind: "busy-processors", processors: 2 }] }, "‡ .*busy processors"],
		["a plan that flipped", { planFlip: { arm: "after", to: "t:ALL:-" } }, "‡ .*plan flipped"],
	] as const)("marks a verdict that is open in spite of a clear interval: %s", (_, doubt, legend) => {
		const record = sampleRecord({ strata: 6 });
		const [first, ...others] = record.scenarios;
		if (first === undefined) throw new Error("the sample has scenarios");
		const strata = first.strata.map((stratum) => ({
			...stratum,
			...doubt,
			disturbances: "disturbances" in doubt ? [...doubt.disturbances] : undefined,
			verdict: "unresolved" as const,
		}));
		const changed = { ...record, scenarios: [{ ...first, strata }, ...others] };
		const text = renderTerminal(changed, { width: 120, color: false });
		expect(text).toMatch(/◇ unresolved‡$/m);
		expect(text).toMatch(new RegExp(`^${legend}`, "m"));
		expect(renderTerminal(record, { width: 120, color: false })).not.toContain("‡");
	});

	it("colours only when asked, and then only the emphasis", () => {
		const record = sampleRecord({ strata: 4 });
		const [plain, colored] = [false, true].map((color) => renderTerminal(record, { width: 100, color }));
		expect(plain).not.toContain("\u001b");
		expect(colored).toContain("\u001b[32m▲ faster\u001b[39m");
		expect(stripVTControlCharacters(colored ?? "")).toBe(plain);
	});

	it("keeps the stratum in sight where a title is cut", () => {
		const text = renderTerminal(sampleRecord({ strata: 6 }), { width: 80, color: false });
		for (const stratum of ["hot account", "warm account", "cold account"]) expect(text).toContain(stratum);
	});

	it("says at the top what an unfinished run lacks", () => {
		const record = sampleRecord({
			strata: 4,
			change: (r) => ({ ...r, status: "partial", planned: [...r.planned, "zz"] }),
		});
		expect(renderTerminal(record, { width: 100, color: false })).toMatch(
			/^INCOMPLETE {2}The run is unfinished: 1 of 3 planned/,
		);
	});

	it("lets no control character of the record reach the terminal", () => {
		const text = renderTerminal(hostileRecord(sampleRecord({ strata: 6 })), { width: 200, color: false });
		expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
		expect(text).toContain("\\u{1b}[31m");
	});

	it("survives a record without any result", () => {
		const record = sampleRecord({
			strata: 0,
			change: (r) => ({ ...r, status: "failed", claims: [], indexes: [], notices: [] }),
		});
		expect(renderTerminal(record, { width: 80, color: false })).toContain("Nothing was measured.");
	});
});
