import { type FileHandle, open } from "node:fs/promises";

/**
 * Adds lines to a file, which is made if there is none, and has them on the disk when it is done. Safe for processes that
 * append together: the lines are one write to a file opened for appending, and such writes do not mix on a local file
 * system. Half a line that a full disk left at the end is closed first, so that it spoils itself alone.
 * @throws Error when they did not fit.
 */
export async function appendLines(path: string, lines: readonly string[], mode = 0o666): Promise<void> {
	const text = lines.map((line) => `${line}\n`).join("");
	const file = await open(path, "a+", mode);
	try {
		const bytes = Buffer.from((await endsWhole(file)) ? text : `\n${text}`);
		const { bytesWritten } = await file.write(bytes);
		if (bytesWritten < bytes.length) throw new NotAllFitted(`${bytesWritten} of ${bytes.length} bytes fitted`);
		await file.datasync();
	} finally {
		await file.close();
	}
}

/** A full disk takes part of a write without an error. */
class NotAllFitted extends Error {
	readonly code = "ENOSPC";
}

async function endsWhole(file: FileHandle): Promise<boolean> {
	const { size } = await file.stat();
	if (size === 0) return true;
	const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
	return buffer.toString() === "\n";
}
