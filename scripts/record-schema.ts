import { runCommand } from "../bench/command.ts";
import { runRecordSchema } from "../bench/commands/record-schema.ts";

await runCommand(() => runRecordSchema(process.argv.slice(2)));
