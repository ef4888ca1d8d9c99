import { runCommand } from "../bench/cli/command.ts";
import { runBenchPower } from "../bench/lab/commands/bench-power.ts";

await runCommand((signal) => runBenchPower(process.argv.slice(2), process.env, signal));
