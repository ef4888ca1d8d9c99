import { readFile } from "node:fs/promises";

/** The lines of a mysqld log that tell why it ended: its errors, or else its last words. At most ten. */
export async function logTail(file: string): Promise<string> {
	const text = await readFile(file, "utf8").catch(() => "");
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	const errors = lines.filter((line) => /\[ERROR\]|Assertion|signal \d+|error while loading/.test(line));
	return (errors.length > 0 ? errors : lines).slice(-10).join("\n");
}
