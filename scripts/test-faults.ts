import { runCommand } from "../bench/cli/command.ts";
import { runTestFaults } from "../bench/lab/commands/test-faults.ts";

await runCommand((signal) => runTestFaults(process.argv.slice(2), signal));
