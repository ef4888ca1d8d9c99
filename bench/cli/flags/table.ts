import { EXPORT_FORMATS } from "../../report/export/exporters.ts";
import { type Contradiction, choiceFlag, manyFlag, oneFlag, optionalFlag, switchFlag, type Values } from "./flag.ts";
import { exportTarget, path, positiveNumber, suiteText, text, wholeNumber } from "./readers.ts";

const PAIRED_AND_TIMED: readonly Contradiction[] = [
	{ flag: "design", is: "sequential", why: "needs the paired design" },
	{ flag: "countersOnly", why: "needs a clock" },
	{ flag: "null", why: "needs the indexes" },
];

/** A curve has no gate, history or exports of its own; its runs are ordinary and can be used for those. */
const OF_ONE_RUN = ["gate", "waivers", "keep", "junit", "export", "countersOnly", "null", "indexSet", "try", "load"];

/** Every flag of every command, in the order of the help. To add one: an entry here, and its name in a command's list. */
export const FLAGS = {
	server: choiceFlag({
		group: "Server:",
		value: "<source>",
		help: "where the MySQL comes from",
		choices: ["auto", "container", "packages", "local", "url"],
		usual: "auto",
		restored: true,
		needs: [
			{
				flag: "url",
				is: "url",
				orVariable: "DATABASE_URL",
				remedy: "Add --url mysql://user:password@host:3306 or set DATABASE_URL.",
			},
		],
	}),
	url: oneFlag({
		group: "Server:",
		value: "<url>",
		help: "a server of yours, mysql://user:password@host:port (also DATABASE_URL)",
		read: text,
		contradicts: ["container", "packages", "local"].map((is) => ({ flag: "server", is })),
	}),
	tlsCa: oneFlag({
		group: "Server:",
		value: "<file>",
		help: "certificate authority (PEM) that the URL's server must be certified by",
		read: path,
		restored: true,
		needs: [{ flag: "url", orVariable: "DATABASE_URL", remedy: "Add --url or DATABASE_URL, or leave it out." }],
	}),
	allowSharedServer: switchFlag({
		group: "Server:",
		help: "use the URL's server even if others seem to depend on it",
		restored: true,
	}),
	mysql: oneFlag({
		group: "Server:",
		value: "<tag>",
		help: "tag of the official image when a container is used",
		read: text,
		usual: "8.4",
		restored: true,
	}),
	image: oneFlag({ group: "Server:", value: "<name>", help: "any other MySQL image for the container", read: text }),
	cacheLimit: oneFlag({
		group: "Server:",
		value: "<gigabytes>",
		help: "kept data folders take no more, nor do an engine's images; the least recently used go first",
		read: positiveNumber,
		usual: "20",
	}),
	suite: oneFlag({
		group: "Data:",
		value: "<id>",
		help: "what is measured: perf-001, or a file of your own, ./my-suite.ts",
		read: suiteText,
		usual: "perf-001",
		restored: true,
	}),
	scale: oneFlag({
		group: "Data:",
		value: "<scale>",
		help: "smoke, terp, production, x10, or a factor of production from 0.01 to 100",
		read: text,
		usual: "production",
		restored: true,
	}),
	seed: oneFlag({
		group: "Data:",
		value: "<number>",
		help: "the same seed gives the same data and the same order",
		read: wholeNumber,
		usual: "1",
		restored: true,
	}),
	only: oneFlag({
		group: "What is measured:",
		value: "<glob>",
		help: "scenarios to run, core or not, by id or by index: financial/*, *balance, idx_sales_batch_id",
		read: text,
		restored: true,
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
	}),
	queryTimeout: oneFlag({
		group: "What is measured:",
		value: "<seconds>",
		help: "a query that takes longer is given up, and said so; the run goes on",
		read: positiveNumber,
		usual: "300",
		restored: true,
	}),
	countersOnly: switchFlag({
		group: "What is measured:",
		help: "judge by plans and counters alone: nothing is timed, the same verdicts every time",
		restored: true,
		contradicts: [{ flag: "null" }, { flag: "design", is: "sequential", why: "needs the paired design" }],
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
	gate: switchFlag({
		group: "What comes of it:",
		help: "exit 1 when a scenario got slower or is invalid, or an index is not used",
		restored: true,
	}),
	waivers: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "regressions that the gate accepts, each with reason and bound",
		read: path,
	}),
	keep: switchFlag({ group: "What comes of it:", help: "add the run to history.jsonl in the folder of --out" }),
	junit: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "write the verdicts as JUnit XML; what the gate fails on is a failure",
		read: path,
	}),
	export: manyFlag({
		group: "What comes of it:",
		value: "<format=file>",
		help: `write the ratios for a benchmark tracker: ${EXPORT_FORMATS.join(" or ")}; repeatable`,
		read: exportTarget,
		// A file's name may hold a comma.
		separator: /,(?=[a-z-]+=)/,
	}),
	out: oneFlag({
		group: "What comes of it:",
		value: "<folder>",
		help: "where the run's folder is made",
		read: path,
		usual: "results",
	}),
	resume: oneFlag({
		group: "Instead:",
		value: "<run>",
		help: "continue an interrupted run from its folder, with the flags that it was started with",
		read: path,
	}),
	format: choiceFlag({
		group: "What comes of it:",
		value: "<format>",
		help: "print Markdown of this length, and write no report",
		choices: ["completion", "full", "summary"],
	}),
	trend: optionalFlag({
		group: "Instead:",
		value: "[history]",
		help: "every ratio over the kept runs, with change points; results/history.jsonl unless told",
		read: path,
		hasVariable: false,
	}),
	describe: switchFlag({
		group: "What comes of it:",
		help: "show keys, shares and dates of every table against what was asked for",
	}),
	list: switchFlag({
		group: "Instead:",
		help: "show what is kept for later runs, and make nothing",
		hasVariable: false,
	}),
	clean: optionalFlag({
		group: "Instead:",
		value: "[id]",
		help: "remove one kept dataset, or all, and make nothing",
		read: text,
		hasVariable: false,
		contradicts: [{ flag: "list" }],
	}),
	schema: oneFlag({
		group: "Data:",
		value: "<files>",
		help: "the Drizzle schema: a file, folder or glob; by default as drizzle.config says",
		read: text,
	}),
	workflow: switchFlag({ group: "What comes of it:", help: "add a GitHub workflow for pull requests" }),
	yes: switchFlag({ group: "What comes of it:", help: "ask nothing", hasVariable: false }),
	json: switchFlag({
		group: "What comes of it:",
		help: "print one JSON document on standard output, and nothing else there",
	}),
} as const;

/** Some flags of the table. */
export function pick<const Name extends keyof typeof FLAGS>(
	...names: readonly Name[]
): { readonly [N in Name]: (typeof FLAGS)[N] } {
	return Object.fromEntries(names.map((name) => [name, FLAGS[name]])) as { [N in Name]: (typeof FLAGS)[N] };
}

/** Of every command that needs a MySQL. */
export const SERVER_FLAGS = pick("server", "url", "tlsCa", "allowSharedServer", "mysql", "image", "cacheLimit");

/** Of every command that needs a dataset. */
export const DATASET_FLAGS = { ...SERVER_FLAGS, ...pick("suite", "scale", "seed") };

/** Of every command that reads runs: where it looks for them. */
export const RUNS_FLAG = { out: { ...FLAGS.out, help: "the folder of the runs" } };

/** Files for other tools, made from the record. */
export const OUTPUT_FLAGS = pick("junit", "export");

export const BENCH_FLAGS = {
	...DATASET_FLAGS,
	...pick("only", "design", "budget", "queryTimeout", "countersOnly", "null"),
	...pick("full", "indexSet", "try", "curve", "load"),
	...pick("gate", "waivers", "keep", "junit", "export", "out", "json", "resume"),
};

export type ServerFlags = Values<typeof SERVER_FLAGS>;
export type DatasetFlags = Values<typeof DATASET_FLAGS>;
export type BenchFlags = Values<typeof BENCH_FLAGS>;
