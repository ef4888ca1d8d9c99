import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BenchError } from "../../seed/errors.ts";
import type { Address } from "../../seed/mysql.ts";
import { diskFull, saysDiskFull } from "./disk-space.ts";
import { freePort } from "./free-port.ts";
import { logTail } from "./mysqld-log.ts";
import type { MysqldProgram } from "./mysqld-program.ts";
import { interrupted, waitUntilReady } from "./readiness.ts";
import type { RunFolder } from "./run-folder.ts";

/** A mysqld of this run. */
export interface MysqldProcess {
	readonly address: Address;
	/** Ends it in order, so that its data directory is complete. */
	shutDown(): Promise<void>;
	/** Ends it at once; for a data directory that is thrown away. */
	kill(): Promise<void>;
}

/** What it takes to run a mysqld on a data directory of a run. */
export interface MysqldSetup {
	readonly program: MysqldProgram;
	readonly folder: RunFolder;
	readonly dataFolder: string;
	readonly settings: readonly string[];
	readonly signal: AbortSignal;
}

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 120_000;

/** Makes an empty data directory. @throws BenchError with the end of the server's log. */
export async function initialise({ program, folder, dataFolder, signal }: MysqldSetup): Promise<void> {
	const log = join(folder.path, "initialise.log");
	const child = launch(program, folder, log, [
		"--initialize-insecure",
		`--datadir=${dataFolder}`,
		// A small redo log saves a third of the time; the run itself grows it.
		"--loose-innodb-redo-log-capacity=64M",
		"--character-set-server=utf8mb4",
	]);
	const abort = () => child.kill("SIGKILL");
	signal.addEventListener("abort", abort, { once: true });
	// An abort that came before tells no listener.
	if (signal.aborted) abort();
	const status = await ended(child);
	signal.removeEventListener("abort", abort);
	if (signal.aborted) throw interrupted();
	if (status !== 0) throw await startFailure("MySQL could not make a data directory", log);
}

/** Starts on the data directory with a new random password. @param fixed keeps the address of an earlier start. */
export async function startMysqld(setup: MysqldSetup, fixed?: Address): Promise<MysqldProcess> {
	for (let attempt = 1; ; attempt++) {
		const address = fixed ?? {
			host: "127.0.0.1",
			port: await freePort(),
			user: "root",
			password: randomBytes(18).toString("base64url"),
		};
		const started = await tryStart(setup, address);
		if (started !== "port taken") return started;
		if (attempt === 5) {
			throw new BenchError(
				"environment",
				`MySQL could not listen on port ${address.port}: another program took it.`,
				"Run the command again.",
			);
		}
	}
}

async function tryStart(setup: MysqldSetup, address: Address): Promise<MysqldProcess | "port taken"> {
	const { program, folder, dataFolder, settings, signal } = setup;
	const initFile = join(folder.path, "init.sql");
	const log = join(folder.path, "mysqld.log");
	const temporary = join(folder.path, "tmp");
	await Promise.all([rm(log, { force: true }), mkdir(temporary, { recursive: true, mode: 0o700 })]);
	// By file, readable by this user alone: a command line would show the password to every user.
	await writeFile(initFile, `ALTER USER 'root'@'localhost' IDENTIFIED BY '${address.password}';\n`, { mode: 0o600 });
	const child = launch(program, folder, log, [
		...settings,
		`--datadir=${dataFolder}`,
		`--tmpdir=${temporary}`,
		`--init-file=${initFile}`,
		// Files are loaded through the client alone; the default folder need not exist here.
		"--secure-file-priv=NULL",
		"--bind-address=127.0.0.1",
		`--port=${address.port}`,
		// Relative to the data directory: paths of sockets may not be longer than some hundred bytes.
		"--socket=mysqld.sock",
		"--pid-file=mysqld.pid",
		"--loose-auto-generate-certs=OFF",
	]);
	const end = ended(child);
	try {
		const ready = await waitUntilReady(address, { signal, limitMs: START_LIMIT_MS, ended: end });
		if (ready === "ended") {
			const failure = await startFailure("MySQL could not start", log);
			if (/Address already in use|Do you already have another mysqld|bind on TCP\/IP port/i.test(failure.message)) {
				return "port taken";
			}
			throw failure;
		}
	} catch (error) {
		child.kill("SIGKILL");
		await end;
		throw error;
	} finally {
		await rm(initFile, { force: true });
	}
	// A harness that ends without stop() must not hang on it: its exit handler ends the server.
	child.unref();
	return {
		address,
		shutDown: async () => {
			child.ref();
			child.kill("SIGTERM");
			const limit = new AbortController();
			const inTime = await Promise.race([
				end.then(() => true),
				pause(STOP_LIMIT_MS, false, { signal: limit.signal }).catch(() => false),
			]);
			limit.abort();
			if (!inTime) throw new Error(`mysqld did not shut down within ${STOP_LIMIT_MS / 1000} s`);
		},
		kill: async () => {
			child.ref();
			child.kill("SIGKILL");
			await end;
		},
	};
}

/** Detached, so that Ctrl-C in the terminal reaches the harness alone, which then ends the server itself. */
function launch(program: MysqldProgram, folder: RunFolder, log: string, flags: readonly string[]): ChildProcess {
	const output = openSync(log, "a", 0o600);
	const asRoot = process.getuid?.() === 0 ? ["--user=root"] : [];
	const child = spawn(program.command, [...program.leading, ...asRoot, ...flags], {
		cwd: folder.path,
		detached: true,
		stdio: ["ignore", output, output],
	});
	closeSync(output);
	if (child.pid !== undefined) folder.adopt(child.pid);
	return child;
}

/** @returns the exit status, or null when a signal or a failed launch ended it. */
async function ended(child: ChildProcess): Promise<number | null> {
	try {
		const [status] = await once(child, "exit");
		return typeof status === "number" ? status : null;
	} catch {
		return null;
	}
}

async function startFailure(what: string, log: string): Promise<BenchError> {
	const tail = await logTail(log);
	const message = `${what}. Its log ends with:\n${tail || "(nothing)"}`;
	if (saysDiskFull(new Error(tail))) return diskFull(message);
	const remedy = /permission denied|errno: 13/i.test(tail)
		? "If AppArmor or SELinux confines mysqld to its own folders, use --server packages or --server container."
		: "Try another source of MySQL with --server container, packages, local or url.";
	return new BenchError("environment", message, remedy);
}
