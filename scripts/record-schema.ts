import { runCommand } from "../bench/cli/command.ts";
import { runRecordSchema } from "../bench/cli/commands/record-schema.ts";

await runCommand(() => runRecordSchema(process.argv.slice(2)));
