import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { BenchError, codeOf, messageOf } from "../../base/errors.ts";
import { displayPath } from "../../base/paths.ts";
import { newRunName } from "../../base/run-owner.ts";
import { type RunRecord, runRecordSchema } from "./schema.ts";
import { VERSION_REMEDY, versionComplaint } from "./schema-version.ts";

export const RECORD_FILE = "run.json";
/** A full run is a few megabytes; anything far beyond that is not a record of ours. */
const LARGEST_RECORD_BYTES = 200 * 1024 * 1024;

/** Of what is wrong with a field: the list of all that it might be helps nobody. */
const LONGEST_MESSAGE = 120;

/** In the names of unfinished files, so that those of a dead run can be told and removed. */
const OWN_NAME = newRunName();

/**
 * Text to a file so that a reader sees the old content or the new, never half of it, even after a power cut.
 * A new file is readable by this user alone; one that is there already keeps its mode.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
	const temporary = `${path}.${OWN_NAME}.part`;
	try {
		const before = await stat(path).catch(() => undefined);
		const file = await open(temporary, "w", 0o600);
		try {
			if (before?.isFile()) await file.chmod(before.mode & 0o777);
			await file.writeFile(content);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (cause) {
		await rm(temporary, { force: true });
		throw asWriteFailure(path, cause);
	}
}

/** What a failed write means for the user; anything unforeseen as it is. */
export function asWriteFailure(path: string, cause: unknown): unknown {
	const code = codeOf(cause);
	if (code === "ENOSPC") {
		return new BenchError(
			"measurement",
			`The disk is full: ${path} could not be written.`,
			"Free some space and run again with --resume, or choose another folder with --out.",
			{ cause },
		);
	}
	if (code === "EACCES" || code === "EROFS" || code === "ENOTDIR" || code === "EEXIST") {
		return new BenchError(
			"usage",
			`${path} cannot be written (${code}).`,
			"Choose a folder you may write to with --out.",
			{ cause },
		);
	}
	return cause;
}

/** Makes the folder of a run, and those above it. */
export async function makeRunFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, { recursive: true, mode: 0o700 });
	} catch (cause) {
		throw asWriteFailure(folder, cause);
	}
}

/**
 * @returns the record, with nothing in it that the schema does not know.
 * @throws an Error with the failing paths when the harness made an invalid record: that is a bug.
 */
export function checkRecord(record: RunRecord): RunRecord {
	return runRecordSchema.parse(record);
}

/** Writes a record that was checked to `<folder>/run.json`. */
export async function writeChecked(folder: string, checked: RunRecord): Promise<void> {
	await makeRunFolder(folder);
	await writeAtomically(join(folder, RECORD_FILE), textOf(checked));
}

/** A record as it is written. @throws as checkRecord does. */
export function recordText(record: RunRecord): string {
	return textOf(checkRecord(record));
}

function textOf(checked: RunRecord): string {
	return `${JSON.stringify(checked, null, "\t")}\n`;
}

/** Checks a record and writes it. @throws as checkRecord does. */
export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
	await writeChecked(folder, checkRecord(record));
}

/**
 * Reads and validates a record.
 * @param run a run folder, or a run.json itself.
 * @throws BenchError kind "usage" when there is none, or it is cut short, of another version, or not a record.
 */
export async function readRecord(run: string): Promise<RunRecord> {
	const path = await recordPath(run);
	const text = await readFile(path, "utf8").catch((cause: unknown) => {
		throw new BenchError("usage", `${path} cannot be read: ${messageOf(cause)}.`, "Make it readable for this user.", {
			cause,
		});
	});
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch (cause) {
		throw new BenchError(
			"usage",
			`${path} is not JSON (${messageOf(cause)}); it may have been cut short.`,
			"Point to the folder of a run that index-impact wrote.",
			{ cause },
		);
	}
	const complaint = versionComplaint(parsed);
	if (complaint !== undefined) throw new BenchError("usage", `${path} ${complaint}.`, VERSION_REMEDY);
	const result = validated(parsed);
	if (result === undefined) {
		throw new BenchError(
			"usage",
			`${path} is not a run record: it is nested too deeply.`,
			"Point to the folder of a run that index-impact wrote.",
		);
	}
	if (!result.success) {
		const first = result.error.issues[0];
		const wrong = result.error.issues.length;
		const message = first === undefined ? "" : first.message.slice(0, LONGEST_MESSAGE);
		const where = first === undefined ? "" : ` At ${first.path.join(".") || "the top"}: ${message}.`;
		throw new BenchError(
			"usage",
			`${path} is not a run record: ${wrong === 1 ? "1 field is" : `${wrong} fields are`} wrong.${where}`,
			"Restore the file as it was written, or measure again.",
			{ cause: result.error },
		);
	}
	return result.data;
}

/** @returns undefined where values lie in each other so deeply that looking at them runs out of stack. */
function validated(parsed: unknown) {
	try {
		return runRecordSchema.safeParse(parsed);
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

/** The folder of a run that is named by its folder or by its record. */
export async function runFolder(run: string): Promise<string> {
	const found = await stat(run).catch(() => undefined);
	return found?.isFile() ? dirname(run) : run;
}

/**
 * The file of a run that is named by its folder or by that file.
 * @throws BenchError kind "usage" when there is none.
 */
export async function recordPath(run: string): Promise<string> {
	for (const path of [run, join(run, RECORD_FILE)]) {
		const found = await stat(path).catch(() => undefined);
		if (!found?.isFile()) continue;
		if (found.size > LARGEST_RECORD_BYTES) {
			throw new BenchError(
				"usage",
				`${path} has ${Math.round(found.size / 1024 / 1024)} MB, far more than a run record.`,
				"Point to the folder of a run that index-impact wrote.",
			);
		}
		return path;
	}
	throw new BenchError(
		"usage",
		`There is no run record at ${displayPath(run)}.`,
		"Give the folder of a run, where its run.json is: results/<run> unless --out said otherwise.",
	);
}

/** The JSON Schema that every written record validates against. */
export function recordJsonSchema(): object {
	return z.toJSONSchema(runRecordSchema, { target: "draft-2020-12" });
}
