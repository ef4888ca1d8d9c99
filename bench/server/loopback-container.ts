import { setTimeout as pause } from "node:timers/promises";
import { MySqlContainer } from "@testcontainers/mysql";
import type { WaitStrategy } from "testcontainers";
import type { Address } from "../../mysql/connect.ts";
import { isLoopback } from "../../mysql/server-url.ts";
import { RUN_LABEL } from "./container-engine.ts";
import { waitUntilReady } from "./readiness.ts";
import { OWN_DATABASE } from "./server.ts";

/** Below the official image's volume, nothing could be committed to an image. */
const DATA_FOLDER = "/var/lib/index-impact";
const INIT_FILE = "/index-impact.sql";
const START_LIMIT_MS = 180_000;

export interface ContainerSetup {
	readonly image: string;
	readonly address: Address;
	/** Names the run, in the label by which leftovers are found. */
	readonly run: string;
	readonly settings: readonly string[];
	/** The image holds a data directory with an older password. */
	readonly restored: boolean;
	readonly signal: AbortSignal;
}

/** MySQL in a container that listens on the loopback interface alone, at the address's port. */
export class LoopbackContainer extends MySqlContainer {
	readonly #setup: ContainerSetup;

	constructor(setup: ContainerSetup) {
		super(setup.image);
		this.#setup = setup;
		const { address, run, settings, restored } = setup;
		const initFile = restored ? [`--init-file=${INIT_FILE}`] : [];
		this.withRootPassword(address.password)
			.withDatabase(OWN_DATABASE)
			.withUsername(OWN_DATABASE)
			.withUserPassword(address.password)
			.withLabels({ [RUN_LABEL]: run })
			.withExposedPorts({ container: 3306, host: address.port })
			.withCommand(["mysqld", ...settings, `--datadir=${DATA_FOLDER}`, "--skip-name-resolve", ...initFile])
			.withWaitStrategy(new LoginWait(setup))
			.withStartupTimeout(START_LIMIT_MS);
		if (restored) {
			const sql = ["localhost", "%"].map(
				(from) => `ALTER USER 'root'@'${from}' IDENTIFIED BY '${address.password}';\n`,
			);
			this.withCopyContentToContainer([{ content: sql.join(""), target: INIT_FILE, mode: 0o644 }]);
		}
	}

	/** The library binds to every interface, and has no option for it. */
	protected override async beforeContainerCreated(): Promise<void> {
		const { host, port } = this.#setup.address;
		if (!isLoopback(host)) return;
		this.hostConfig.PortBindings = { "3306/tcp": [{ HostIp: "127.0.0.1", HostPort: String(port) }] };
	}

	protected override async containerCreated(): Promise<void> {
		this.#setup.signal.throwIfAborted();
	}
}

type Container = Parameters<WaitStrategy["waitUntilReady"]>[0];

/** Settles when the container runs no more, or when nobody wants to know any more. */
async function untilEnded(container: Container, unwanted: AbortSignal): Promise<void> {
	while (!unwanted.aborted) {
		const running = await container.inspect().then(
			({ State }) => State.Running,
			() => false,
		);
		if (!running) return;
		await pause(300);
	}
}

/** The errors at the end of the container's log, or else its last lines. */
async function lastWords(container: Container): Promise<string> {
	const log = await container.logs({ stdout: true, stderr: true, tail: 30 }).catch(() => Buffer.of());
	const lines = log
		.toString("utf8")
		.split("\n")
		// Each line comes behind the eight bytes of its frame.
		.map((line) => line.slice(8));
	const errors = lines.filter((line) => /error/i.test(line));
	return (errors.length > 0 ? errors : lines).slice(-10).join("\n");
}

/** Ready is when root can log in: an open port says too little, and this ends at once on abort and on a crash. */
class LoginWait implements WaitStrategy {
	readonly #setup: ContainerSetup;

	constructor(setup: ContainerSetup) {
		this.#setup = setup;
	}

	async waitUntilReady(container: Container): Promise<void> {
		const { address, signal } = this.#setup;
		const decided = new AbortController();
		try {
			const ended = untilEnded(container, decided.signal);
			const state = await waitUntilReady(address, { signal, limitMs: START_LIMIT_MS, ended });
			// The library removes the container, and its log with it, as soon as this throws.
			if (state === "ended") throw new Error(`the container ended:\n${await lastWords(container)}`);
		} finally {
			decided.abort();
		}
	}

	withStartupTimeout(): this {
		return this;
	}

	isStartupTimeoutSet(): boolean {
		return true;
	}

	getStartupTimeout(): number {
		return START_LIMIT_MS;
	}
}
