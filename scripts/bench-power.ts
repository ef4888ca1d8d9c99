import { runCommand } from "../bench/command.ts";
import { runBenchPower } from "../bench/commands/bench-power.ts";

await runCommand((signal) => runBenchPower(process.argv.slice(2), process.env, signal));
