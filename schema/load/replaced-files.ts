import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/**
 * Lets this process read other texts than those on disk, so that an edit is tried before it is written.
 * @param replaced texts by absolute, real path.
 */
export function replaceFiles(replaced: Readonly<Record<string, string>>): void {
	const read = fs.readFileSync;
	const replacing = (path: unknown, options?: unknown) => {
		const text = typeof path === "string" ? replaced[path] : undefined;
		if (text === undefined) return read(path as string, options as "utf8");
		return options === undefined || options === null ? Buffer.from(text) : text;
	};
	fs.readFileSync = replacing as typeof fs.readFileSync;
	syncBuiltinESMExports();
}
