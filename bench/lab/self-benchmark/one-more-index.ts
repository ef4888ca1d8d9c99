import { perf001 } from "../../../scenarios/perf-001/index.ts";

/**
 * perf-001 with one more index on one table, as a branch that adds one would measure it.
 * Its name is that of the round, so that no round has the evidence of another.
 */
export const suite = {
	...perf001,
	indexes: [
		...perf001.indexes,
		{ name: `idx_one_more_${process.env.SELF_ROUND ?? "0"}`, table: "invoices", columns: ["status"] },
	],
};
