import { runCommand } from "../bench/command.ts";
import { runBenchSeed } from "../bench/commands/bench-seed.ts";

await runCommand((signal) => runBenchSeed(process.argv.slice(2), process.env, signal));
