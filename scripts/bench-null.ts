import { runCommand } from "../bench/cli/command.ts";
import { runBenchNull } from "../bench/lab/commands/bench-null.ts";

await runCommand((signal) => runBenchNull(process.argv.slice(2), process.env, signal));
