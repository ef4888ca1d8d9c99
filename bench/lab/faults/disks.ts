import { cp, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { type FaultCase, OWN_SERVER, type Scene } from "./case.ts";
import type { Stage } from "./stages.ts";
import { hostComplaints, hostState, urlOf } from "./url-host.ts";
import { FILLER, type World } from "./world.ts";
import { writeUntilFull } from "./write-until-full.ts";

const hindrance =
	process.getuid?.() === 0 && process.platform === "linux" ? undefined : "a small file system takes root on Linux";

/** The disk of the results, or that of the server's data, fills up under the run. */
export function diskCases(): readonly FaultCase[] {
	const results: readonly Stage[] = ["seeding", "building indexes", "trials", "reports"];
	const data: readonly Stage[] = ["server start", "seeding", "building indexes", "trials"];
	return [
		...results.map((stage) => diskCase("results disk full", stage, (world) => world.out, 8)),
		...data.map((stage) => diskCase("data disk full", stage, (world) => join(world.cache, "runs"), 1500)),
		...(["building indexes", "trials"] as const).map(resultsOfUrlRun),
	];
}

/** A run that can save nothing any more still gives somebody's server back as it was. */
function resultsOfUrlRun(stage: Stage): FaultCase {
	return {
		...diskCase("results disk full on a URL's server", stage, (world) => world.out, 8),
		alone: true,
		prepare: async (world, { host, reference }) => {
			const before = await hostState(host);
			const indexes = reference.indexes.map((index) => index.name);
			const check = () => hostComplaints(host, before, indexes);
			return {
				...(await smallDisk(world.out, 8)),
				flags: ["--server", "url"],
				environment: { INDEX_IMPACT_URL: urlOf(host) },
				checkEnded: check,
				check,
			};
		},
	};
}

function diskCase(fault: string, stage: Stage, place: (world: World) => string, megabytes: number): FaultCase {
	const ofData = fault.startsWith("data");
	return {
		id: `${fault}/${stage}`,
		fault,
		stage,
		...(hindrance === undefined ? {} : { hindrance }),
		alone: false,
		kept: stage !== "seeding",
		// Whether a server needs space to start and for what it still has to do is its own affair; the copies that writes are
		// measured on do, late in the run.
		exitCodes: ofData ? [4, 3, 0] : [4],
		limitSeconds: 120,
		leavesToNext: false,
		prepare: (world) => smallDisk(place(world), megabytes),
	};
}

async function smallDisk(folder: string, megabytes: number): Promise<Scene> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await execa("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=700`, "tmpfs", folder]);
	const unmount = () => execa("umount", ["--lazy", folder], { reject: false });
	return {
		flags: OWN_SERVER,
		strike: () => fill(join(folder, FILLER)),
		async recover() {
			// What was written stays, and finds room again.
			await rm(join(folder, FILLER), { force: true });
			const copy = `${folder}.saved`;
			await cp(folder, copy, { recursive: true });
			await unmount();
			await cp(copy, folder, { recursive: true });
			await rm(copy, { recursive: true });
		},
		async remove() {
			await unmount();
		},
	};
}

/** Writes until nothing more fits. */
async function fill(path: string): Promise<void> {
	const file = await open(path, "w");
	try {
		await writeUntilFull(file);
	} finally {
		await file.close().catch(() => undefined);
	}
}
