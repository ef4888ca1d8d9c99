import { type IndexSpec, partsOf, specOf } from "../../mysql/index-spec.ts";
import { type Candidate, candidateId, type NotTried } from "../../schema/candidates/candidate.ts";
import { indexSpecText } from "../../schema/index-spec.ts";
import type { Advice, AdviceCandidate, AdviceStep, NotTriedRecord } from "../record/advice/schema.ts";
import type { RunHead } from "../record/journal.ts";
import type { Findings } from "./measure-all.ts";
import type { AdvisePlan } from "./plan.ts";
import { type WriteLoad, writeCostOf } from "./write-load.ts";

/** An advice in the making: whatever is known can be written at any moment. */
export class AdviceDraft {
	private readonly plan: AdvisePlan;
	private readonly head: RunHead;
	private readonly id: string;
	private readonly startedAt: string;
	readonly findings: Findings;
	dataset: Advice["dataset"];
	workload: Advice["workload"];
	load: WriteLoad = { rows: new Map(), updates: new Map(), isKnown: false };
	/** Those that are to be measured, in their order; what is not measured by the end was not reached. */
	planned: readonly Candidate[] = [];
	steps: readonly AdviceStep[] = [];
	chosen: ReadonlySet<Candidate> = new Set();
	set: Advice["set"] = { saved: { ms: 0, low: 0, high: 0 }, writeMs: 0, bytes: 0 };
	reference: Advice["reference"];
	effort: Advice["effort"] = { explained: 0, executed: 0, kept: 0 };
	readonly notices: string[] = [];
	private readonly timing: Record<string, number> = {};

	constructor(plan: AdvisePlan, head: RunHead, id: string, startedAt: string) {
		this.plan = plan;
		this.head = head;
		this.id = id;
		this.startedAt = startedAt;
		this.dataset = head.dataset;
		this.findings = { alone: new Map(), notTried: [...plan.notTried] };
		this.workload = { strata: 0, ms: 0, assumedWeights: plan.production === undefined, implied: plan.implied };
	}

	/** Runs one stage and notes its seconds. */
	readonly stage = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
		const started = performance.now();
		try {
			return await work();
		} finally {
			const seconds = (performance.now() - started) / 1000 + (this.timing[name] ?? 0);
			this.timing[name] = Math.round(seconds * 1000) / 1000;
		}
	};

	advice(status: Advice["status"], failure: string | null = null): Advice {
		const { head, plan } = this;
		const candidates = [...this.findings.alone.keys()].map((candidate) => this.measured(candidate));
		const unreached = this.planned.filter(
			(candidate) =>
				!this.findings.alone.has(candidate) && !this.findings.notTried.some(({ index }) => index === candidate.index),
		);
		const notTried = [
			...this.findings.notTried,
			...unreached.map((candidate): NotTried => ({ ...candidate, why: { kind: "not-reached" } })),
		];
		return {
			kind: "advice",
			schemaVersion: 1,
			adviceId: this.id,
			startedAt: this.startedAt,
			finishedAt: status === "partial" ? null : new Date().toISOString(),
			status,
			failure,
			command: head.command.replace("index-impact bench", "index-impact advise"),
			options: plan.options,
			suite: head.suite,
			suiteTitle: head.suiteTitle,
			environment: head.environment,
			dataset: this.dataset,
			workload: this.workload,
			candidates: candidates.toSorted((a, b) => b.saved.ms - b.writeMs - (a.saved.ms - a.writeMs)),
			notTried: notTried.map((left): NotTriedRecord => ({ ...namedOf(left), why: left.why })),
			steps: [...this.steps],
			chosen: [...this.chosen].map(candidateId),
			set: this.set,
			...(this.reference === undefined ? {} : { reference: this.reference }),
			estimates: estimatesOf(candidates),
			effort: this.effort,
			notices: [...this.notices],
			timing: { ...this.timing },
		};
	}

	private measured(candidate: Candidate): AdviceCandidate {
		const found = this.findings.alone.get(candidate);
		const { ms, entries } = writeCostOf(candidate, this.load);
		return {
			...namedOf(candidate),
			bytes: found?.bytes ?? 0,
			buildSeconds: found?.seconds ?? 0,
			saved: found?.saved ?? { ms: 0, low: 0, high: 0 },
			writeMs: ms,
			entriesADay: entries,
			effects: [...(found?.effects ?? [])],
		};
	}
}

function namedOf({ change, index, origins }: Pick<Candidate, "change" | "index" | "origins">) {
	return {
		id: candidateId({ change, index }),
		change,
		table: index.table,
		name: index.name,
		columns: [...index.columns],
		spec: indexSpecText(bareSpec(index)),
		origins: [...origins],
	};
}

function bareSpec(index: IndexSpec): IndexSpec {
	return specOf(index, partsOf(index));
}

/** Of all changes that evidence decides, how often the optimizer's estimate has the other sign. */
function estimatesOf(candidates: readonly AdviceCandidate[]): Advice["estimates"] {
	const decided = candidates
		.flatMap(({ effects }) => effects)
		.filter(({ verdict, estimate }) => estimate !== undefined && (verdict === "faster" || verdict === "slower"));
	const wrong = decided.filter(({ verdict, estimate }) => {
		const foretold = (estimate?.after ?? 0) - (estimate?.before ?? 0);
		return verdict === "faster" ? foretold > 0 : foretold < 0;
	});
	return { compared: decided.length, wrongSign: wrong.length };
}
