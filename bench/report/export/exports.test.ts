import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { exportRecord } from "./exporters.ts";
import { writeExports } from "./write-exports.ts";

const record = sampleRecord({ strata: 6 });
const strata = record.scenarios.flatMap((scenario) => scenario.strata);

/** Both formats as their trackers publish them. */
const SCHEMAS = {
	"github-action-benchmark": {
		type: "array",
		items: {
			type: "object",
			required: ["name", "unit", "value"],
			additionalProperties: false,
			properties: {
				name: { type: "string", minLength: 1 },
				unit: { type: "string" },
				value: { type: "number" },
				range: { type: "string" },
				extra: { type: "string" },
			},
		},
	},
	bencher: {
		type: "object",
		additionalProperties: {
			type: "object",
			minProperties: 1,
			additionalProperties: {
				type: "object",
				required: ["value"],
				additionalProperties: false,
				properties: { value: { type: "number" }, lower_value: { type: "number" }, upper_value: { type: "number" } },
			},
		},
	},
} as const;

describe.each(["github-action-benchmark", "bencher"] as const)("the export for %s", (format) => {
	test("has the tracker's shape", () => {
		const validate = new Ajv({ strict: true }).compile(SCHEMAS[format]);
		const parsed: unknown = JSON.parse(exportRecord(record, format));
		expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
	});

	test("speaks of ratios alone, so that a machine twice as slow gives the same file", () => {
		const slower = {
			...record,
			scenarios: record.scenarios.map((scenario) => ({
				...scenario,
				strata: scenario.strata.map((stratum) => ({
					...stratum,
					pairs: stratum.pairs.map(([before, after]): [number, number] => [2 * before, 2 * after]),
				})),
			})),
		};
		expect(exportRecord(slower, format)).toBe(exportRecord(record, format));
	});

	test("leaves out what was not timed or is invalid", () => {
		const partly = {
			...record,
			scenarios: record.scenarios.map((scenario) => ({
				...scenario,
				strata: scenario.strata.map(({ change: _, ...stratum }) => stratum),
			})),
		};
		expect(Object.keys(JSON.parse(exportRecord(partly, format)))).toEqual([]);
		const invalid = {
			...record,
			scenarios: record.scenarios.map((scenario) => ({
				...scenario,
				strata: scenario.strata.map((stratum) => ({ ...stratum, verdict: "invalid" as const })),
			})),
		};
		expect(Object.keys(JSON.parse(exportRecord(invalid, format)))).toEqual([]);
	});
});

test("the value of a stratum is its time after over its time before, smaller is better", () => {
	const entries: { name: string; value: number }[] = JSON.parse(exportRecord(record, "github-action-benchmark"));
	const metrics: Record<
		string,
		Record<string, { value: number; lower_value: number; upper_value: number }>
	> = JSON.parse(exportRecord(record, "bencher"));
	expect(entries).toHaveLength(strata.length);
	for (const [at, { name, value }] of entries.entries()) {
		const { change } = strata[at] ?? {};
		expect(value).toBeCloseTo(1 / (change?.factor ?? Number.NaN), 9);
		const metric = metrics[name]?.["after-before-ratio"];
		expect(metric?.value).toBe(value);
		expect(metric?.lower_value).toBeLessThanOrEqual(value);
		expect(metric?.upper_value).toBeGreaterThanOrEqual(value);
	}
});

test("files are written whole, into folders that are made for them", async () => {
	const folder = await mkdtemp(join(tmpdir(), "index-impact-export-"));
	try {
		const junit = join(folder, "ci", "junit.xml");
		const file = join(folder, "trackers", "bencher.json");
		const written = await writeExports(record, { junit, exports: [{ format: "bencher", file }] }, []);
		expect(written).toEqual([junit, file]);
		expect(await readFile(file, "utf8")).toBe(exportRecord(record, "bencher"));
		expect(await readdir(join(folder, "ci"))).toEqual(["junit.xml"]);
		await expect(writeExports(record, { junit: join(junit, "x.xml"), exports: [] }, [])).rejects.toMatchObject({
			kind: "usage",
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
