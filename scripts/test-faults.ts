import { runCommand } from "../bench/command.ts";
import { runTestFaults } from "../bench/commands/test-faults.ts";

await runCommand((signal) => runTestFaults(process.argv.slice(2), signal));
