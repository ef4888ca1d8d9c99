import { runCommand } from "../bench/cli/command.ts";
import { runSeed } from "../bench/cli/commands/seed.ts";

await runCommand((signal) => runSeed(process.argv.slice(2), process.env, signal));
