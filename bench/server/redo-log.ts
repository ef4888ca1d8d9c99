import { type Address, connector } from "../../mysql/connect.ts";

/** Up to a gigabyte of redo log need not be kept. Servers before 8.0.30 cannot change it, and that is fine. */
export async function shrinkRedoLog(address: Address): Promise<void> {
	const connection = await connector(address)();
	try {
		await connection.query("SET GLOBAL innodb_redo_log_capacity = 67108864").catch(() => undefined);
	} finally {
		await connection.end();
	}
}
