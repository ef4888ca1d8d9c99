import { runCommand } from "../bench/command.ts";
import { runBenchNull } from "../bench/commands/bench-null.ts";

await runCommand((signal) => runBenchNull(process.argv.slice(2), process.env, signal));
