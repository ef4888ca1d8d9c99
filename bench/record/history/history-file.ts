import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
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
 * Adds a run's line to the history, which is made if there is none. Safe for runs that end together: the line is one
 * write to a file opened for appending, and such writes do not mix on a local file system. Half a line that a full disk
 * left at the end is closed first, so that it spoils itself alone.
 * @throws BenchError kind "usage" when the file cannot be written.
 */
export async function appendHistory(path: string, line: HistoryLine): Promise<void> {
	const text = `${JSON.stringify(historyLineSchema.parse(line))}\n`;
	try {
		await mkdir(dirname(path), { recursive: true });
		const file = await open(path, "a+");
		try {
			const bytes = Buffer.from((await endsWhole(file)) ? text : `\n${text}`);
			const { bytesWritten } = await file.write(bytes);
			if (bytesWritten < bytes.length) throw new Error(`${bytesWritten} of ${bytes.length} bytes fitted`);
			await file.datasync();
		} finally {
			await file.close();
		}
	} catch (cause) {
		throw new BenchError(
			"usage",
			`The history ${path} cannot be written: ${messageOf(cause)}.`,
			"Free some space or choose another folder with --out; the run itself is saved.",
			{ cause },
		);
	}
}

async function endsWhole(file: FileHandle): Promise<boolean> {
	const { size } = await file.stat();
	if (size === 0) return true;
	const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
	return buffer.toString() === "\n";
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
