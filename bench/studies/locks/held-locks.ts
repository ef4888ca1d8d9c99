import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError } from "../../../mysql/errors.ts";
import type { WriteScenario, WriteUnit } from "../../../scenarios/suite.ts";
import type { HeldLocks } from "../../record/studies/locks.ts";
import { otherSide, type Side, type TwinTable, twinName, twinNames } from "../twins/twin-tables.ts";
import { send, textsOf } from "../writes/write-work.ts";

/**
 * Runs one execution in a transaction on each side, statement by statement, and counts the record locks that it holds;
 * then rolls it back. @param present the side that has the indexes.
 */
export async function heldLocks(
	session: Connection,
	observer: Connection,
	write: WriteScenario,
	unit: WriteUnit,
	twins: readonly TwinTable[],
	present: Side,
): Promise<HeldLocks> {
	const counted = async (side: Side) => {
		const texts = textsOf(session, { transaction: false }, unit, twinNames(twins, side));
		const tables = twins.map(({ name }) => twinName(side, name));
		const counts: (number | null)[] = [];
		await session.query("START TRANSACTION");
		try {
			for (const text of texts) {
				await send(session, [text]);
				counts.push(await recordLocks(observer, tables));
			}
		} finally {
			await session.query("ROLLBACK");
		}
		return counts;
	};
	const absent = await counted(otherSide(present));
	const shown = await counted(present);
	return {
		write: write.id,
		title: write.title,
		searches: [...write.searches],
		tables: twins.map(({ name, ofRows }) => ({ table: name, rows: ofRows })),
		statements: unit.queries.map((query, i) => ({
			sql: query.toSQL().sql,
			absent: absent[i] ?? null,
			present: shown[i] ?? null,
		})),
	};
}

/** Locks on index records that are held on the tables right now; null where the user may not know. */
async function recordLocks(observer: Connection, tables: readonly string[]): Promise<number | null> {
	try {
		const [[row]] = await observer.query<RowDataPacket[]>(
			`SELECT COUNT(*) AS n FROM performance_schema.data_locks
			 WHERE OBJECT_SCHEMA = DATABASE() AND OBJECT_NAME IN (?) AND LOCK_TYPE = 'RECORD' AND LOCK_STATUS = 'GRANTED'`,
			[tables],
		);
		return Number(row?.n);
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return null;
	}
}
