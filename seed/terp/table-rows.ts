import { dayNumber, writeMoment } from "../calendar.ts";
import type { Declaration, RowGenerator } from "../dataset-spec.ts";
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
