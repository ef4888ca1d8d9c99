import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { abortable, withTimeout } from "../../base/abortable.ts";
import { diskFull, freeBytes, saysDiskFull } from "../../base/disk.ts";
import { BenchError } from "../../base/errors.ts";
import { childEnvironment } from "../../base/run-program.ts";
import type { Address } from "../../mysql/connect.ts";
import { freePort } from "./free-port.ts";
import { logTail } from "./mysqld-log.ts";
import type { MysqldProgram } from "./mysqld-program.ts";
import { interrupted, waitUntilReady } from "./readiness.ts";
import type { RunFolder } from "./run-folder.ts";

/** A mysqld of this run. */
export interface MysqldProcess {
	readonly address: Address;
	/**
	 * Ends it in order, so that its data directory is complete.
	 * @throws BenchError when it ended in any other way, now or before: then its data directory is as after a crash.
	 */
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
	/** From which LOAD DATA without LOCAL may read. */
	readonly fileFolder?: string;
	readonly signal: AbortSignal;
}

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 120_000;
/** Redo log, temporary tablespace and the files' first pages take that much, in bytes. */
const TOO_LITTLE_TO_START = 64 * 1024 * 1024;
/** For a process to be gone after SIGKILL: longer only when the system itself is stuck. */
const KILL_LIMIT_MS = 20_000;

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
	const end = ended(child);
	let status: number | null;
	try {
		const limited = withTimeout(end, START_LIMIT_MS, "MySQL did not finish making its data directory");
		status = await abortable(limited, signal, { instead: interrupted });
	} catch (error) {
		await killAndWait(child, end);
		throw error;
	}
	if (status !== 0) throw await endFailure("MySQL could not make a data directory", log);
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
		// Files are loaded through the client alone, as a rule; the default folder need not exist here.
		`--secure-file-priv=${setup.fileFolder ?? "NULL"}`,
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
			const failure = await endFailure("MySQL could not start", log);
			if (/Address already in use|Do you already have another mysqld|bind on TCP\/IP port/i.test(failure.message)) {
				return "port taken";
			}
			throw failure;
		}
	} catch (error) {
		await killAndWait(child, end);
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
			let status: number | null;
			try {
				const limited = withTimeout(end, STOP_LIMIT_MS, "MySQL did not shut down");
				status = await abortable(limited, signal, { instead: () => interrupted("the server was shutting down") });
			} catch (error) {
				await killAndWait(child, end);
				throw error;
			}
			const how = status === null ? "it was killed" : `exit status ${status}`;
			if (status !== 0) throw await endFailure(`MySQL did not shut down in order (${how})`, log);
		},
		kill: async () => {
			child.ref();
			await killAndWait(child, end);
		},
	};
}

/** Through the handle of the child, never by looking the number up: /proc can block as long as the process hangs. */
async function killAndWait(child: ChildProcess, end: Promise<unknown>): Promise<void> {
	child.kill("SIGKILL");
	await withTimeout(end, KILL_LIMIT_MS, "The system did not end a killed MySQL");
}

/** Detached, so that Ctrl-C in the terminal reaches the harness alone, which then ends the server itself. */
function launch(program: MysqldProgram, folder: RunFolder, log: string, flags: readonly string[]): ChildProcess {
	const output = openSync(log, "a", 0o600);
	const asRoot = process.getuid?.() === 0 ? ["--user=root"] : [];
	const child = spawn(program.command, [...program.leading, ...asRoot, ...flags], {
		cwd: folder.path,
		env: childEnvironment(),
		detached: true,
		stdio: ["ignore", output, output],
	});
	closeSync(output);
	folder.adopt(child);
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

async function endFailure(what: string, log: string): Promise<BenchError> {
	const tail = await logTail(log);
	const message = `${what}. Its log ends with:\n${tail || "(nothing)"}`;
	// On a full disk even the log may be empty.
	if (saysDiskFull(new Error(tail)) || (await freeBytes(dirname(log))) < TOO_LITTLE_TO_START) return diskFull(message);
	const remedy = /permission denied|errno: 13/i.test(tail)
		? "If AppArmor or SELinux confines mysqld to its own folders, use --server packages or --server container."
		: "Try another source of MySQL with --server container, packages, local or url.";
	return new BenchError("environment", message, remedy);
}
