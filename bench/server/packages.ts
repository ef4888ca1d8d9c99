import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ExecaError } from "execa";
import { diskFull, requireFreeBytes, saysDiskFull } from "../../base/disk.ts";
import { BenchError, messageOf } from "../../base/errors.ts";
import { findExecutable } from "../../base/executable.ts";
import { withLock } from "../../base/lock.ts";
import { runProgram } from "../../base/run-program.ts";
import { HOW_TO_GET_MYSQL, isSupported } from "../../mysql/supported-version.ts";
import { type MysqldProgram, mysqldVersion } from "./mysqld-program.ts";
import { startOwnedServer } from "./owned-server.ts";
import { APT_LIMIT_MS, packagesFamily, privateApt } from "./private-apt.ts";
import { interrupted } from "./readiness.ts";
import { createRunFolder, type RunFolder } from "./run-folder.ts";
import type { Availability, ServerProvider, ServerRequest } from "./server.ts";
import { unpackedMysqld } from "./unpacked-mysql.ts";

/** Roughly what the downloaded packages and the unpacked files take together, in bytes. */
const NEEDED_BYTES = 900e6;
/** Half a minute where the mirror is near; this is for one that is far. */
const UNPACK_LIMIT_MS = 20 * 60_000;

/** MySQL from the distribution's packages, unpacked into the cache folder: no root, nothing installed. */
export const packagesProvider: ServerProvider = {
	source: "packages",

	async probe({ cacheFolder }): Promise<Availability> {
		const unpacked = await newestUnpacked(cacheFolder);
		if (unpacked) return available(`MySQL ${unpacked.version} is already unpacked in the cache folder`);
		const missing = await missingPrograms();
		if (missing.length > 0) return unavailable(`${missing.join(" and ")} not found: this needs Debian or Ubuntu`);
		const family = await packagesFamily();
		if (!family) return unavailable("this system is neither Debian nor Ubuntu");
		return available(
			"MySQL can be unpacked from the distribution's packages, without root (about 70 MB, half a minute)",
		);
	},

	async start(request) {
		const folder = await createRunFolder(request.cacheFolder);
		try {
			const program = await ensureUnpacked(request, folder);
			const why = `MySQL ${program.version} from the distribution's packages, unpacked in the cache folder`;
			return await startOwnedServer({ request, folder, program, source: "packages", why });
		} catch (error) {
			await folder.remove();
			throw error;
		}
	},
};

const available = (reason: string): Availability => ({ source: "packages", usable: true, reason });
const unavailable = (reason: string): Availability => ({ source: "packages", usable: false, reason });

async function missingPrograms(): Promise<readonly string[]> {
	const programs = ["apt-get", "apt-cache", "dpkg", "dpkg-deb"];
	const found = await Promise.all(programs.map((program) => findExecutable(program)));
	return programs.filter((_, i) => found[i] === undefined);
}

/** The newest complete root below `<cache>/mysql`; a root has its final name only when it is complete. */
async function newestUnpacked(cacheFolder: string): Promise<MysqldProgram | undefined> {
	const roots = join(cacheFolder, "mysql");
	const names = (await readdir(roots).catch(() => [])).filter((name) => name.endsWith(`-${process.arch}`));
	const newestFirst = names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
	for (const name of newestFirst) {
		const program = await unpackedMysqld(join(roots, name), name.slice(0, -process.arch.length - 1));
		if (program) return program;
	}
	return undefined;
}

async function ensureUnpacked(request: ServerRequest, folder: RunFolder): Promise<MysqldProgram> {
	const { cacheFolder, signal } = request;
	try {
		return (
			(await newestUnpacked(cacheFolder)) ??
			(await withLock(
				join(cacheFolder, "mysql.lock"),
				{
					signal,
					limitMs: UNPACK_LIMIT_MS,
					what: "is unpacking MySQL",
					onWait: () => request.progress.notice("Waiting for another run, which is unpacking MySQL."),
				},
				async () => (await newestUnpacked(cacheFolder)) ?? (await unpack(request, folder)),
			))
		);
	} catch (error) {
		if (signal.aborted) throw interrupted();
		if (saysDiskFull(error)) throw diskFull("The disk filled up while MySQL was being unpacked.", error);
		if (!(error instanceof ExecaError)) throw error;
		throw new BenchError(
			"environment",
			`MySQL could not be fetched from the distribution's packages: ${complaint(error)}`,
			`Check that \`apt-get update\` works on this machine. Else: ${HOW_TO_GET_MYSQL}`,
			{ cause: error },
		);
	}
}

/** The first error line of a failed program, else its message. */
function complaint(error: unknown): string {
	const text = messageOf(error);
	if (error instanceof ExecaError && error.timedOut) {
		return `${error.command.split(" ")[0]} did not finish within ${APT_LIMIT_MS / 60_000} minutes`;
	}
	return /^E: .*$/m.exec(text)?.[0].slice(3) ?? text.split("\n")[0] ?? text;
}

async function unpack(request: ServerRequest, folder: RunFolder): Promise<MysqldProgram> {
	const { cacheFolder, signal, progress } = request;
	const missing = await missingPrograms();
	if (missing.length > 0) {
		throw new BenchError(
			"environment",
			`MySQL cannot be unpacked from packages: ${missing.join(" and ")} not found on this machine.`,
			HOW_TO_GET_MYSQL,
		);
	}
	await requireFreeBytes(cacheFolder, NEEDED_BYTES, "Unpacking MySQL");
	const task = progress.task("fetch MySQL packages", 3, "steps");
	const apt = await privateApt(join(folder.path, "apt"), signal);
	task.update(0, "reading the package lists");
	await apt.run("apt-get", "update", "-q", "--error-on=any");
	task.update(1, "downloading");
	const server = serverPackage(await apt.run("apt-cache", "pkgnames", "mysql-server-core"));
	await apt.run("apt-get", "install", "-q", "--yes", "--download-only", server);
	task.update(2, "unpacking");
	const root = join(folder.path, "root");
	await mkdir(root);
	const archives = join(apt.folder, "cache", "archives");
	for (const file of (await readdir(archives)).filter((name) => name.endsWith(".deb"))) {
		await runProgram("dpkg-deb", ["--extract", join(archives, file), root], {
			cancelSignal: signal,
			timeout: APT_LIMIT_MS,
			forceKillAfterDelay: 5000,
		});
	}
	await rm(apt.folder, { recursive: true, force: true });
	const version = await versionOf(root);
	const home = join(cacheFolder, "mysql", `${version}-${process.arch}`);
	await mkdir(join(cacheFolder, "mysql"), { recursive: true, mode: 0o700 });
	await rename(root, home);
	task.finish(`MySQL ${version} unpacked`);
	const program = await unpackedMysqld(home, version);
	if (!program) throw new Error("the unpacked root vanished");
	return program;
}

/** Debian names it without a version; Ubuntu with one, the newest of which is taken. */
function serverPackage(names: string): string {
	const newestFirst = names
		.split("\n")
		.filter((name) => /^mysql-server-core(-\d+\.\d+)?$/.test(name))
		.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
	const plain = newestFirst.find((name) => name === "mysql-server-core");
	const chosen = plain ?? newestFirst[0];
	if (!chosen) {
		throw new BenchError(
			"environment",
			"The distribution's packages hold no mysql-server-core for this machine.",
			HOW_TO_GET_MYSQL,
		);
	}
	return chosen;
}

/** Also proves that the unpacked server runs here. */
async function versionOf(root: string): Promise<string> {
	const program = await unpackedMysqld(root, "");
	const found = program && (await mysqldVersion(program));
	if (!found || found.mariadb || !isSupported(found.version)) {
		throw new BenchError(
			"environment",
			`The distribution's packages give no usable MySQL (${found ? found.version : "it does not run here"}).`,
			HOW_TO_GET_MYSQL,
		);
	}
	return found.version;
}
