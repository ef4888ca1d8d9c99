import { runCommand } from "../bench/cli/command.ts";
import { runBench } from "../bench/cli/commands/bench.ts";

await runCommand((signal) => runBench(process.argv.slice(2), process.env, signal));
