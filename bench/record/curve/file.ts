import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { BenchError, messageOf } from "../../../base/errors.ts";
import { makeRunFolder, writeAtomically } from "../file.ts";
import { VERSION_REMEDY, versionComplaint } from "../schema-version.ts";
import { type CurveRecord, curveRecordSchema } from "./schema.ts";

export const CURVE_FILE = "curve.json";

/** Validates the curve and writes it to `<folder>/curve.json`. @throws an Error when it is not valid: that is a bug. */
export async function writeCurve(folder: string, curve: CurveRecord): Promise<void> {
	const valid = curveRecordSchema.parse(curve);
	await makeRunFolder(folder);
	await writeAtomically(join(folder, CURVE_FILE), `${JSON.stringify(valid, null, "\t")}\n`);
}

/** The file of the curve at a path, if there is one: a curve's folder, or its curve.json. */
export async function curveFileAt(path: string): Promise<string | undefined> {
	const file = basename(path) === CURVE_FILE ? path : join(path, CURVE_FILE);
	const found = await stat(file).catch(() => undefined);
	return found?.isFile() ? file : undefined;
}

/**
 * Reads and validates a curve.
 * @param path a curve's folder, or a curve.json itself.
 * @throws BenchError kind "usage" when there is none, or it is not a curve of this version.
 */
export async function readCurve(path: string): Promise<CurveRecord> {
	const file = await curveFileAt(path);
	if (file === undefined) {
		throw new BenchError("usage", `There is no scale curve at ${path}.`, "Give the folder that holds its curve.json.");
	}
	try {
		const parsed: unknown = JSON.parse(await readFile(file, "utf8"));
		const complaint = versionComplaint(parsed);
		if (complaint !== undefined) throw new BenchError("usage", `${file} ${complaint}.`, VERSION_REMEDY);
		return curveRecordSchema.parse(parsed);
	} catch (cause) {
		if (cause instanceof BenchError) throw cause;
		const why = cause instanceof z.ZodError ? firstIssue(cause) : messageOf(cause);
		throw new BenchError(
			"usage",
			`${file} is not a scale curve: ${why}.`,
			"Restore the file as it was written, or measure again.",
			{ cause },
		);
	}
}

function firstIssue({ issues: [first] }: z.ZodError): string {
	return first === undefined ? "" : `${first.path.join(".") || "the top"}: ${first.message}`;
}

/** The JSON Schema that every written curve validates against. */
export function curveJsonSchema(): object {
	return z.toJSONSchema(curveRecordSchema, { target: "draft-2020-12" });
}
