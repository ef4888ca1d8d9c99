import { z } from "zod";
import { type MeasuredRun, type MeasuredScenario, measuredRunSchema, measuredScenarioSchema } from "./measured.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { type Studies, studiesSchema } from "./studies/schema.ts";

const finding = measuredRunSchema
	.pick({
		dataset: true,
		indexes: true,
		noiseFloor: true,
		overhead: true,
		prices: true,
		clock: true,
		studyFailures: true,
		studyRequests: true,
	})
	.partial();

const end = measuredRunSchema.pick({ status: true, failure: true, finishedAt: true });

/** One thing that a run has learned. A run is its first fact and all that follow, added in their order. */
export const factSchema = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("start"), run: measuredRunSchema }),
	z.object({ kind: z.literal("finding"), finding }),
	/** Takes the place of what was known of the scenario. */
	z.object({ kind: z.literal("scenario"), scenario: measuredScenarioSchema }),
	z.object({ kind: z.literal("studies"), studies: studiesSchema.partial() }),
	z.object({ kind: z.literal("notice"), line: z.string() }),
	/** All seconds of the stage so far. */
	z.object({ kind: z.literal("stage"), name: z.string(), seconds: z.number() }),
	z.object({ kind: z.literal("end"), end }),
]);

export type Fact = z.infer<typeof factSchema>;

/** What a run learns besides its scenarios. */
export type RunFinding = Partial<
	Pick<
		MeasuredRun,
		"dataset" | "indexes" | "noiseFloor" | "overhead" | "prices" | "clock" | "studyFailures" | "studyRequests"
	>
>;

/** What is known of a run before its first measurement. */
export type RunHead = Pick<
	MeasuredRun,
	| "suite"
	| "suiteTitle"
	| "command"
	| "options"
	| "shard"
	| "published"
	| "environment"
	| "dataset"
	| "design"
	| "mode"
	| "budgetSeconds"
	| "planned"
>;

/** Where measuring puts the facts that it finds; whoever implements it decides what becomes of them. */
export interface Journal {
	/** All facts so far. */
	readonly measured: MeasuredRun;
	add(finding: RunFinding): Promise<void>;
	/** Adds a scenario, or puts it in the place of what was known of it. */
	addScenario(scenario: MeasuredScenario): Promise<void>;
	/** Adds scenarios that are known already, all at once. */
	addScenarios(scenarios: readonly MeasuredScenario[]): Promise<void>;
	/** Adds what a study found. */
	addStudies(found: Partial<Studies>): Promise<void>;
	notice(line: string): void;
	/** Runs one stage and notes its seconds. */
	stage<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** A run that has measured nothing yet. */
export function startedRun(runId: string, head: RunHead, startedAt: Date): MeasuredRun {
	return {
		schemaVersion: SCHEMA_VERSION,
		runId,
		startedAt: startedAt.toISOString(),
		finishedAt: null,
		status: "partial",
		failure: null,
		...head,
		noiseFloor: { pct: 0, pairs: 0, trials: [] },
		indexes: [],
		scenarios: [],
		notices: [],
		timing: {},
	};
}

/** The run with one more fact; pure, so that facts read from a file give the run that wrote them. */
export function withFact(run: MeasuredRun, fact: Fact): MeasuredRun {
	switch (fact.kind) {
		case "start":
			return fact.run;
		case "finding":
			// Zod's type allows undefined where JSON has no such value.
			return { ...run, ...(fact.finding as RunFinding) };
		case "scenario":
			return { ...run, scenarios: withScenario(run, fact.scenario) };
		case "studies":
			return { ...run, studies: { ...run.studies, ...fact.studies } };
		case "notice":
			return run.notices.includes(fact.line) ? run : { ...run, notices: [...run.notices, fact.line] };
		case "stage":
			return { ...run, timing: { ...run.timing, [fact.name]: fact.seconds } };
		case "end":
			return { ...run, ...fact.end };
	}
}

/** In the order in which the scenarios were planned, whenever each was measured. */
function withScenario({ scenarios, planned }: MeasuredRun, scenario: MeasuredScenario): MeasuredScenario[] {
	const place = new Map(planned.map((id, position) => [id, position]));
	return [...scenarios.filter(({ id }) => id !== scenario.id), scenario].toSorted(
		(a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0),
	);
}

/**
 * A journal that keeps its facts in memory.
 * @param keep is given the facts that are new, and is done before the next is measured; notices and stages come along
 * with the next other fact. What it could not keep is given to it again with what comes next.
 */
export function journalOf(start: MeasuredRun, keep: (facts: readonly Fact[]) => Promise<void> = async () => {}) {
	let measured = start;
	let waiting: readonly Fact[] = [];
	const note = (fact: Fact) => {
		measured = withFact(measured, fact);
		waiting = [...waiting, fact];
	};
	const append = async (...added: readonly Fact[]): Promise<void> => {
		// What is no valid fact is a bug, and must not get among those that are.
		for (const fact of added) note(factSchema.parse(fact));
		const facts = waiting;
		await keep(facts);
		waiting = waiting.slice(facts.length);
	};
	return {
		get measured() {
			return measured;
		},
		append,
		add: (found) => append({ kind: "finding", finding: found }),
		addScenario: (scenario) => append({ kind: "scenario", scenario }),
		addScenarios: (scenarios) => append(...scenarios.map((scenario) => ({ kind: "scenario" as const, scenario }))),
		addStudies: (studies) => append({ kind: "studies", studies }),
		notice: (line) => note({ kind: "notice", line }),
		async stage(name, work) {
			const started = performance.now();
			try {
				return await work();
			} finally {
				const seconds = (performance.now() - started) / 1000 + (measured.timing[name] ?? 0);
				note({ kind: "stage", name, seconds: Math.round(seconds * 1000) / 1000 });
			}
		},
	} satisfies Journal & { append(...facts: readonly Fact[]): Promise<void> };
}
