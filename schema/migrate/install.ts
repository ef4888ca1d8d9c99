import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { BenchError, messageOf } from "../../base/errors.ts";

/** A file of the migrations' folder, as it shall be. */
export interface MigrationFile {
	/** Relative to the migrations' folder. */
	readonly file: string;
	readonly text: string;
}

/**
 * Writes files into the migrations' folder: all or none, each whole, in the order given.
 * @returns what takes them away again.
 */
export function installFiles(folder: string, files: readonly MigrationFile[]): () => void {
	const undo: (() => void)[] = [];
	const takeBack = () => {
		for (const step of undo.reverse()) step();
	};
	try {
		for (const { file, text } of files) {
			const path = join(folder, file);
			const made = mkdirSync(dirname(path), { recursive: true });
			const before = existsSync(path) ? readFileSync(path) : undefined;
			replaceFile(path, text);
			undo.push(() => {
				if (before !== undefined) replaceFile(path, before);
				else rmSync(path, { force: true });
				if (made !== undefined) rmdirSync(dirname(path));
			});
		}
	} catch (error) {
		takeBack();
		throw new BenchError(
			"usage",
			`The migration cannot be written: ${messageOf(error)}.`,
			"Allow writing to the folder of the migrations; nothing was changed.",
			{ cause: error },
		);
	}
	return takeBack;
}

function replaceFile(path: string, content: string | Buffer): void {
	const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
	try {
		writeFileSync(temporary, content, { flag: "wx" });
		renameSync(temporary, path);
	} finally {
		rmSync(temporary, { force: true });
	}
}
