import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { appendLines } from "../../../base/append-lines.ts";
import { BenchError, messageOf } from "../../../base/errors.ts";
import { type HistoryLine, historyLineSchema } from "./history-line.ts";

const HISTORY_FILE = "history.jsonl";

/** The history of the runs in a folder. */
export function historyIn(out: string): string {
	return join(out, HISTORY_FILE);
}

export interface History {
	/** In the order of the runs' starts, each run once. */
	readonly lines: readonly HistoryLine[];
	/** One sentence per line that could not be read. */
	readonly broken: readonly string[];
}

/**
 * Adds a run's line to the history, which is made if there is none. Safe for runs that end together.
 * @throws BenchError kind "usage" when the file cannot be written.
 */
export async function appendHistory(path: string, line: HistoryLine): Promise<void> {
	const text = JSON.stringify(historyLineSchema.parse(line));
	try {
		await mkdir(dirname(path), { recursive: true });
		await appendLines(path, [text]);
	} catch (cause) {
		throw new BenchError(
			"usage",
			`The history ${path} cannot be written: ${messageOf(cause)}.`,
			"Free some space or choose another folder with --out; the run itself is saved.",
			{ cause },
		);
	}
}

/**
 * Reads a history. A line that is no line of ours costs a sentence, not the others.
 * @throws BenchError kind "usage" when there is no such file.
 */
export async function readHistory(path: string): Promise<History> {
	let content: string;
	try {
		content = await readFile(path, "utf8");
	} catch (cause) {
		throw new BenchError(
			"usage",
			`There is no history at ${path}: ${messageOf(cause)}.`,
			"Make one with pnpm bench --keep, or give the file: pnpm report --trend <file>.",
			{ cause },
		);
	}
	const lines = new Map<string, HistoryLine>();
	const broken: string[] = [];
	for (const [position, text] of content.split("\n").entries()) {
		if (text.trim() === "") continue;
		const read = readLine(text);
		if (typeof read === "string") broken.push(`Line ${position + 1} is left out: ${read}.`);
		// A resumed run is kept again: its last line is the whole one.
		else lines.set(read.runId, read);
	}
	const order = (a: HistoryLine, b: HistoryLine) => Date.parse(a.startedAt) - Date.parse(b.startedAt);
	return { lines: [...lines.values()].sort(order), broken };
}

function readLine(text: string): HistoryLine | string {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return "it is not JSON and may have been cut short";
	}
	const result = historyLineSchema.safeParse(parsed);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	return `it is not a run's line (at ${issue?.path.join(".") || "the top"}: ${issue?.message})`;
}
