import { runCommand } from "../bench/command.ts";
import { runBenchVersus } from "../bench/commands/bench-versus.ts";

await runCommand((signal) => runBenchVersus(process.argv.slice(2), process.env, signal));
