import { dayNumber, isoDate, writeMoment } from "../calendar.ts";
import type { DateDeclaration, Declaration, RowGenerator } from "../dataset-spec.ts";
import { type FieldBytes, fieldBytes, type RowWriter } from "../row-writer.ts";
import { FIRST_INTAKE } from "./calendars.ts";
import type { TerpModel } from "./model.ts";
import type { TerpTable, TerpVolumes } from "./volumes.ts";

/** How one TERP table's rows are made. Imports no schema: it runs inside the workers. */
export interface TableRows {
	readonly name: TerpTable;
	readonly columns: readonly string[];
	readonly rowBytes: number;
	readonly declares: (volumes: TerpVolumes) => readonly Declaration[];
	readonly rows: (model: TerpModel) => RowGenerator;
}

/** TERP users: who creates, posts and closes. */
export const USERS = 12;

/** The day before the first intake, when the catalogue was set up. */
const OPENING_DAY = dayNumber(FIRST_INTAKE) - 1;

/** The date of rows that were there from the beginning. */
export const OPENED: DateDeclaration = {
	kind: "date",
	column: "createdAt",
	law: "all there before the first intake",
	from: isoDate(OPENING_DAY),
	to: isoDate(OPENING_DAY),
};

/** Equal shares of some values. */
export function evenShares(values: readonly string[]): Readonly<Record<string, number>> {
	return Object.fromEntries(values.map((value) => [value, 1 / values.length]));
}

/** createdAt and updatedAt of rows that were there from the beginning. */
export function writeOpening(out: RowWriter): void {
	writeMoment(out, OPENING_DAY, 43_200);
	writeMoment(out, OPENING_DAY, 43_200);
}

/** A list's field of a rank; lists are never empty. */
export function pick(list: readonly FieldBytes[], index: number): FieldBytes {
	return list[index] ?? EMPTY;
}

const EMPTY = fieldBytes("");
