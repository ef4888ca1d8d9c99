import { BenchError } from "../../../base/errors.ts";
import { machineText } from "../../record/machine-text.ts";
import type { RunRecord } from "../../record/schema.ts";

/**
 * Refuses two records whose figures do not speak of the same thing.
 * @throws BenchError kind "usage" with the first reason.
 */
export function requireComparable(base: RunRecord, head: RunRecord): void {
	const modeOf = (record: RunRecord) => record.mode ?? "timed";
	const facts: readonly [string, string | number, string | number][] = [
		["suite", base.suite, head.suite],
		["scale", base.dataset.scale, head.dataset.scale],
		["seed", base.dataset.seed, head.dataset.seed],
		["dataset", base.dataset.fingerprint, head.dataset.fingerprint],
		["design", base.design, head.design],
		["mode", modeOf(base), modeOf(head)],
	];
	for (const [what, of, against] of facts) {
		if (of === against) continue;
		throw new BenchError(
			"usage",
			`These runs cannot be compared: the base's ${what} is ${of}, the head's is ${against}.`,
			"Compare two runs of the same suite, scale, seed and design.",
		);
	}
	if (modeOf(base) === "null") {
		throw new BenchError("usage", "Null runs measure the instrument, not an index.", "Compare ordinary runs.");
	}
	const shared = head.scenarios.some((scenario) => base.scenarios.some((other) => other.id === scenario.id));
	if (!shared) {
		throw new BenchError("usage", "These runs have no scenario in common.", "Compare runs with overlapping --only.");
	}
}

/** Whether both runs name the same processor; two machines of one kind cannot be told apart. */
export function sameMachine(base: RunRecord, head: RunRecord): boolean {
	return machineText(base) === machineText(head);
}

/** What a reader must bear in mind although the records can be compared. */
export function caveats(base: RunRecord, head: RunRecord): readonly string[] {
	const lines: string[] = [];
	if (base.environment.mysql.version !== head.environment.mysql.version) {
		lines.push(`MySQL ${base.environment.mysql.version} against ${head.environment.mysql.version}.`);
	}
	if (!sameMachine(base, head)) lines.push(`Machines differ: ${machineText(base)} against ${machineText(head)}.`);
	for (const [name, record] of [["base", base] as const, ["head", head] as const]) {
		if (record.status !== "complete") lines.push(`The ${name} is ${record.status}.`);
	}
	return lines;
}
