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
		...(["first questions", "seeding", "building indexes", "trials"] as const).map((stage) =>
			serverCase("server hangs", "SIGSTOP", stage, 110),
		),
		...(["first questions", "trials"] as const).map(interruptedHang),
	];
}

/** At its start a server is started again; when only the reports are left, nobody needs it. Studies may be done by then. */
const HARMLESS: Partial<Record<Stage, readonly number[]>> = {
	"server start": [0, 3],
	// They take a moment: the run may be beyond them when the fault comes.
	"first questions": [3, 4],
	studies: [0, 4],
	reports: [0, 4],
};

function serverCase(fault: string, signal: NodeJS.Signals, stage: Stage, limitSeconds: number): FaultCase {
	const harmless = HARMLESS[stage] ?? [4];
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

/** Nobody who wants to end a run should have to wait for a server that says nothing. */
function interruptedHang(stage: Stage): FaultCase {
	return {
		...serverCase("server hangs, then SIGTERM", "SIGSTOP", stage, 45),
		exitCodes: [130],
		prepare: async (world) => ({
			flags: OWN_SERVER,
			strike: async (bench) => {
				await signalServers(world, "SIGSTOP");
				bench.kill("SIGTERM");
			},
			recover: async () => {},
			remove: async () => {},
		}),
	};
}

async function signalServers(world: World, signal: NodeJS.Signals): Promise<void> {
	const pids = await world.serverProcesses();
	for (const pid of pids.slice(-1)) process.kill(pid, signal);
}
