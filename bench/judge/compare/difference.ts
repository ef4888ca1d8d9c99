/** One thing that differs between two runs. */
export interface Difference {
	/** Scenario and stratum, index, or claim. */
	readonly subject: string;
	readonly what:
		| "verdict"
		| "another query"
		| "results"
		| "weight"
		| "plan"
		| "baseline"
		| "counters"
		| "work"
		| "ratio"
		| "columns"
		| "size"
		| "write cost"
		| "missing"
		| "new";
	readonly base: string;
	readonly head: string;
	/** Whether head is worse: what a gate fails on. */
	readonly worse: boolean;
}
