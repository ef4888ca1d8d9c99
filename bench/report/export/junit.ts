import { checkGate } from "../../judge/gate.ts";
import type { Waiver } from "../../judge/waivers.ts";
import type { RunRecord } from "../../record/schema.ts";
import { printableRecord } from "../printable.ts";
import { savedWithInterval } from "../time-saved.ts";
import { claimWords } from "../words/claim-words.ts";
import { gateWords } from "../words/gate-words.ts";
import { indexWords } from "../words/index-words.ts";
import { stratumWords } from "../words/stratum-words.ts";
import { verdictWords } from "../words/verdict-words.ts";

interface TestCase {
	readonly className: string;
	readonly name: string;
	readonly seconds: number;
	/** What the gate fails on. */
	readonly failure?: string;
	/** Why nothing can be said. */
	readonly skipped?: string;
	readonly output: string;
}

/**
 * The run as JUnit XML: one test case for the run itself, and one per stratum, index and claim. What the gate would fail
 * on with these waivers is a failure, what is unresolved is skipped. Claims never fail: whether an estimate was right is
 * no defect of the index.
 */
export function junitXml(raw: RunRecord, waivers: readonly Waiver[]): string {
	const record = printableRecord(raw);
	const suites: readonly (readonly [string, readonly TestCase[]])[] = [
		["run", [runCase(record)]],
		["scenarios", stratumCases(record, waivers)],
		["indexes", indexCases(record, waivers)],
		["claims", claimCases(record)],
	];
	const all = suites.flatMap(([, cases]) => cases);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites ${attributes({ name: `index-impact ${record.suite}`, ...totals(all) })}>`,
		...suites.flatMap(([name, cases]) => [
			`\t<testsuite ${attributes({ name: `${record.suite} ${name}`, timestamp: record.startedAt, ...totals(cases) })}>`,
			...cases.flatMap(caseLines),
			"\t</testsuite>",
		]),
		"</testsuites>",
		"",
	].join("\n");
}

/** The gate is asked about one part of the record at a time: it alone knows what fails. */
function gateFailure(record: RunRecord, part: Partial<RunRecord>, waivers: readonly Waiver[]): string | undefined {
	const { failures } = checkGate({ ...record, status: "complete", scenarios: [], indexes: [], ...part }, waivers);
	return failures.length === 0 ? undefined : failures.map((finding) => gateWords(finding, record)).join("\n");
}

function runCase(record: RunRecord): TestCase {
	const failure = gateFailure(record, { status: record.status }, []);
	return {
		className: `${record.suite}.run`,
		name: "the run is complete",
		seconds: 0,
		...(failure === undefined ? {} : { failure: record.failure === null ? failure : `${failure} ${record.failure}` }),
		output: `${record.runId}, MySQL ${record.environment.mysql.version}, scale ${record.dataset.scale}`,
	};
}

function stratumCases(record: RunRecord, waivers: readonly Waiver[]): readonly TestCase[] {
	return record.scenarios.flatMap((scenario) =>
		scenario.strata.map((stratum): TestCase => {
			const { change, verdict, pairs } = stratum;
			const reason = stratumWords(stratum);
			const failure = gateFailure(record, { scenarios: [{ ...scenario, strata: [stratum] }] }, waivers);
			const figures = change === undefined ? "" : ` Time saved: ${savedWithInterval(change.reductionPct, change.ci)}.`;
			return {
				className: `${record.suite}.${scenario.id}`,
				name: `${scenario.title} · ${stratum.id}`,
				seconds: pairs.reduce((sum, [before, after]) => sum + before + after, 0) / 1000,
				...(failure === undefined ? {} : { failure }),
				...(verdict === "unresolved" ? { skipped: reason } : {}),
				output: `${verdict}.${figures} ${reason}`,
			};
		}),
	);
}

function indexCases(record: RunRecord, waivers: readonly Waiver[]): readonly TestCase[] {
	return record.indexes.map((index) => {
		const failure = gateFailure(record, { indexes: [index] }, waivers);
		const why = indexWords(index).join(" ");
		return {
			className: `${record.suite}.index`,
			name: `${index.table}.${index.name} earns its keep`,
			seconds: 0,
			...(failure === undefined ? {} : { failure }),
			...(index.verdict === "unresolved" ? { skipped: why } : {}),
			output: `${verdictWords(index)}. ${why}`,
		};
	});
}

function claimCases(record: RunRecord): readonly TestCase[] {
	return record.claims.map((claim) => ({
		className: `${record.suite}.claim`,
		name: `${claim.id}: ${claim.statement}`,
		seconds: 0,
		...(claim.verdict === "unresolved" || claim.verdict === "not-judged" ? { skipped: claimWords(claim) } : {}),
		output: `${verdictWords(claim)}. ${claimWords(claim)}`,
	}));
}

function totals(cases: readonly TestCase[]): Readonly<Record<string, string | number>> {
	return {
		tests: cases.length,
		failures: cases.filter(({ failure }) => failure !== undefined).length,
		errors: 0,
		skipped: cases.filter(({ failure, skipped }) => failure === undefined && skipped !== undefined).length,
		time: cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
	};
}

function caseLines({ className, name, seconds, failure, skipped, output }: TestCase): readonly string[] {
	const outcome =
		failure !== undefined
			? [`\t\t\t<failure ${attributes({ message: failure, type: "gate" })}>${escaped(failure)}</failure>`]
			: skipped !== undefined
				? [`\t\t\t<skipped ${attributes({ message: skipped })}/>`]
				: [];
	return [
		`\t\t<testcase ${attributes({ classname: className, name, time: seconds.toFixed(3) })}>`,
		...outcome,
		`\t\t\t<system-out>${escaped(output)}</system-out>`,
		"\t\t</testcase>",
	];
}

function attributes(values: Readonly<Record<string, string | number>>): string {
	return Object.entries(values)
		.map(([name, value]) => `${name}="${escaped(String(value)).replaceAll("\n", "&#10;")}"`)
		.join(" ");
}

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&apos;",
};

/** Text for an element or an attribute. Printable text has no control characters left; two more are no XML at all. */
function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "").replace(/[\uFFFE\uFFFF]/g, "\uFFFD");
}
