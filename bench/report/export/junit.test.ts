import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { checkGate } from "../../judge/gate.ts";
import type { Waiver } from "../../judge/waivers.ts";
import type { RunRecord, StratumRecord } from "../../record/schema.ts";
import { hostileRecord } from "../fixtures/hostile-text.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { gateWords } from "../words/gate-words.ts";
import { junitXml } from "./junit.ts";

interface Case {
	readonly "@name": string;
	readonly "@classname": string;
	readonly failure?: { readonly "@message": string };
	readonly skipped?: { readonly "@message": string };
}

interface Suite {
	readonly "@name": string;
	readonly "@tests": string;
	readonly "@failures": string;
	readonly "@skipped": string;
	readonly testcase?: readonly Case[];
}

function parse(xml: string): readonly Suite[] {
	expect(XMLValidator.validate(xml)).toBe(true);
	const parser = new XMLParser({
		ignoreAttributes: false,
		attributeNamePrefix: "@",
		parseAttributeValue: false,
		processEntities: true,
		htmlEntities: true,
		isArray: (name) => name === "testcase" || name === "testsuite",
	});
	return parser.parse(xml).testsuites.testsuite;
}

const casesOf = (record: RunRecord, waivers: readonly Waiver[] = []) =>
	parse(junitXml(record, waivers)).flatMap(({ testcase }) => testcase ?? []);

const record = sampleRecord({ strata: 12 });
const strata = record.scenarios.flatMap((scenario) => scenario.strata);

/** The record with one verdict for every stratum. */
function withVerdict(verdict: StratumRecord["verdict"]): RunRecord {
	return {
		...record,
		scenarios: record.scenarios.map((scenario) => ({
			...scenario,
			strata: scenario.strata.map((stratum) => ({ ...stratum, verdict })),
		})),
	};
}

describe("a run as JUnit XML", () => {
	test("has one case for the run and one per stratum, index and claim, and counts them rightly", () => {
		const suites = parse(junitXml(record, []));
		expect(suites.map((suite) => Number(suite["@tests"]))).toEqual([
			1,
			strata.length,
			record.indexes.length,
			record.claims.length,
		]);
		for (const suite of suites) {
			const cases = suite.testcase ?? [];
			expect(cases).toHaveLength(Number(suite["@tests"]));
			expect(cases.filter(({ failure }) => failure !== undefined)).toHaveLength(Number(suite["@failures"]));
			expect(cases.filter(({ skipped }) => skipped !== undefined)).toHaveLength(Number(suite["@skipped"]));
		}
	});

	test("fails exactly what the gate fails on, with the gate's words", () => {
		const slower = withVerdict("slower");
		const { failures } = checkGate(slower);
		const failed = casesOf(slower).flatMap(({ failure }) => (failure === undefined ? [] : [failure["@message"]]));
		expect(failed.length).toBeGreaterThanOrEqual(strata.length);
		expect(failed.toSorted()).toEqual(failures.map((finding) => gateWords(finding, slower)).toSorted());
	});

	test("does not fail what a waiver accepts", () => {
		const slower = withVerdict("slower");
		const waivers = slower.scenarios.map(({ id }) => ({ scenario: id, reason: "known", atMost: 1e9 }));
		const failed = casesOf(slower, waivers).filter(({ failure }) => failure !== undefined);
		expect(failed.filter((found) => found["@classname"] !== "perf-001.index")).toEqual([]);
	});

	test("skips what is unresolved, since noise is no failure", () => {
		const cases = casesOf(withVerdict("unresolved"));
		expect(cases.filter(({ skipped }) => skipped !== undefined).length).toBeGreaterThanOrEqual(strata.length);
	});

	test("a run that ended early fails as a run, and says why", () => {
		const [run] = casesOf({ ...record, status: "failed", failure: "The server went away." });
		expect(run?.failure?.["@message"]).toContain("The server went away.");
		expect(casesOf(record)[0]?.failure).toBeUndefined();
	});

	test("is well-formed whatever the names and sentences hold", () => {
		const odd = (text: string) => `${text} <b a="1">&amp;]]>'\u0000\u001b\u{1f600}\ud800\uffff-->`;
		const xml = junitXml(
			hostileRecord({
				...record,
				scenarios: record.scenarios.map((scenario) => ({ ...scenario, title: odd(scenario.title) })),
				claims: record.claims.map((claim) => ({ ...claim, statement: odd(claim.statement) })),
			}),
			[],
		);
		parse(xml);
		// Outside Char of XML 1.0, fifth edition: controls but for the white space, lone surrogates, two noncharacters.
		expect(xml).not.toMatch(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/u);
	});
});
