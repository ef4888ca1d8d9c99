import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newRunName, processStart } from "../../base/run-owner.ts";
import { createRunFolder, sweepRunFolders } from "./run-folder.ts";

let cache: string;
let bystander: ChildProcess;

beforeEach(async () => {
	cache = await mkdtemp(join(tmpdir(), "index-impact-test-"));
	bystander = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
	await once(bystander, "spawn");
});

afterEach(async () => {
	bystander.kill("SIGKILL");
	await rm(cache, { recursive: true });
});

/** The folder of a run that was killed: its owner is a process number that has since been given to another process. */
async function deadRun(processes: string): Promise<string> {
	const folder = join(cache, "runs", newRunName().replace(/-(\d+)-\w+-(\w+)$/, "-$1-1-$2"));
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, "processes"), processes);
	return folder;
}

test("a run folder can be read by its user alone", async () => {
	const folder = await createRunFolder(cache);
	expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
	await folder.remove();
});

test("removing a run folder ends the processes that live on it", async () => {
	const folder = await createRunFolder(cache);
	folder.adopt(bystander);
	const ended = once(bystander, "exit");
	await folder.remove();
	expect((await ended)[1]).toBe("SIGKILL");
	expect(await readdir(join(cache, "runs"))).toEqual([]);
	await folder.remove();
});

test("the next start removes the folder of a dead run and ends its process", async () => {
	await deadRun(`${bystander.pid} ${processStart(bystander.pid ?? 0)}`);
	const ended = once(bystander, "exit");
	const folder = await createRunFolder(cache);
	expect((await ended)[1]).toBe("SIGKILL");
	expect(await readdir(join(cache, "runs"))).toEqual([folder.name]);
	await folder.remove();
});

test("a process that only has the number of a dead run's process is left alone", async () => {
	await deadRun(`${bystander.pid} 1`);
	expect(await sweepRunFolders(cache)).toBe(1);
	expect(processStart(bystander.pid ?? 0)).toBeDefined();
});

test("every process of a run is on its list, also when more come and go", async () => {
	const folder = await createRunFolder(cache);
	const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
	folder.adopt(child);
	await once(child, "exit");
	const before = await readFile(join(folder.path, "processes"), "utf8");
	folder.adopt(bystander);
	const after = await readFile(join(folder.path, "processes"), "utf8");
	expect(after).toBe(`${before}${bystander.pid} ${processStart(bystander.pid ?? 0)}\n`);
	await folder.remove();
});

test.skipIf(process.platform !== "linux")(
	"a server that its run was killed too early to list is ended, and a shell that stands in the folder is not",
	async () => {
		const folder = await deadRun("");
		await mkdir(join(folder, "data"));
		const idle = ["-e", "setInterval(() => {}, 1000)", "--"];
		const start = (cwd: string, ...words: readonly string[]) =>
			spawn(process.execPath, [...idle, ...words], { stdio: "ignore", cwd });
		const server = start(join(folder, "data"), `--datadir=${join(folder, "data")}`);
		const shell = start(folder, join(folder, "mysqld.log"));
		try {
			await Promise.all([once(server, "spawn"), once(shell, "spawn")]);
			expect(await sweepRunFolders(cache)).toBe(1);
			await expect.poll(() => processStart(server.pid ?? 0), { timeout: 10_000 }).toBeUndefined();
			expect(processStart(shell.pid ?? 0)).toBeDefined();
		} finally {
			for (const child of [server, shell]) child.kill("SIGKILL");
		}
	},
);

test("the folder of a live run is left alone", async () => {
	const folder = await createRunFolder(cache);
	expect(await sweepRunFolders(cache)).toBe(0);
	expect(await readdir(join(cache, "runs"))).toEqual([folder.name]);
	await folder.remove();
});

test("folders of other machines are left alone until they are a week old", async () => {
	const folder = join(cache, "runs", newRunName().replace(/^\w+/, "0000000000"));
	await mkdir(folder, { recursive: true });
	expect(await sweepRunFolders(cache)).toBe(0);
	const longAgo = new Date(Date.now() - 8 * 24 * 3600 * 1000);
	await utimes(folder, longAgo, longAgo);
	expect(await sweepRunFolders(cache)).toBe(1);
});

test("what the tool did not make is left alone", async () => {
	await mkdir(join(cache, "runs", "mine"), { recursive: true });
	expect(await sweepRunFolders(cache)).toBe(0);
});
