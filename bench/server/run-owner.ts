import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Which process a run folder or container belongs to, told apart from a later process with the same number. */
export interface RunOwner {
	/** Host and process namespace: elsewhere the same number is another process. */
	readonly machine: string;
	/** Changes when the machine starts anew. */
	readonly boot: string;
	readonly pid: number;
	/** When the process started, as the system tells it. */
	readonly started: string;
}

/** @returns undefined when no such process runs. */
export function processStart(pid: number): string | undefined {
	try {
		if (process.platform === "linux") {
			const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
			// The command in parentheses may itself hold spaces and parentheses; the state comes right after it.
			const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
			return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
		}
		const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
		return text === "" ? undefined : short(text);
	} catch {
		return undefined;
	}
}

function short(text: string): string {
	return createHash("sha256").update(text).digest("hex").slice(0, 10);
}

function readOr(read: () => string, otherwise: string): string {
	try {
		return read().trim();
	} catch {
		return otherwise;
	}
}

const self: RunOwner = {
	machine: short(`${hostname()} ${readOr(() => readlinkSync("/proc/self/ns/pid"), "")}`),
	boot: short(readOr(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"), "unknown")),
	pid: process.pid,
	started: processStart(process.pid) ?? "0",
};

/** A name for something this process makes for one run; its owner can be read back from it. */
export function newRunName(): string {
	return [self.machine, self.boot, self.pid, self.started, randomBytes(6).toString("hex")].join("-");
}

/** @returns undefined when the name was not made by newRunName. */
export function ownerOf(name: string): RunOwner | undefined {
	const match = /^([0-9a-f]{10})-([0-9a-f]{10})-(\d+)-([0-9a-z]+)-[0-9a-f]{12}$/.exec(name);
	if (!match) return undefined;
	const [, machine = "", boot = "", pid = "", started = ""] = match;
	return { machine, boot, pid: Number(pid), started };
}

/** "elsewhere" is a process that cannot be seen from here: in another container, or on another host with the same home. */
export function stateOf(owner: RunOwner): "alive" | "dead" | "elsewhere" {
	if (owner.machine !== self.machine) return "elsewhere";
	if (owner.boot !== self.boot) return "dead";
	return processStart(owner.pid) === owner.started ? "alive" : "dead";
}
