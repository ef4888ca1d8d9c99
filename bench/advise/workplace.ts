import { namesIn } from "../../mysql/sql/tokens.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import { type Candidate, candidateId } from "../../schema/candidates/candidate.ts";
import type { Subject } from "../measure/survey.ts";
import type { AdviceEffect, Saved } from "../record/advice/schema.ts";
import { planSignature } from "../record/plan-signature.ts";
import { type Change, savedBy, verdictOf, workMs } from "./gain.ts";
import type { Laboratory, Seen } from "./laboratory.ts";
import { patternOf } from "./patterns.ts";

/**
 * The workload under any set of candidates. What a subject does depends on those candidates alone that are on a table which
 * it names, so that it is looked at once for each choice of these.
 */
export class Workplace {
	readonly subjects: readonly Subject[];
	private readonly laboratory: Laboratory;
	private readonly signal: AbortSignal;
	private readonly names: ReadonlyMap<Subject, ReadonlySet<string>>;
	private readonly known = new Map<Subject, Map<string, Seen>>();

	constructor(laboratory: Laboratory, subjects: readonly Subject[], signal: AbortSignal) {
		this.laboratory = laboratory;
		this.subjects = subjects;
		this.signal = signal;
		this.names = new Map(subjects.map((subject) => [subject, namesOf(subject)]));
	}

	/** The subjects that name a table. */
	touching(table: string): readonly Subject[] {
		return this.subjects.filter((subject) => this.names.get(subject)?.has(table.toLowerCase()));
	}

	/** What subjects do with these in force. */
	async seen(inForce: ReadonlySet<Candidate>, subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, Seen>> {
		const unknown = subjects.filter((subject) => this.recall(subject, inForce) === undefined);
		if (unknown.length > 0) {
			for (const [subject, seen] of await this.laboratory.look(inForce, unknown, this.signal)) {
				const known = this.known.get(subject) ?? new Map<string, Seen>();
				this.known.set(subject, known.set(this.stateOf(subject, inForce), seen));
			}
		}
		return new Map(
			subjects.flatMap((subject) => {
				const seen = this.recall(subject, inForce);
				return seen === undefined ? [] : [[subject, seen]];
			}),
		);
	}

	/** Puts nothing in force, so that what was built can go. */
	async hideAll(): Promise<void> {
		await this.laboratory.look(new Set(), [], this.signal);
	}

	/** What a candidate changes beside those in force. */
	async changes(inForce: ReadonlySet<Candidate>, candidate: Candidate): Promise<ReadonlyMap<Subject, Change>> {
		return await this.between(inForce, new Set([...inForce, candidate]), this.touching(candidate.index.table));
	}

	/** The same for two states. */
	async between(
		before: ReadonlySet<Candidate>,
		after: ReadonlySet<Candidate>,
		subjects: readonly Subject[] = this.subjects,
	): Promise<ReadonlyMap<Subject, Change>> {
		return changesBetween(await this.seen(before, subjects), await this.seen(after, subjects));
	}

	async marginal(inForce: ReadonlySet<Candidate>, candidate: Candidate): Promise<Saved> {
		return savedBy([...(await this.changes(inForce, candidate)).values()]);
	}

	/** Milliseconds of work a day. */
	async total(inForce: ReadonlySet<Candidate>): Promise<number> {
		const seen = await this.seen(inForce, this.subjects);
		return [...seen].reduce((sum, [subject, one]) => sum + weightOf(subject) * workMs(one), 0);
	}

	private recall(subject: Subject, inForce: ReadonlySet<Candidate>): Seen | undefined {
		return this.known.get(subject)?.get(this.stateOf(subject, inForce));
	}

	private stateOf(subject: Subject, inForce: ReadonlySet<Candidate>): string {
		const names = this.names.get(subject);
		return [...inForce]
			.filter(({ index }) => names?.has(index.table.toLowerCase()))
			.map(candidateId)
			.toSorted()
			.join("\n");
	}
}

/** What is done in another way in the second of two states, by those that were seen in both. */
export function changesBetween(
	was: ReadonlyMap<Subject, Seen>,
	is: ReadonlyMap<Subject, Seen>,
): ReadonlyMap<Subject, Change> {
	const found = new Map<Subject, Change>();
	for (const [subject, before] of was) {
		const after = is.get(subject);
		if (after === undefined || before.plans === after.plans) continue;
		found.set(subject, { weight: weightOf(subject), before, after });
	}
	return found;
}

/** Executions a day of a stratum. */
export function weightOf({ scenario, stratum }: Subject): number {
	return scenario.weight * stratum.share;
}

function namesOf({ stratum, keys }: Subject): ReadonlySet<string> {
	return new Set(statementsFor(stratum, keys[0] ?? []).flatMap(({ sql }) => [...namesIn(sql)]));
}

/** A change as the record has it. */
export function effectOf({ scenario, stratum, keys }: Subject, change: Change): AdviceEffect {
	const { before, after, weight } = change;
	const verdict = verdictOf(before, after);
	const isLimited = statementsFor(stratum, keys[0] ?? []).some(({ sql }) => /\blimit\b/i.test(sql));
	const failure = after.failure ?? before.failure;
	return {
		scenario: scenario.id,
		stratum: stratum.id,
		weight,
		verdict,
		decidedBy: verdict === "open" || verdict === "invalid" ? "none" : "evidence",
		before: workMs(before),
		after: workMs(after),
		saved: savedBy([change]),
		...(before.cost === undefined || after.cost === undefined
			? {}
			: { estimate: { before: before.cost, after: after.cost } }),
		...(verdict === "slower" ? { pattern: patternOf(before.evidence.plan, after.evidence.plan, isLimited) } : {}),
		plan: { before: planSignature(before.evidence.plan), after: planSignature(after.evidence.plan) },
		...(failure === undefined ? {} : { failure }),
	};
}
