import { type Flag, oneFlag, WrongValue } from "../cli/flags/flag.ts";
import { path, positiveNumber, wholeNumber } from "../cli/flags/readers.ts";
import { DATASET_FLAGS, FLAGS, pick } from "../cli/flags/table.ts";

/** A whole number of at least so much. */
export function atLeast(least: number): (text: string) => number {
	return (text) => {
		const number = wholeNumber(text);
		if (number < least) throw new WrongValue(`It takes ${least} or more.`);
		return number;
	};
}

/** Flags of the lab alone; what they count differs from command to command. */
export const LAB_FLAGS = {
	rounds: oneFlag({ group: "What is measured:", value: "<number>", help: "rounds", read: wholeNumber, usual: "4" }),
	verdicts: oneFlag({
		group: "What is measured:",
		value: "<number>",
		help: "verdicts to give at least",
		read: wholeNumber,
		usual: "300",
	}),
	sessions: oneFlag({
		group: "What is measured:",
		value: "<number>",
		help: "sessions of the best bulk load; by default one per core, at least 2",
		read: wholeNumber,
	}),
	runs: oneFlag({
		group: "What is measured:",
		value: "<count>",
		help: "simulated trials per row",
		read: atLeast(100),
		usual: "8000",
	}),
	endurance: oneFlag({
		group: "Instead:",
		value: "<runs>",
		help: "so many smoke runs in a row, and whether they take ever more",
		read: wholeNumber,
	}),
	soak: oneFlag({
		group: "Instead:",
		value: "<minutes>",
		help: "one run that measures for so long, and whether it takes ever more",
		read: positiveNumber,
	}),
	raw: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "also write every trial with all its pairs as JSON",
		read: path,
	}),
	chart: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "also draw the power curve, such as docs/images/power.png",
		read: path,
	}),
	page: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "also write the Markdown page, such as docs/versus.md",
		read: path,
	}),
	to: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "where the series go",
		read: path,
		usual: "bench/statistics/simulation/recorded-noise.json",
	}),
};

/** A flag of a number with another default and another help. */
export function counting(flag: Flag<number>, help: string, usual: number, read = wholeNumber): Flag<number> {
	return oneFlag({ group: flag.group, value: flag.value, help, read, usual: String(usual) });
}

/** Of every experiment on the method itself. A tenth of production: most queries take 1 to 30 ms. */
export const EXPERIMENT_FLAGS = {
	...DATASET_FLAGS,
	scale: oneFlag({ ...FLAGS.scale, read: (text: string) => text, usual: "0.1" }),
	...pick("only", "json"),
	budget: { ...FLAGS.budget, help: "time for measuring per round; default that of bench at this scale" },
	raw: LAB_FLAGS.raw,
};
