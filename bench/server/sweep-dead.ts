import { findEngine, sweepContainers } from "./container-engine.ts";
import { sweepRunFolders } from "./run-folder.ts";

/** Ends and removes the servers that killed runs have left on this machine, as the start of any server does. */
export async function sweepDeadServers(cacheFolder: string): Promise<void> {
	await sweepRunFolders(cacheFolder);
	const engine = await findEngine();
	// An engine that does not do it now is asked again by the next run that starts a container.
	if (engine !== undefined) await sweepContainers(engine).catch(() => 0);
}
