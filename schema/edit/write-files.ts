import {
	accessSync,
	closeSync,
	constants,
	fsyncSync,
	openSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../../base/errors.ts";
import type { EditedFile } from "./plan-edits.ts";
import { EditRefused } from "./request.ts";

/** Refuses before anything is written what could not be written, or has changed since it was read. */
export function checkWritable(files: readonly EditedFile[]): void {
	for (const { path, file, before } of files) {
		try {
			accessSync(path, constants.W_OK);
			accessSync(dirname(path), constants.W_OK);
		} catch (error) {
			throw new EditRefused({ kind: "not-writable", file, message: messageOf(error) });
		}
		if (readFileSync(path, "utf8") === before) continue;
		throw new EditRefused({ kind: "not-writable", file, message: "it has changed meanwhile" });
	}
}

/** Writes all files or none: whoever reads meanwhile sees the old text or the new one, never a part. */
export function writeAll(files: readonly EditedFile[]): void {
	const written: EditedFile[] = [];
	try {
		for (const file of files) {
			replaceText(file.path, file.after);
			written.push(file);
		}
	} catch (error) {
		putBack(written);
		const file = files[written.length]?.file ?? "";
		throw new EditRefused({ kind: "not-writable", file, message: messageOf(error) });
	}
}

export function putBack(files: readonly EditedFile[]): void {
	for (const { path, before } of files) replaceText(path, before);
}

/** The new text is complete on disk before it takes the old one's name. */
function replaceText(named: string, text: string): void {
	// What a link points to is replaced, not the link.
	const path = realpathSync(named);
	const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
	try {
		const descriptor = openSync(temporary, "wx", statSync(path).mode);
		try {
			writeSync(descriptor, text);
			fsyncSync(descriptor);
		} finally {
			closeSync(descriptor);
		}
		renameSync(temporary, path);
	} finally {
		rmSync(temporary, { force: true });
	}
}
