import { runCommand } from "../bench/cli/command.ts";
import { runBenchVersus } from "../bench/lab/commands/bench-versus.ts";

await runCommand((signal) => runBenchVersus(process.argv.slice(2), process.env, signal));
