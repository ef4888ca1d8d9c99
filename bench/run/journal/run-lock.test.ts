import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newRunName } from "../../../base/run-owner.ts";
import { lockRun, sweepRun, sweepRuns } from "./run-lock.ts";

let out: string;
let run: string;
let claim: string;
beforeEach(async () => {
	out = await mkdtemp(join(tmpdir(), "index-impact-claim-"));
	run = join(out, "run");
	claim = join(run, ".in-use");
	await mkdir(join(run, "charts"), { recursive: true });
});
afterEach(() => rm(out, { recursive: true }));

/** A name that a process had whose number has since been given to another. */
const deadName = () => newRunName().replace(/-(\d+)-\w+-(\w+)$/, "-$1-1-$2");

/** Of a process that was killed between making the file and writing to it, or is about to write. */
async function namelessClaim(file: string, secondsAgo: number): Promise<void> {
	await writeFile(file, "");
	const then = Date.now() / 1000 - secondsAgo;
	await utimes(file, then, then);
}

describe("a run's folder", () => {
	test("is not to be had while it is in use, and is once its process has given it free or was killed", async () => {
		const release = await lockRun(run);
		const refused = { exitCode: 2, message: expect.stringContaining("under way") };
		await expect(lockRun(run)).rejects.toMatchObject(refused);
		await release();
		await writeFile(claim, deadName());
		await (await lockRun(run))();
		await namelessClaim(claim, 0);
		await expect(lockRun(run)).rejects.toMatchObject(refused);
		await namelessClaim(claim, 60);
		await (await lockRun(run))();
		expect(await readdir(run)).toEqual(["charts"]);
	});

	test.each([
		["that is free", async () => undefined],
		["whose process was killed", () => writeFile(claim, deadName())],
		["whose process was killed before it had named itself", () => namelessClaim(claim, 60)],
		[
			"of which two processes were killed, one as it took over from the other",
			async () => {
				const dead = deadName();
				await writeFile(claim, dead);
				await writeFile(`${claim}.${dead.slice(-12)}`, deadName());
			},
		],
	])("%s goes to one of all that want it at the same moment", async (_, leave) => {
		for (let round = 0; round < 50; round++) {
			await leave();
			const claims = await Promise.allSettled(Array.from({ length: 8 }, () => lockRun(run)));
			const held = claims.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
			expect(held).toHaveLength(1);
			await held[0]?.();
			expect(await readdir(run)).toEqual(["charts"]);
		}
	});

	test("is given free by none but its holder", async () => {
		const release = await lockRun(run);
		await writeFile(claim, newRunName());
		await release();
		expect(await readdir(run)).toEqual([".in-use", "charts"]);
	});
});

test("unfinished files and claims of dead processes are removed, those of live ones and everything else stay", async () => {
	const living = `run.json.${newRunName()}.part`;
	for (const name of [`run.json.${deadName()}.part`, living, `charts/a.png.${deadName()}.part`, "notes.part"]) {
		await writeFile(join(run, name), "");
	}
	for (const file of [claim, `${claim}.0123456789ab`]) await writeFile(file, deadName());
	await sweepRuns(out);
	expect((await readdir(run, { recursive: true })).toSorted()).toEqual(["charts", "notes.part", living].toSorted());
	const release = await lockRun(run);
	await sweepRun(run);
	expect(await readdir(run)).toContain(".in-use");
	await release();
});
