import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What a process has at one moment. */
export interface ProcessLook {
	/** Resident memory, bytes. */
	readonly memory: number;
	/** The most resident memory that it has had, bytes. */
	readonly memoryPeak: number;
	readonly openFiles: number;
	/** Connections, and pipes to its workers. */
	readonly sockets: number;
}

/** @returns undefined once the process has ended. */
export function lookAt(pid: number): ProcessLook | undefined {
	try {
		const status = readFileSync(`/proc/${pid}/status`, "latin1");
		const bytes = (field: string) => 1024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
		const files = readdirSync(`/proc/${pid}/fd`).map((fd) => linkTarget(`/proc/${pid}/fd/${fd}`));
		return {
			memory: bytes("VmRSS"),
			memoryPeak: bytes("VmHWM"),
			openFiles: files.length,
			sockets: files.filter((file) => file.startsWith("socket:")).length,
		};
	} catch {
		return undefined;
	}
}

/** A file that was closed between two looks has none. */
function linkTarget(path: string): string {
	try {
		return readlinkSync(path);
	} catch {
		return "";
	}
}
