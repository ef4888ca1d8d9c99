import type { Subject } from "../../measure/survey.ts";
import { type Statement, statementsFor } from "../../measure/work.ts";
import { randomIndex } from "../../statistics/random.ts";

/** One unit of work of the mix, ready to be sent. */
export type Operation = readonly Statement[];

/** One class of the mix: a stratum with its share of all operations. */
export interface MixClass {
	readonly subject: Subject;
	/** Part of the operations; those of a mix add up to 1. */
	readonly share: number;
	/** One per key: building a query is the application's time, not the server's. */
	readonly operations: readonly Operation[];
}

/** The weighted mix: each stratum counts by its scenario's weight and its own share. */
export function mixOf(subjects: readonly Subject[]): readonly MixClass[] {
	const weight = ({ scenario, stratum }: Subject) => scenario.weight * stratum.share;
	const known = subjects.filter((subject) => weight(subject) > 0);
	const total = known.reduce((sum, subject) => sum + weight(subject), 0);
	return known.map((subject) => ({
		subject,
		share: weight(subject) / total,
		operations: subject.keys.map((key) => statementsFor(subject.stratum, key)),
	}));
}

/** Draws operations without end: a class by its share, then one of its keys, each as likely as the other. */
export function* drawOperations(
	mix: readonly Pick<MixClass, "share" | "operations">[],
	random: () => number,
): Generator<Operation, never> {
	const upTo = mix.map((_, at) => mix.slice(0, at + 1).reduce((sum, { share }) => sum + share, 0));
	while (true) {
		const point = random();
		const drawn = mix[upTo.findIndex((bound) => point < bound)] ?? mix.at(-1);
		const operation = drawn?.operations[randomIndex(random, drawn.operations.length)];
		if (operation === undefined) throw new RangeError("a mix needs classes with keys");
		yield operation;
	}
}
