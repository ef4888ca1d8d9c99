import { BenchError } from "../../../base/errors.ts";
import { machineText } from "../../record/environment.ts";
import type { RunRecord } from "../../record/schema.ts";
import type { Caveat } from "./difference.ts";

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
export function caveats(base: RunRecord, head: RunRecord): readonly Caveat[] {
	const [from, to] = [base.environment.mysql.version, head.environment.mysql.version];
	const [machine, other] = [machineText(base), machineText(head)];
	return [
		...(from === to ? [] : [{ kind: "mysql-differs" as const, base: from, head: to }]),
		...(machine === other ? [] : [{ kind: "machine-differs" as const, base: machine, head: other }]),
		...[["base", base] as const, ["head", head] as const].flatMap(([which, { status }]) =>
			status === "complete" ? [] : [{ kind: "not-whole" as const, which, status }],
		),
	];
}
