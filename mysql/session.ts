import type { Connection } from "mysql2/promise";

/** Makes the optimizer see invisible indexes in this session, or not. The server must know the switch (8.0.13). */
export async function showInvisible(connection: Pick<Connection, "query">, shown: boolean): Promise<void> {
	await connection.query(`SET SESSION optimizer_switch='use_invisible_indexes=${shown ? "on" : "off"}'`);
}

/** A hint that makes the optimizer see invisible indexes in one statement. */
export const INVISIBLE_SHOWN = "/*+ SET_VAR(optimizer_switch='use_invisible_indexes=on') */";
