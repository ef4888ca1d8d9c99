import { runCommand } from "../bench/cli/command.ts";
import { runBenchSeed } from "../bench/lab/commands/bench-seed.ts";

await runCommand((signal) => runBenchSeed(process.argv.slice(2), process.env, signal));
