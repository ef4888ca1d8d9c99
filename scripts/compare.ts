import { runCommand } from "../bench/cli/command.ts";
import { runCompare } from "../bench/cli/commands/compare.ts";

await runCommand(() => runCompare(process.argv.slice(2)));
