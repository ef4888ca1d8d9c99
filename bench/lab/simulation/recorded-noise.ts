import recorded from "./recorded-noise.json" with { type: "json" };

/** Times of identical work in the order in which they were taken, as multiples of their median. */
export interface RecordedTimes {
	/** Which work it was: scenario/stratum. */
	readonly of: string;
	readonly times: readonly number[];
}

/** What a shared two-core machine did to six queries; made by `pnpm lab noise`. */
export const RECORDED: readonly RecordedTimes[] = recorded;
