import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { codeOf } from "./errors.ts";
import { childEnvironment } from "./run-program.ts";

/** Which process a run folder or container belongs to, told apart from a later process with the same number. */
export interface RunOwner {
	/** Host and process namespace: elsewhere the same number is another process. */
	readonly machine: string;
	/** Changes when the machine starts anew. */
	readonly boot: string;
	readonly pid: number;
	/** When the process started, as the system tells it; see NOT_TOLD. */
	readonly started: string;
}

/** Where the system does not tell when a process started. */
const NOT_TOLD = "0";

/**
 * When a process started, in the system's own way, the same for whoever asks.
 * @returns undefined when no such process runs.
 * @throws Error when the system does not tell: that says nothing about the process.
 */
export function processStart(pid: number, platform: NodeJS.Platform = process.platform): string | undefined {
	return platform === "linux" ? startByProc(pid) : startByPs(pid);
}

function startByProc(pid: number): string | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
		// The command in parentheses may itself hold spaces and parentheses; the state comes right after it.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
	} catch (error) {
		if (["ENOENT", "ESRCH"].includes(codeOf(error))) return undefined;
		throw error;
	}
}

function startByPs(pid: number): string | undefined {
	const { status, stdout, error } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], {
		encoding: "utf8",
		// It tells the time of the user's zone in the user's language.
		env: { ...childEnvironment(), LC_ALL: "C", TZ: "UTC" },
	});
	if (error) throw error;
	const text = stdout.trim();
	if (text !== "") return short(text);
	if (status === 1) return undefined;
	throw new Error(`ps does not tell about process ${pid}`);
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
	started: readOr(() => processStart(process.pid) ?? NOT_TOLD, NOT_TOLD),
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

/**
 * "elsewhere" is a process that cannot be judged: in another container, on another host with the same home, or while the
 * system does not tell.
 */
export function stateOf(owner: RunOwner): "alive" | "dead" | "elsewhere" {
	if (owner.machine !== self.machine) return "elsewhere";
	if (owner.boot !== self.boot) return "dead";
	try {
		const started = processStart(owner.pid);
		return started !== undefined && (owner.started === NOT_TOLD || started === owner.started) ? "alive" : "dead";
	} catch {
		return "elsewhere";
	}
}
