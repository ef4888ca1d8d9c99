import { isAbsolute, relative, resolve } from "node:path";
import { EXPORT_FORMATS, type ExportTarget, parseExport } from "../../report/export/exporters.ts";
import { WrongValue } from "./flag.ts";

export const text = (given: string): string => given.trim();

export const path = (given: string, folder: string): string => resolve(folder, given);

/** The id of a suite, or a file: a path stays short enough to be shown and typed again. */
export function suiteText(given: string, folder: string): string {
	if (isAbsolute(given) || !given.startsWith(".")) return given;
	const fromHere = relative(process.cwd(), resolve(folder, given));
	return fromHere.startsWith(".") ? fromHere : `./${fromHere}`;
}

export function wholeNumber(given: string): number {
	if (!/^\d{1,9}$/.test(given)) throw new WrongValue("It takes a whole number, such as 1.");
	return Number(given);
}

/** "2/4": the second of four parts. */
export function partOf(given: string): string {
	const [index, of, more] = given
		.trim()
		.split("/")
		.map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : 0));
	if (!index || !of || more !== undefined || index > of) {
		throw new WrongValue("It takes a part and the number of parts, such as 1/4 to 4/4.");
	}
	return `${index}/${of}`;
}

export function positiveNumber(given: string): number {
	const value = Number(given);
	if (!Number.isFinite(value) || value <= 0) throw new WrongValue("It takes a number above 0.");
	return value;
}

/** A number of seconds, or "none" for 0. */
export function secondsOrNone(given: string): number {
	return given.trim() === "none" ? 0 : positiveNumber(given);
}

/** "bencher=ratios.json" */
export function exportTarget(given: string, folder: string): ExportTarget {
	const target = parseExport(given);
	if (target === undefined) {
		throw new WrongValue(`It takes a format and a file: ${EXPORT_FORMATS[0]}=ratios.json.`);
	}
	return { ...target, file: resolve(folder, target.file) };
}
