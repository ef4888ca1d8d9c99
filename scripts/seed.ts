import { runCommand } from "../bench/command.ts";
import { runSeed } from "../bench/commands/seed.ts";

await runCommand((signal) => runSeed(process.argv.slice(2), process.env, signal));
