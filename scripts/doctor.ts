import { runCommand } from "../bench/cli/command.ts";
import { runDoctor } from "../bench/cli/commands/doctor.ts";

await runCommand(() => runDoctor(process.argv.slice(2), process.env));
