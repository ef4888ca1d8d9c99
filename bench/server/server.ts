import type { Address } from "../../seed/mysql.ts";
import type { Progress } from "../../seed/progress.ts";

export type ServerSource = "container" | "packages" | "local" | "url";

/** The database that a run works in on a server of its own. */
export const OWN_DATABASE = "index_impact";

/** What the run asks of a server source. */
export interface ServerRequest {
	/** Tag of the official MySQL image, e.g. "8.4". */
	readonly mysql: string;
	/** Any image instead of the official one. */
	readonly image?: string;
	readonly url?: string;
	/** Names the dataset without the server's version: a source adds that and restores its cached copy if it has one. */
	readonly datasetKey: string;
	/** What the dataset is, for people who list what is kept. */
	readonly datasetTitle: string;
	/** Kept data directories together take no more bytes than this; the least recently used are removed. */
	readonly cacheLimitBytes: number;
	/** Bytes the dataset will take, so that the buffer pool holds all of it. */
	readonly datasetBytes: number;
	/** The tool's own cache folder, private to the user. */
	readonly cacheFolder: string;
	readonly progress: Progress;
	/** Aborted on Ctrl-C: starting must end soon after and leave nothing behind. */
	readonly signal: AbortSignal;
}

/** A running MySQL. */
export interface Server {
	readonly source: ServerSource;
	/** As the server itself reports it, e.g. "9.7.4". */
	readonly version: string;
	readonly image?: string;
	/** One line: what was chosen and why. */
	readonly why: string;
	/** True when the tool started it, so that global settings are the tool's to change. */
	readonly owned: boolean;
	/** True when a dataset kept under the request's datasetKey is already in it. */
	readonly restored: boolean;
	readonly address: Address;
	/** The database the run works in; on a server named by URL one that the tool created and marked. */
	readonly database: string;
	/**
	 * Called once, after seeding: makes the dataset survive for later runs with the same datasetKey.
	 * May restart the server (connections opened before are lost); the address stays.
	 */
	keepDataset(): Promise<void>;
	/** Stops the server and removes everything that was made for this run. Safe to call twice. */
	stop(): Promise<void>;
}

/** What `doctor` says of one source. */
export interface Availability {
	readonly source: ServerSource;
	readonly usable: boolean;
	/** One sentence: what was found, or what is missing and how to get it. */
	readonly reason: string;
}

/** One way to a real MySQL. */
export interface ServerProvider {
	readonly source: ServerSource;
	/** Cheap (about a second), starts nothing. */
	probe(request: Pick<ServerRequest, "url" | "mysql" | "image" | "cacheFolder">): Promise<Availability>;
	/** @throws BenchError kind "environment" when it cannot be had. */
	start(request: ServerRequest): Promise<Server>;
}
