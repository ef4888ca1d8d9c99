import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
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
