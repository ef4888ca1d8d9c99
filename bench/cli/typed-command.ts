import { displayPath } from "../../base/paths.ts";
import { shellWord } from "../record/options.ts";

/** Commands that are scripts of this repository's package, too. */
const SCRIPTS = ["bench", "report", "compare", "seed"];

/**
 * A command of index-impact as one would type it here: by the same way as this process was started.
 * @param paths operands, shown as one would type them from here.
 */
export function typedCommand(
	command: string,
	paths: readonly string[] = [],
	environment: NodeJS.ProcessEnv = process.env,
): string {
	const words = [command, ...paths.map((path) => shellWord(displayPath(path)))].join(" ");
	const { npm_lifecycle_event: script = "", npm_lifecycle_script: line = "", npm_command: by } = environment;
	if (line.includes("scripts/index-impact.ts")) {
		const inRepository = SCRIPTS.includes(script) && SCRIPTS.includes(command);
		return inRepository ? `pnpm ${words}` : `pnpm index-impact ${words}`;
	}
	return by === undefined ? `index-impact ${words}` : `npx index-impact ${words}`;
}
