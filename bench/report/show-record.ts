import type { RunRecord } from "../record/schema.ts";
import { renderTerminal } from "./terminal.ts";

const WIDTH_WITHOUT_TERMINAL = 120;

/** Prints the answer to a stream: as wide as the terminal, in colour only on one, and not with NO_COLOR. */
export function showRecord(record: RunRecord, stream: NodeJS.WriteStream): void {
	const color = stream.isTTY === true && !process.env.NO_COLOR;
	stream.write(renderTerminal(record, { width: stream.columns ?? WIDTH_WITHOUT_TERMINAL, color }));
}
