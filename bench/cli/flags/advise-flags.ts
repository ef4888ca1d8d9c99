import { AUDIT_FLAGS } from "./audit-flags.ts";
import { type Flag, oneFlag, switchFlag, type Values, WrongValue } from "./flag.ts";
import { path, positiveNumber, wholeNumber } from "./readers.ts";
import { DATASET_FLAGS, FLAGS, pick } from "./table.ts";

/** The flags of `advise`: what it may try, and what bounds the set that it chooses. */
export const ADVISE_FLAGS = {
	...DATASET_FLAGS,
	...pick("query", "only", "queryTimeout", "budget"),
	try: {
		...FLAGS.try,
		group: "What is measured:",
		help: 'an index to try with the others: "table(column, column)"; repeatable',
		contradicts: [],
	} satisfies Flag<readonly string[]>,
	source: { ...AUDIT_FLAGS.source, restored: true } satisfies Flag<readonly string[]>,
	from: oneFlag({
		group: "What is measured:",
		value: "<audit|file>",
		help: "only what the audit of this schema advises, or a file of `audit --json`; with --try what that names too",
		read: (text: string, folder: string) => (text === "audit" ? text : path(text, folder)),
		restored: true,
	}),
	maxCandidates: oneFlag({
		group: "What is measured:",
		value: "<number>",
		help: "so many candidates at most; those that most things suggest come first",
		read: wholeNumber,
		usual: "150",
		restored: true,
	}),
	maxIndexes: oneFlag({
		group: "What counts:",
		value: "<number>",
		help: "the set has no more additions than this",
		read: wholeNumber,
		restored: true,
	}),
	maxBytes: oneFlag({
		group: "What counts:",
		value: "<size>",
		help: "nor takes more room: 500MB, 2GB; then what saves most per byte comes first",
		read: bytes,
		restored: true,
	}),
	maxWriteCost: oneFlag({
		group: "What counts:",
		value: "<milliseconds>",
		help: "nor costs writes more than so many milliseconds a day",
		read: positiveNumber,
		restored: true,
	}),
	countersOnly: switchFlag({
		group: "What counts:",
		help: "judge the chosen set by plans and counters alone: nothing is timed",
		restored: true,
	}),
	noJudge: switchFlag({
		group: "What counts:",
		help: "choose the set, and do not measure it as a set",
		restored: true,
	}),
	...pick("out", "json", "resume"),
};

export type AdviseFlags = Values<typeof ADVISE_FLAGS>;

const UNITS: Readonly<Record<string, number>> = {
	"": 1,
	b: 1,
	kb: 1e3,
	mb: 1e6,
	gb: 1e9,
	kib: 2 ** 10,
	mib: 2 ** 20,
	gib: 2 ** 30,
};

function bytes(given: string): number {
	const [, number = "", unit = ""] = /^([\d.]+)\s*([kmg]?i?b)?$/i.exec(given.trim()) ?? [];
	const factor = UNITS[unit.toLowerCase()];
	const size = Number(number) * (factor ?? Number.NaN);
	if (number === "" || !(size > 0)) throw new WrongValue("It takes a size, such as 500MB.");
	return size;
}
