import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package that this file belongs to, wherever it lies below. */
export function packageRoot(): string {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
	return folder;
}

/** Folders of this repository with code of the tool itself; what lies beside them may be a user's. */
const OWN = ["base", "mysql", "schema", "seed", "scenarios", "bench", "scripts", "dist"];

export interface SourcePlace {
	readonly file: string;
	readonly line: number;
}

/** A file with its line, as V8 writes it in a stack, and before one of what does not parse. */
const PLACE = /(?:file:\/\/)?(\/[^\s():]+):(\d+)/g;

/**
 * Where in a user's own code an error was thrown: in the innermost frame that is of no package and not Node's own.
 * @returns undefined where that is code of this tool, or no place is told.
 */
export function usersPlace(error: unknown): SourcePlace | undefined {
	const stack = error instanceof Error ? (error.stack ?? "") : "";
	const places = [...stack.matchAll(PLACE)].map(([, file = "", line]) => ({ file, line: Number(line) }));
	const innermost = places.find(({ file }) => !file.includes(`${sep}node_modules${sep}`));
	return innermost === undefined || isOwn(innermost.file) ? undefined : innermost;
}

function isOwn(file: string): boolean {
	const root = packageRoot();
	// Installed, all of the package lies below node_modules, and is passed over like any other.
	return OWN.some((name) => file.startsWith(join(root, name) + sep)) || !existsSync(file);
}
