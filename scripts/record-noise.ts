import { runCommand } from "../bench/cli/command.ts";
import { runRecordNoise } from "../bench/lab/commands/record-noise.ts";

await runCommand((signal) => runRecordNoise(process.argv.slice(2), process.env, signal));
