import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError } from "../../../base/errors.ts";
import type { Key, WriteScenario, WriteUnit } from "../../../scenarios/suite.ts";
import { keyRounds } from "../../measure/pairs.ts";
import { seededRandom } from "../../statistics/random.ts";

/** Endless executions of a write, no two of which use the same value of a unique column. */
export type UnitSource = () => WriteUnit;

/**
 * Reads the keys of a write from the seeded data.
 * @returns a source that goes through all keys in rounds, each in a new random order.
 */
export async function unitSource(connection: Connection, write: WriteScenario, seed: number): Promise<UnitSource> {
	const [rows] = await connection.query<RowDataPacket[][]>({ sql: write.keys, rowsAsArray: true });
	const found: readonly (readonly unknown[])[] = rows;
	const keys = found.filter(isKey);
	if (keys.length === 0) {
		throw new BenchError("measurement", `The data has no key for ${write.id}.`, "Use a larger --scale.");
	}
	const rounds = keyRounds(keys, seededRandom(`${seed}/${write.id}/keys`));
	let serial = 1;
	return () => {
		let drawn = 0;
		const next = () => {
			drawn++;
			return rounds.next().value;
		};
		const unit = write.unit(next, serial);
		serial += Math.max(1, drawn);
		return unit;
	};
}

/** A row without NULL: the aggregates of an empty table are no key. */
function isKey(row: readonly unknown[]): row is Key {
	return row.every((part) => typeof part === "string" || typeof part === "number");
}
