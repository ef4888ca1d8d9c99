import type { ClaimVerdict, IndexVerdict, Interval, ScenarioVerdict } from "../../record/schema.ts";

/** One side of a difference. */
export type Side =
	| { readonly is: "absent"; readonly from: "measured" | "built" | "judged" }
	| { readonly is: "verdict"; readonly verdict: ScenarioVerdict | IndexVerdict | ClaimVerdict }
	/** Part of a text from shortly before the place where it begins to differ. */
	| {
			readonly is: "excerpt";
			readonly text: string;
			readonly cut: { readonly before: boolean; readonly after: boolean };
	  }
	| { readonly is: "weight" | "share"; readonly value: number }
	| { readonly is: "results"; readonly rows: number; readonly digest: string }
	/** A plan signature, of the first key whose plan differs. */
	| { readonly is: "plan"; readonly plan: string; readonly key: number }
	/** Microseconds of work at middle prices. */
	| { readonly is: "work"; readonly microseconds: number }
	| { readonly is: "counters"; readonly counters: Readonly<Record<string, number>> }
	/** A change in percent with its interval: time saved, or what a write takes more. */
	| { readonly is: "change"; readonly pct: number; readonly ci: Interval }
	| { readonly is: "columns"; readonly columns: readonly string[] }
	| { readonly is: "bytes"; readonly bytes: number };

/** One thing that differs between two runs. */
export interface Difference {
	/** What differs, by its ids. */
	readonly subject:
		| { readonly of: "scenario"; readonly scenario: string; readonly stratum?: string }
		| { readonly of: "index"; readonly table: string; readonly index: string }
		| { readonly of: "claim"; readonly claim: string };
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
	readonly base: Side;
	readonly head: Side;
	/** Whether head is worse: what a gate fails on. */
	readonly worse: boolean;
}

/** What a reader must bear in mind although two records can be compared. */
export type Caveat =
	| { readonly kind: "mysql-differs"; readonly base: string; readonly head: string }
	| { readonly kind: "machine-differs"; readonly base: string; readonly head: string }
	| { readonly kind: "not-whole"; readonly which: "base" | "head"; readonly status: string };
