import { runCommand } from "../bench/cli/command.ts";
import { runReport } from "../bench/cli/commands/report.ts";

await runCommand(() => runReport(process.argv.slice(2), process.env));
