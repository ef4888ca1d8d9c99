import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock, withLock } from "./lock.ts";
import { newRunName } from "./run-owner.ts";

let folder: string;
let file: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-lock-"));
	file = join(folder, "cache", "mysql.lock");
});
afterEach(() => rm(folder, { recursive: true }));

const waiting = { signal: new AbortController().signal, limitMs: 60_000, what: "is unpacking MySQL" };

/** A name that a process had whose number has since been given to another. */
const deadName = () => newRunName().replace(/-(\d+)-\w+-(\w+)$/, "-$1-1-$2");

test("work under a lock is done by one at a time, also by those that find the lock of a dead process", async () => {
	await withLock(file, waiting, async () => {});
	await writeFile(file, deadName());
	let inside = 0;
	let most = 0;
	const all = Array.from({ length: 6 }, () =>
		withLock(file, waiting, async () => {
			inside++;
			most = Math.max(most, inside);
			await pause(5);
			inside--;
		}),
	);
	await Promise.all(all);
	expect([most, inside]).toEqual([1, 0]);
	expect(await readdir(join(folder, "cache"))).toEqual([]);
});

test("who waits is told once, and in the end who has the lock and how to free it", async () => {
	let told = 0;
	await withLock(file, waiting, async () => {
		const second = withLock(file, { ...waiting, limitMs: 500, onWait: () => told++ }, async () => "in");
		await expect(second).rejects.toMatchObject({
			exitCode: 3,
			message: expect.stringContaining("Another run is unpacking MySQL"),
			remedy: expect.stringContaining(file),
		});
	});
	expect(told).toBe(1);
});

test("the lock of a killed process is free at once, that of a living one is not", async () => {
	const lock = new URL("lock.ts", import.meta.url).pathname;
	const own = join(folder, "own.lock");
	const code = `const { takeLock } = await import(${JSON.stringify(lock)});
		await takeLock(${JSON.stringify(own)}); console.log("taken"); setInterval(() => {}, 1000);`;
	const holder = execa(process.execPath, ["--input-type=module", "--eval", code], { reject: false });
	await new Promise((resolve) => holder.stdout?.once("data", resolve));
	expect(await takeLock(own)).toBeUndefined();
	holder.kill("SIGKILL");
	await holder;
	const free = await takeLock(own);
	expect(free).toBeDefined();
	await free?.();
	expect(await readdir(folder)).toEqual([]);
});
