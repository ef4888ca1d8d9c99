import { BenchError } from "../../../base/errors.ts";
import { keyOfRecord } from "../../../scenarios/key.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import type { IndexSpec, Key, Scenario } from "../../../scenarios/suite.ts";
import { machineText } from "../../record/environment.ts";
import type { RunHead } from "../../record/journal.ts";
import type { MeasuredRun, MeasuredScenario } from "../../record/measured.ts";

/** What is measured now, as far as a record can be held against it. */
export interface MeasuredNow {
	readonly scenarios?: readonly Pick<Scenario, "id" | "strata">[];
	readonly indexes?: readonly IndexSpec[];
}

/**
 * Refuses to add to a record what speaks of something else than the scenarios that it keeps.
 * @throws BenchError kind "usage" with the first reason.
 */
export function requireResumable(folder: string, record: MeasuredRun, head: RunHead, suite: MeasuredNow): void {
	const facts: readonly [string, string | number, string | number][] = [
		["suite", record.suite, head.suite],
		["scale", record.dataset.scale, head.dataset.scale],
		["seed", record.dataset.seed, head.dataset.seed],
		["dataset", record.dataset.fingerprint, head.dataset.fingerprint],
		["design", record.design, head.design],
		["mode", record.mode ?? "timed", head.mode ?? "timed"],
		["MySQL version", record.environment.mysql.version, head.environment.mysql.version],
	];
	for (const [what, then, now] of facts) {
		if (then === now) continue;
		throw new BenchError(
			"usage",
			`${folder} cannot be continued: its ${what} is ${then}, this run's is ${now}.`,
			`Give the flags it was started with: ${record.command}`,
		);
	}
	const changed = [
		...record.scenarios.filter((scenario) => asksAnother(scenario, suite)).map(({ id }) => `the query of ${id}`),
		...changedIndexes(record, suite).map((name) => `the index ${name}`),
	];
	if (changed.length === 0) return;
	throw new BenchError(
		"usage",
		`${folder} cannot be continued: ${changed.join(", ")} is not what it was when that was measured.`,
		"Start a new run, or continue with the suite as it was.",
	);
}

/** Whether the suite makes another text than the recorded one for the same key. */
function asksAnother({ id, sql, strata: [recorded] }: MeasuredScenario, { scenarios }: MeasuredNow): boolean {
	const scenario = scenarios?.find((candidate) => candidate.id === id);
	const key = recorded?.parameters[0];
	if (scenario === undefined || recorded === undefined || key === undefined) return false;
	const stratum = scenario.strata.find((candidate) => candidate.id === recorded.id);
	return stratum === undefined || textFor(stratum, keyOfRecord(key)) !== sql;
}

function textFor(stratum: Scenario["strata"][number], key: Key): string {
	return statementsFor(stratum, key)
		.map((statement) => statement.sql)
		.join(";\n");
}

/** A run that ended before it built its indexes has none; then nothing was measured with them either. */
function changedIndexes(record: MeasuredRun, { indexes }: MeasuredNow): readonly string[] {
	if (indexes === undefined || record.indexes.length === 0 || record.scenarios.length === 0) return [];
	const text = ({ table, name, columns }: IndexSpec) => `${name} on ${table}(${columns.join(", ")})`;
	const [then, now] = [record.indexes.map(text), indexes.map(text)];
	return [...then.filter((one) => !now.includes(one)), ...now.filter((one) => !then.includes(one))];
}

/** What a reader of the continued record must know: what was measured before and after is not of one piece. */
export function continuationNotices(record: MeasuredRun, head: RunHead): readonly string[] {
	const kept = record.scenarios.length;
	if (kept === 0) return [];
	const lines: string[] = [];
	const tell = (what: string, then: string, now: string) => {
		const count = `${kept} ${kept === 1 ? "scenario" : "scenarios"}`;
		if (then !== now) lines.push(`Continued ${what} after ${count}: ${then} before, ${now} from there on.`);
	};
	tell("on another machine", machineText(record), machineText(head));
	const [then, now] = [record.environment.git, head.environment.git];
	if (then !== undefined && now !== undefined)
		tell("at another state of the code", checkoutText(then), checkoutText(now));
	return lines;
}

/** A state of the code, to be read: "commit 0123456789ab with uncommitted changes". */
export function checkoutText({ commit, dirty }: NonNullable<MeasuredRun["environment"]["git"]>): string {
	return `commit ${commit.slice(0, 12)}${dirty ? " with uncommitted changes" : ""}`;
}
