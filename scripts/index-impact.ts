import { INDEX_IMPACT } from "../bench/cli/commands.ts";
import { startProgram } from "../bench/cli/start.ts";

await startProgram(INDEX_IMPACT);
