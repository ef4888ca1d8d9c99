import { spawn } from "node:child_process";
import { once } from "node:events";
import { execa } from "execa";
import { expect, test } from "vitest";
import { findExecutable } from "./executable.ts";
import { newRunName, ownerOf, processStart, stateOf } from "./run-owner.ts";

function owner() {
	const parsed = ownerOf(newRunName());
	if (!parsed) throw new Error("a run name does not tell its owner");
	return parsed;
}

test("a run name tells the process that made it", () => {
	expect(owner()).toMatchObject({ pid: process.pid, started: processStart(process.pid) });
});

test("two names of one process differ", () => {
	expect(newRunName()).not.toBe(newRunName());
});

test("a name of another kind has no owner", () => {
	expect(ownerOf("dataset-9.7.4")).toBeUndefined();
});

test("the run of this process is alive", () => {
	expect(stateOf(owner())).toBe("alive");
});

test("a later process with the same number is not the owner", () => {
	expect(stateOf({ ...owner(), started: "1" })).toBe("dead");
});

test("whatever ran before the machine was started anew is dead", () => {
	expect(stateOf({ ...owner(), boot: "0000000000" })).toBe("dead");
});

test("a process of another machine or container cannot be judged", () => {
	expect(stateOf({ ...owner(), machine: "0000000000" })).toBe("elsewhere");
});

test("a process that has ended has no start", async () => {
	const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
	await once(child, "exit");
	expect(processStart(child.pid ?? 0)).toBeUndefined();
});

test.skipIf(process.platform !== "linux")(
	"a process whose start the system does not tell is not taken for dead",
	async () => {
		const script = `
		import { openSync } from "node:fs";
		const { newRunName, ownerOf, stateOf } = await import(${JSON.stringify(new URL("./run-owner.ts", import.meta.url).href)});
		const owner = ownerOf(newRunName());
		const before = stateOf(owner);
		try { for (;;) openSync("/dev/null"); } catch { process.stdout.write(before + " " + stateOf(owner)); }
	`;
		const words = [process.execPath, "--input-type=module-typescript", "-e", script];
		const { stdout } = await execa("sh", ["-c", `ulimit -n 64; exec "$0" "$@"`, ...words]);
		expect(stdout).toBe("alive elsewhere");
	},
);

test.skipIf((await findExecutable("ps")) === undefined)(
	"where ps tells when a process started, it says the same in every time zone and language",
	() => {
		const before = process.env.TZ;
		const told = ["UTC", "Asia/Tokyo", "America/New_York"].map((zone) => {
			process.env.TZ = zone;
			return processStart(process.pid, "darwin");
		});
		if (before === undefined) delete process.env.TZ;
		else process.env.TZ = before;
		expect(told[0]).toBeDefined();
		expect(new Set(told).size).toBe(1);
		expect(processStart(2 ** 22 + 1, "darwin")).toBeUndefined();
	},
);
