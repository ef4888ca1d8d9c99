import type { FaultCase, Ground, Scene } from "./case.ts";
import { type CutProxy, openCutProxy } from "./cut-proxy.ts";
import type { Stage } from "./stages.ts";
import { dropOwnDatabases, hostComplaints, hostState, urlOf } from "./url-host.ts";

const STAGES: readonly Stage[] = ["seeding", "evidence", "building indexes", "noise floor", "trials", "studies"];

/** Runs on a server named by URL: the way to it is cut, or the harness is killed and can restore nothing. */
export function connectionCases(): readonly FaultCase[] {
	return [
		...STAGES.map((stage) => urlCase("connection cut", stage, 60, (proxy) => proxy.cut())),
		urlCase("connection frozen", "trials", 110, (proxy) => proxy.freeze()),
		...(["seeding", "building indexes", "trials", "studies"] as const).map((stage) => killedOnUrl(stage)),
	];
}

function urlCase(fault: string, stage: Stage, limitSeconds: number, strike: (proxy: CutProxy) => void): FaultCase {
	return {
		id: `${fault}/${stage}`,
		fault,
		stage,
		alone: true,
		kept: true,
		exitCodes: stage === "studies" ? [4, 0] : [4],
		limitSeconds,
		leavesToNext: false,
		prepare: (_, ground) => scene(ground, stage, async (proxy) => strike(proxy)),
	};
}

function killedOnUrl(stage: Stage): FaultCase {
	return {
		id: `SIGKILL on a URL's server/${stage}`,
		fault: "SIGKILL on a URL's server",
		stage,
		alone: true,
		kept: true,
		exitCodes: [null],
		limitSeconds: 10,
		leavesToNext: true,
		prepare: (_, ground) => scene(ground, stage, async (__, kill) => kill()),
	};
}

async function scene(
	{ host, reference }: Ground,
	stage: Stage,
	strike: (proxy: CutProxy, kill: () => void) => Promise<void>,
): Promise<Scene> {
	if (stage === "seeding") await dropOwnDatabases(host);
	const before = await hostState(host);
	const proxy = await openCutProxy(host.host, host.port);
	const indexes = reference.indexes.map((index) => index.name);
	return {
		flags: ["--server", "url"],
		environment: {
			INDEX_IMPACT_URL: urlOf({ ...host, host: "127.0.0.1", port: proxy.port }),
		},
		strike: (bench) => strike(proxy, () => bench.kill("SIGKILL")),
		recover: async () => proxy.mend(),
		check: () => hostComplaints(host, before, indexes),
		remove: () => proxy.close(),
	};
}
