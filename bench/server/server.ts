import type { Progress } from "../../base/progress.ts";
import type { Address } from "../../mysql/connect.ts";

export type ServerSource = "container" | "packages" | "local" | "url";

/** The database that a run works in on a server of its own. */
export const OWN_DATABASE = "index_impact";

/** Where the MySQL comes from. */
export interface ServerSettings {
	readonly source: ServerSource | "auto";
	/** Tag of the official MySQL image, e.g. "8.4". */
	readonly mysql: string;
	/** Any image instead of the official one. */
	readonly image?: string;
	readonly url?: string;
	/** File of the certificate authority that the URL's server must be certified by. */
	readonly tlsCa?: string;
	/** Whether a server named by URL may be one that others depend on. */
	readonly allowSharedServer?: boolean;
	/** The tool's own cache folder, private to the user. */
	readonly cacheFolder: string;
	/** Kept data directories together take no more bytes than this, nor do an engine's images; the least recently used go. */
	readonly cacheLimitBytes: number;
}

/** What the run asks of a server source. */
export interface ServerRequest extends Omit<ServerSettings, "source"> {
	/** Names the dataset without the server's version: a source adds that and restores its cached copy if it has one. */
	readonly datasetKey: string;
	/** What the dataset is, for people who list what is kept. */
	readonly datasetTitle: string;
	/** Bytes the dataset will take, so that the buffer pool holds all of it. */
	readonly datasetBytes: number;
	/** A folder from which LOAD DATA without LOCAL may read; by default none. Of a server of the tool's own, outside containers. */
	readonly fileFolder?: string;
	readonly progress: Progress;
	/** Aborted on Ctrl-C: starting must end soon after and leave nothing behind. */
	readonly signal: AbortSignal;
}

/** What may differ after a restart. */
export interface RestartSettings {
	readonly bufferPoolBytes: number;
}

/** Room on a server's disk. */
export interface FreeDisk {
	readonly bytes: number;
	/** Completes "so much can be had ...". */
	readonly where: string;
	/** How to have more, after "or". */
	readonly remedy: string;
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
	/** True when what was restored is proven to be what was kept; otherwise its rows are compared with their digests. */
	readonly proven?: boolean;
	readonly address: Address;
	/** The database the run works in; on a server named by URL one that the tool created and marked. */
	readonly database: string;
	/**
	 * Called once, after seeding: makes the dataset survive for later runs with the same datasetKey.
	 * May restart the server (connections opened before are lost); the address stays.
	 */
	keepDataset(): Promise<void>;
	/**
	 * Ends the server in order and starts it on the same data at the same address, with nothing in its buffer pool;
	 * connections opened before are lost. The pool gets the bytes asked for, rounded as the server likes.
	 * Absent where the tool cannot do that. After a failed restart another one may be tried.
	 */
	restart?(settings: RestartSettings): Promise<void>;
	/** What its disk holds for this run, with what the run already takes; absent where the tool cannot see that. */
	freeDisk?(): Promise<FreeDisk | undefined>;
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
	probe(request: Pick<ServerRequest, "url" | "tlsCa" | "mysql" | "image" | "cacheFolder">): Promise<Availability>;
	/** @throws BenchError kind "environment" when it cannot be had. */
	start(request: ServerRequest): Promise<Server>;
}
