import { BenchError } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import { typedCommand } from "./typed-command.ts";

/**
 * How to continue what ended early. A mistake of the user's is corrected first, and what was corrected is measured from the start.
 * @param error what ended it, if anything is known of that.
 */
export function sayContinue(
	command: "bench" | "advise",
	folder: string,
	progress: Pick<Progress, "notice">,
	error?: unknown,
): void {
	if (error instanceof BenchError && error.kind === "usage") return;
	progress.notice(`To continue: ${typedCommand(`${command} --resume`, [folder])}`);
}
