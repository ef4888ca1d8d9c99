/** What a full run is asked, as far as it is known before it starts. */
export interface FullRun {
	readonly budgetSeconds: number;
	/** Of all tables. */
	readonly rows: number;
	/** How many of each the run is about. */
	readonly scenarios: number;
	readonly indexes: number;
	readonly writes: number;
	/** Whether the server can be restarted with another buffer pool. */
	readonly restarts: boolean;
	/** How many numbers of sessions the mix is put under load with. */
	readonly loadLevels: number;
}

/** What the figures below are of: full runs of perf-001 on two cores, at the scales smoke and production. */
const MEASURED = { scenarios: 58, indexes: 6, writes: 23 };
/** Seconds at any scale, and more of them per million rows. */
const EVIDENCE = { least: 4, perMillion: 34 };
const COMPARING = { least: 3, perMillion: 34 };
/** Rounds of sets and candidates that are run whatever they take. */
const LEAST_ROUNDS_PER_MILLION = 117;
const BUILDS = { least: 40, perMillion: 24 };
const PAGES = { least: 7, perMillion: 20 };
const MEMORY = { least: 15, perMillion: 205 };
const WRITES = { least: 140, perMillion: 85 };
const LOCKS = { least: 98, perMillion: 12 };
/** For each number of sessions. */
const LOAD = { least: 14, perMillion: 72 };
/** Where slow queries do not make these any longer. */
const MOST_MEMORY = 500;
const MOST_LOAD = 600;

/** Rough seconds of the scenarios of a full run, and of all its studies. */
export function fullRunSeconds(run: FullRun): { readonly scenarios: number; readonly studies: number } {
	const { budgetSeconds, rows, restarts, loadLevels } = run;
	const millions = rows / 1e6;
	const part = (what: keyof typeof MEASURED) => run[what] / MEASURED[what];
	const of = ({ least, perMillion }: typeof EVIDENCE) => least + perMillion * millions;
	const rounds = Math.max(budgetSeconds, part("scenarios") * LEAST_ROUNDS_PER_MILLION * millions);
	const restarted = restarts
		? part("scenarios") * of(PAGES) + Math.min(MOST_MEMORY, part("scenarios") * of(MEMORY))
		: 0;
	return {
		scenarios: budgetSeconds + part("scenarios") * of(EVIDENCE),
		studies:
			rounds +
			part("scenarios") * of(COMPARING) +
			part("indexes") * of(BUILDS) +
			restarted +
			part("writes") * (of(WRITES) + of(LOCKS)) +
			Math.min(MOST_LOAD, loadLevels * of(LOAD)),
	};
}
