import { type FaultCase, OWN_SERVER, type Scene } from "./case.ts";
import { ALL_STAGES, type Stage } from "./stages.ts";

const QUIET: Omit<Scene, "strike"> = { flags: OWN_SERVER, recover: async () => {}, remove: async () => {} };

/** The harness is told to end, or ended, at every stage. */
export function signalCases(): readonly FaultCase[] {
	return (["SIGINT", "SIGTERM", "SIGKILL"] as const).flatMap((signal) =>
		ALL_STAGES.map((stage) => signalCase(signal, stage)),
	);
}

function signalCase(signal: NodeJS.Signals, stage: Stage): FaultCase {
	const killed = signal === "SIGKILL";
	return {
		id: `${signal}/${stage}`,
		fault: signal,
		stage,
		alone: false,
		kept: stage !== "seeding",
		// All is measured when the reports are written; a signal then may come too late.
		exitCodes: killed ? [null] : stage === "reports" ? [130, 0] : [130],
		limitSeconds: 45,
		leavesToNext: killed,
		prepare: async () => ({ ...QUIET, strike: async (bench) => bench.kill(signal) }),
	};
}
