import { access, constants, mkdtemp, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { displayPath } from "./display-path.ts";
import { BenchError } from "./errors.ts";

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
				refuse(`it may not be written${codeOf(cause)}`, cause),
			);
		}
		const folder = await nearestFolder(kind === "folder" ? whole : dirname(whole));
		const there = await stat(folder).catch((cause: unknown) =>
			refuse(`${folder} cannot be looked at${codeOf(cause)}`, cause),
		);
		if (!there.isDirectory()) refuse(`${folder} is no folder`);
		// Whoever runs as root may write by the mode bits what takes no file all the same: only trying tells.
		await mkdtemp(join(folder, ".index-impact-"))
			.then(rmdir)
			.catch((cause: unknown) => refuse(`${folder} takes no new file${codeOf(cause)}`, cause));
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
		(error: unknown) => ["ENOENT", "ENOTDIR"].includes(plainCodeOf(error) ?? ""),
	);
	return missing ? nearestFolder(above) : folder;
}

function codeOf(error: unknown): string {
	const code = plainCodeOf(error);
	return code === undefined ? "" : ` (${code})`;
}

function plainCodeOf(error: unknown): string | undefined {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
