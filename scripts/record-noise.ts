import { runCommand } from "../bench/command.ts";
import { runRecordNoise } from "../bench/commands/record-noise.ts";

await runCommand((signal) => runRecordNoise(process.argv.slice(2), process.env, signal));
