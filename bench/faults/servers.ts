import { type FaultCase, OWN_SERVER } from "./case.ts";
import type { Stage } from "./stages.ts";
import type { World } from "./world.ts";

/** mysqld is killed, or stops without ending, under the run. */
export function serverCases(): readonly FaultCase[] {
	const stages: readonly Stage[] = [
		"server start",
		"seeding",
		"evidence",
		"building indexes",
		"noise floor",
		"trials",
		"studies",
		"reports",
	];
	return [
		...stages.map((stage) => serverCase("server killed", "SIGKILL", stage, 45)),
		// A server that hangs is given up after a minute without an answer.
		...(["seeding", "building indexes", "trials"] as const).map((stage) =>
			serverCase("server hangs", "SIGSTOP", stage, 110),
		),
	];
}

function serverCase(fault: string, signal: NodeJS.Signals, stage: Stage, limitSeconds: number): FaultCase {
	// At its start it is started again; when only the reports are left, nobody needs it. Studies may be done by then.
	const harmless = stage === "server start" ? [0, 3] : stage === "reports" || stage === "studies" ? [0, 4] : [4];
	return {
		id: `${fault}/${stage}`,
		fault,
		stage,
		alone: false,
		kept: stage !== "seeding",
		exitCodes: harmless,
		limitSeconds: harmless.includes(0) ? 90 : limitSeconds,
		leavesToNext: false,
		prepare: async (world) => ({
			flags: OWN_SERVER,
			strike: () => signalServers(world, signal),
			recover: async () => {},
			remove: async () => {},
		}),
	};
}

async function signalServers(world: World, signal: NodeJS.Signals): Promise<void> {
	const pids = await world.serverProcesses();
	for (const pid of pids.slice(-1)) process.kill(pid, signal);
}
