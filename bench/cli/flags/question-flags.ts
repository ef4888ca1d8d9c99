import { type Contradiction, choiceFlag, manyFlag, oneFlag, optionalFlag, switchFlag } from "./flag.ts";
import { partOf, positiveNumber, text } from "./readers.ts";

const PAIRED_AND_TIMED: readonly Contradiction[] = [
	{ flag: "design", is: "sequential", why: "needs the paired design" },
	{ flag: "countersOnly", why: "needs a clock" },
	{ flag: "null", why: "needs the indexes" },
];

/** A curve has no gate, history or exports of its own; its runs are ordinary and can be used for those. */
const OF_ONE_RUN = ["gate", "waivers", "keep", "junit", "export", "countersOnly", "null", "indexSet", "try", "load"];

/** What a run is to find out. */
export const QUESTIONS = {
	diff: oneFlag({
		group: "What is measured:",
		value: "<revision>",
		help: "the indexes that the work tree adds, drops or changes against a git revision, as in --diff main",
		read: text,
		restored: true,
	}),
	query: manyFlag({
		group: "What is measured:",
		value: "<sql>",
		help: "a query of the application, or a file of them; its parameters are drawn from the data; repeatable",
		read: text,
		separator: /\n/,
		restored: true,
	}),
	drop: manyFlag({
		group: "What is measured:",
		value: "<index>",
		help: 'an index of the schema that may be dropped, as "table.index"; repeatable',
		read: text,
		restored: true,
	}),
	only: oneFlag({
		group: "What is measured:",
		value: "<glob>",
		help: "scenarios to run, core or not, by id or by index: financial/*, *balance, idx_sales_batch_id",
		read: text,
		restored: true,
	}),
	shard: oneFlag({
		group: "What is measured:",
		value: "<part/parts>",
		help: "one part of the run, for a machine of its own: 1/4 to 4/4; `merge` puts the parts together",
		read: partOf,
		restored: true,
		contradicts: ["full", "curve", "indexSet", "try", "load", "keep", "null"].map((flag) => ({
			flag,
			why: "measures scenarios and nothing beside",
		})),
	}),
	design: choiceFlag({
		group: "What is measured:",
		value: "<design>",
		help: "paired: both arms side by side; sequential: before, CREATE INDEX, after",
		choices: ["paired", "sequential"],
		usual: "paired",
		restored: true,
	}),
	budget: oneFlag({
		group: "What is measured:",
		value: "<seconds>",
		help: "time for measuring; default 110, at small scales 20, in proportion for more than the core scenarios",
		read: positiveNumber,
		restored: true,
		manner: true,
	}),
	queryTimeout: oneFlag({
		group: "What is measured:",
		value: "<seconds>",
		help: "a query that takes longer is given up, and said so; the run goes on",
		read: positiveNumber,
		usual: "300",
		restored: true,
		manner: true,
	}),
	countersOnly: switchFlag({
		group: "What is measured:",
		help: "judge by plans and counters alone: nothing is timed, the same verdicts every time",
		restored: true,
		contradicts: [{ flag: "null" }, { flag: "design", is: "sequential", why: "needs the paired design" }],
	}),
	fresh: switchFlag({
		group: "What is measured:",
		help: "with --counters-only, measure all anew, also what an earlier run measured of the same",
		restored: true,
		manner: true,
		needs: [{ flag: "countersOnly", remedy: "A run with a clock measures all anew anyway." }],
	}),
	null: switchFlag({
		group: "What is measured:",
		help: "both arms without the indexes: every faster or slower is a false alarm",
		restored: true,
		contradicts: [{ flag: "design", is: "sequential", why: "needs the paired design" }],
	}),
	full: switchFlag({
		group: "What else is found out:",
		help: "also every scenario of the suite that is not core, every study of the indexes, and a scale curve, however long",
		restored: true,
	}),
	indexSet: manyFlag({
		group: "What else is found out:",
		value: "<list>",
		help: 'a set of indexes to compare: its name, indexes, "table(column)", separated by commas; repeatable',
		read: text,
		restored: true,
		contradicts: PAIRED_AND_TIMED,
	}),
	try: manyFlag({
		group: "What else is found out:",
		value: "<index>",
		help: 'an index to try beside those under test: "table(column, column)"; repeatable',
		read: text,
		restored: true,
		contradicts: PAIRED_AND_TIMED,
	}),
	curve: optionalFlag({
		group: "What else is found out:",
		value: "[scales]",
		help: "a run per size: how latency grows, from where an index pays; terp to x10 unless listed, with --full a tenth to ten times its scale, or none",
		read: text,
		restored: true,
		contradicts: [
			...PAIRED_AND_TIMED.map((other) => ({
				...other,
				when: ({ full, curve }: Readonly<Record<string, unknown>>) => full === true && curve !== "none",
			})),
			...OF_ONE_RUN.map((flag) => ({
				flag,
				why: "makes many runs, which lie in its folder for report and compare",
				when: ({ full, curve }: Readonly<Record<string, unknown>>) => full !== true && curve !== "none",
			})),
		],
	}),
	load: optionalFlag({
		group: "What else is found out:",
		value: "[sessions]",
		help: "throughput and latency of the weighted mix under load; 1,4,16 sessions unless listed",
		read: text,
		restored: true,
		contradicts: PAIRED_AND_TIMED,
	}),
};
