import type { RunRecord } from "../record/schema.ts";
import { renderTerminal } from "./terminal/terminal.ts";
import { terminalOptions } from "./terminal/terminal-options.ts";

/** Prints the answer to a stream. */
export function showRecord(record: RunRecord, stream: NodeJS.WriteStream): void {
	stream.write(renderTerminal(record, terminalOptions(stream, process.env)));
}
