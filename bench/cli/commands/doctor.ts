import { examine, renderDoctor } from "../../run/doctor.ts";
import { serverConfig } from "../config.ts";
import { command, parseFlags, type ServerFlags, withServerFlags } from "../flags.ts";

const DESCRIPTION = "Says which MySQL would be used here, what is missing, and how to get it. Starts nothing.";

/** `pnpm run doctor`. @returns 0 when a server could be had, else 3. @throws BenchError */
export async function runDoctor(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
	const parsed = parseFlags<ServerFlags>(withServerFlags(command("run doctor", DESCRIPTION)), argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const report = await examine(serverConfig(parsed.flags, environment));
	process.stdout.write(renderDoctor(report));
	return report.usable ? 0 : 3;
}
