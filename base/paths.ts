import { access, constants, mkdtemp, rmdir, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { BenchError, codeOf } from "./errors.ts";

/** A path as the user would type it from where the command was started. */
export function displayPath(path: string): string {
	const fromHere = relative(process.cwd(), path);
	return fromHere === "" ? "." : fromHere.startsWith("..") ? path : fromHere;
}

/** A place that a command will write to. */
export interface Target {
	/** What the user named it by: "--out". */
	readonly flag: string;
	readonly path: string;
	readonly kind: "folder" | "file";
}

/**
 * Finds out, before anything is started, that every target can be written, and leaves nothing behind. No folder is made
 * recursively: below /proc, Node would try for ever.
 * @throws BenchError kind "usage" for the first that cannot.
 */
export async function requireWritable(targets: readonly Target[]): Promise<void> {
	for (const { flag, path, kind } of targets) {
		const whole = resolve(path);
		const refuse = (why: string, cause?: unknown): never => {
			throw new BenchError("usage", `${flag} ${displayPath(whole)} cannot be written: ${why}.`, REMEDIES[kind], {
				cause,
			});
		};
		const found = await stat(whole).catch(() => undefined);
		if (kind === "folder" && found?.isFile()) refuse("it is a file");
		if (kind === "file" && found?.isDirectory()) refuse("it is a folder");
		if (kind === "file" && found !== undefined) {
			await access(whole, constants.W_OK).catch((cause: unknown) =>
				refuse(`it may not be written${inBrackets(cause)}`, cause),
			);
		}
		const folder = await nearestFolder(kind === "folder" ? whole : dirname(whole));
		const there = await stat(folder).catch((cause: unknown) =>
			refuse(`${folder} cannot be looked at${inBrackets(cause)}`, cause),
		);
		if (!there.isDirectory()) refuse(`${folder} is no folder`);
		// Whoever runs as root may write by the mode bits what takes no file all the same: only trying tells.
		await mkdtemp(join(folder, ".index-impact-"))
			.then(rmdir)
			.catch((cause: unknown) => refuse(`${folder} takes no new file${inBrackets(cause)}`, cause));
	}
}

const REMEDIES = {
	folder: "Name a folder that you may write to.",
	file: "Name a file in a folder that you may write to.",
} as const;

/** The folder itself, or the nearest of those above it that is there. */
async function nearestFolder(folder: string): Promise<string> {
	const above = dirname(folder);
	if (above === folder) return folder;
	const missing = await stat(folder).then(
		() => false,
		(error: unknown) => ["ENOENT", "ENOTDIR"].includes(codeOf(error)),
	);
	return missing ? nearestFolder(above) : folder;
}

function inBrackets(error: unknown): string {
	const code = codeOf(error);
	return code === "" ? "" : ` (${code})`;
}
