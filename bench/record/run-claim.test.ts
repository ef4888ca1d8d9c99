import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newRunName } from "../server/run-owner.ts";
import { claimFolder, sweepRuns } from "./run-claim.ts";

let out: string;
let run: string;
beforeEach(async () => {
	out = await mkdtemp(join(tmpdir(), "index-impact-claim-"));
	run = join(out, "run");
	await mkdir(join(run, "charts"), { recursive: true });
});
afterEach(() => rm(out, { recursive: true }));

/** A name that a process had whose number has since been given to another. */
const deadName = () => newRunName().replace(/-(\d+)-\w+-(\w+)$/, "-$1-1-$2");

test("a run that is under way cannot be continued by another process, one whose process was killed can", async () => {
	const release = await claimFolder(run);
	await expect(claimFolder(run)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining("under way") });
	await release();
	await writeFile(join(run, ".in-use"), deadName());
	await (await claimFolder(run))();
	// Killed between making the file and writing to it.
	await writeFile(join(run, ".in-use"), "");
	await (await claimFolder(run))();
	expect(await readdir(run)).toEqual(["charts"]);
});

test("unfinished files of dead processes are removed, those of live ones and everything else stay", async () => {
	const living = `run.json.${newRunName()}.part`;
	for (const name of [`run.json.${deadName()}.part`, living, `charts/a.png.${deadName()}.part`, "notes.part"]) {
		await writeFile(join(run, name), "");
	}
	await sweepRuns(out);
	expect((await readdir(run, { recursive: true })).toSorted()).toEqual(["charts", "notes.part", living].toSorted());
});
