import { runCommand } from "../bench/command.ts";
import { runBench } from "../bench/commands/bench.ts";

await runCommand((signal) => runBench(process.argv.slice(2), process.env, signal));
