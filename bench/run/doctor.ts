import { createRequire } from "node:module";
import { freeBytes, gigabytes } from "../../base/disk.ts";
import { messageOf } from "../../base/errors.ts";
import { HOW_TO_GET_MYSQL } from "../../mysql/supported-version.ts";
import { AUTO_ORDER, probeAll } from "../server/open-server.ts";
import type { Availability, ServerSettings, ServerSource } from "../server/server.ts";
import { usableMemory } from "../server/settings.ts";

/** One thing that a run needs, and how it stands here. */
interface Finding {
	readonly what: string;
	readonly fine: boolean;
	/** One sentence: what was found, or what is missing and how to get it. */
	readonly detail: string;
}

/** What would run here and what is missing. */
export interface Examination {
	/** Whether the wanted source of MySQL can be had. */
	readonly usable: boolean;
	readonly wanted: ServerSource | "auto";
	/** The source that a run would use. */
	readonly chosen: ServerSource | undefined;
	readonly servers: readonly Availability[];
	readonly findings: readonly Finding[];
}

/** Bytes that a run at production scale takes: a kept dataset, the run's copy of it, MySQL itself. */
const WANTED_DISK = 5e9;
/** Bytes of memory with which the production dataset fits into half of it. */
const WANTED_MEMORY = 4e9;

/** Looks at this machine; starts nothing. */
export async function examine(config: ServerSettings): Promise<Examination> {
	const servers = await probeAll(config);
	// A URL is an order: when it does not work, nothing else is used in its place.
	const wanted = config.source === "auto" && config.url !== undefined ? "url" : config.source;
	const chosen = chooseSource(wanted, servers);
	const findings = [nodeFinding(), await diskFinding(config.cacheFolder), memoryFinding(), await chartsFinding()];
	return { usable: chosen !== undefined, wanted, chosen, servers, findings };
}

function chooseSource(wanted: ServerSettings["source"], servers: readonly Availability[]): ServerSource | undefined {
	const usable = new Set(servers.filter((server) => server.usable).map((server) => server.source));
	return (wanted === "auto" ? AUTO_ORDER : [wanted]).find((candidate) => usable.has(candidate));
}

function nodeFinding(): Finding {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	const fine = major > 22 || (major === 22 && minor >= 18);
	return { what: "Node", fine, detail: fine ? process.version : `${process.version}; 22.18 or newer is needed` };
}

async function diskFinding(cacheFolder: string): Promise<Finding> {
	try {
		const free = await freeBytes(cacheFolder);
		const detail = `${gigabytes(free)} free in ${cacheFolder}`;
		const remedy = `; production scale takes ${gigabytes(WANTED_DISK)}: free some, or set INDEX_IMPACT_CACHE`;
		return { what: "Disk", fine: free >= WANTED_DISK, detail: free >= WANTED_DISK ? detail : detail + remedy };
	} catch (error) {
		const detail = `the cache folder cannot be made: ${messageOf(error)}; set INDEX_IMPACT_CACHE to one that can`;
		return { what: "Disk", fine: false, detail };
	}
}

function memoryFinding(): Finding {
	const memory = usableMemory();
	const fine = memory >= WANTED_MEMORY;
	const remedy = `; with less than ${gigabytes(WANTED_MEMORY)} the dataset may not stay in memory: use a smaller --scale`;
	return { what: "Memory", fine, detail: fine ? gigabytes(memory) : gigabytes(memory) + remedy };
}

async function chartsFinding(): Promise<Finding> {
	try {
		await import("@napi-rs/canvas");
		createRequire(import.meta.url).resolve("@fontsource/inter/files/inter-latin-400-normal.woff2");
		return { what: "Charts", fine: true, detail: "canvas and fonts load" };
	} catch (error) {
		const detail = `canvas or fonts do not load: ${firstLine(messageOf(error))}; run pnpm install again`;
		return { what: "Charts", fine: false, detail };
	}
}

/** The examination as text for a terminal, ending with a line end. */
export function renderDoctor({ usable, wanted, chosen, servers, findings }: Examination): string {
	const rows = [
		...servers.map(({ source, usable: fine, reason }) => ({ what: source, fine, detail: reason })),
		...findings,
	];
	const width = Math.max(...rows.map(({ what }) => what.length));
	const lines = rows.map(
		({ what, fine, detail }) => `${fine ? "ok  " : "--  "}${what.padEnd(width)}  ${firstLine(detail)}`,
	);
	const verdict = usable
		? `A run here would use: ${chosen}.`
		: wanted === "auto"
			? `No MySQL can be had here. ${HOW_TO_GET_MYSQL}`
			: `A run here would find no server: ${wanted} cannot be used, and nothing else is taken in its place.`;
	return `${[...lines, "", verdict].join("\n")}\n`;
}

function firstLine(text: string): string {
	return text.split("\n")[0] ?? "";
}
