import { runCommand } from "../bench/command.ts";
import { runCompare } from "../bench/commands/compare.ts";

await runCommand(() => runCompare(process.argv.slice(2)));
