import { runCommand } from "../bench/command.ts";
import { runReport } from "../bench/commands/report.ts";

await runCommand(() => runReport(process.argv.slice(2), process.env));
