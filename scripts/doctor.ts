import { runCommand } from "../bench/command.ts";
import { runDoctor } from "../bench/commands/doctor.ts";

await runCommand(() => runDoctor(process.argv.slice(2), process.env));
