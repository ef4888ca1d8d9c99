import type { ContainerRuntimeClient } from "testcontainers";
import type { FreeDisk } from "./server.ts";

/** Room on the engine's disk, as a container sees it; undefined where its image has no df. */
export async function freeInContainer(engine: ContainerRuntimeClient, id: string): Promise<FreeDisk | undefined> {
	try {
		const { output, exitCode } = await engine.container.exec(engine.container.getById(id), ["df", "-Pk", "/"]);
		// Second line, fourth column, in kilobytes: POSIX says so.
		const kilobytes = Number(output.trim().split("\n").at(-1)?.trim().split(/\s+/).at(3));
		if (exitCode !== 0 || !Number.isFinite(kilobytes)) return undefined;
		return {
			bytes: kilobytes * 1024,
			where: "on the container engine's disk",
			remedy: "give the engine a larger disk",
		};
	} catch {
		// An estimate only: a disk that fills up is reported when it does.
		return undefined;
	}
}
