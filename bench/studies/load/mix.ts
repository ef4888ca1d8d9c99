import type { Statement } from "../../../mysql/statement.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import { givenUpArm } from "../../judge/given-up.ts";
import type { Subject } from "../../measure/survey.ts";
import type { RunRecord } from "../../record/schema.ts";
import type { LoadRecord } from "../../record/studies/load.ts";
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

/** The mix, and what has weight but cannot be in it. */
export interface SplitMix {
	readonly mix: readonly MixClass[];
	readonly leftOut: NonNullable<LoadRecord["leftOut"]>;
}

/**
 * The weighted mix: each stratum counts by its scenario's weight and its own share. Those whose query the run found to fail,
 * to be given up or to differ in its results are left out of both arms.
 */
export function splitMix(subjects: readonly Subject[], record: Pick<RunRecord, "scenarios">): SplitMix {
	const weightOf = ({ scenario, stratum }: Subject) => scenario.weight * stratum.share;
	const weighed = subjects.filter((subject) => weightOf(subject) > 0);
	const known = weighed.filter((subject) => whyLeftOut(subject, record) === undefined);
	const sum = (of: readonly Subject[]) => of.reduce((total, subject) => total + weightOf(subject), 0);
	const [total, all] = [sum(known), sum(weighed)];
	return {
		mix: known.map((subject) => ({
			subject,
			share: weightOf(subject) / total,
			operations: subject.keys.map((key) => statementsFor(subject.stratum, key)),
		})),
		leftOut: weighed.flatMap((subject) => {
			const reason = whyLeftOut(subject, record);
			if (reason === undefined) return [];
			const { scenario, stratum } = subject;
			return [{ scenario: scenario.id, stratum: stratum.id, share: weightOf(subject) / all, reason }];
		}),
	};
}

const ARMS = { with: "with the indexes", without: "without the indexes", both: "without and with the indexes" };

function whyLeftOut({ scenario, stratum }: Subject, { scenarios }: Pick<RunRecord, "scenarios">): string | undefined {
	const strata = scenarios.find(({ id }) => id === scenario.id)?.strata;
	const found = strata?.find(({ id }) => id === stratum.id);
	if (found === undefined) return undefined;
	const arm = givenUpArm(found);
	if (arm !== undefined) {
		const seconds = found[arm === "with" ? "after" : "before"].timedOutSeconds;
		return `given up after ${seconds} s ${ARMS[arm]}`;
	}
	return found.verdict === "invalid" ? "its results cannot be compared" : undefined;
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
