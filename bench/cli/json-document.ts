import { readFileSync } from "node:fs";
import { BenchError, messageOf } from "../../base/errors.ts";

/** A document that one of the commands wrote as JSON. @throws BenchError kind "usage" where it cannot be read. */
export function readDocument(file: string, remedy: string): Readonly<Record<string, unknown>> {
	try {
		return JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, unknown>>;
	} catch (cause) {
		throw new BenchError("usage", `${file} cannot be read: ${messageOf(cause)}.`, remedy, { cause });
	}
}

/** Findings in such a document: those of `audit --json`, or a bare list of them; undefined where it holds none. */
export function findingsIn(document: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
	const findings = Array.isArray(document) ? document : document.findings;
	return Array.isArray(findings) ? findings : undefined;
}
