import { relative } from "node:path";

/** A path as the user would type it from where the command was started. */
export function displayPath(path: string): string {
	const fromHere = relative(process.cwd(), path);
	return fromHere === "" ? "." : fromHere.startsWith("..") ? path : fromHere;
}
