import { randomBytes } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError, codeOf } from "../base/errors.ts";

/**
 * What the run does in its own database. The server is asked by a statement about a table that does not exist: rights
 * are checked before names, so it answers with a refusal or with "no such table", and nothing can change.
 */
const NEEDED: Readonly<Record<string, (table: string) => string>> = {
	CREATE: (table) => `CREATE TABLE ${table} LIKE ${table.replace(/`$/, "x`")}`,
	DROP: (table) => `DROP TABLE ${table}`,
	ALTER: (table) => `ALTER TABLE ${table} ENGINE = InnoDB`,
	SELECT: (table) => `SELECT 1 FROM ${table}`,
	INSERT: (table) => `INSERT INTO ${table} () VALUES ()`,
	UPDATE: (table) => `UPDATE ${table} SET a = 1`,
	DELETE: (table) => `DELETE FROM ${table}`,
};

const DENIED = ["ER_TABLEACCESS_DENIED_ERROR", "ER_DBACCESS_DENIED_ERROR", "ER_SPECIFIC_ACCESS_DENIED_ERROR"];

/** @throws BenchError kind "environment" that names every privilege the user lacks, and the statement that grants them. */
export async function requirePrivileges(connection: Connection, database: string): Promise<void> {
	const table = `\`${database}\`.\`absent_${randomBytes(8).toString("hex")}\``;
	const missing: string[] = [];
	for (const [privilege, statement] of Object.entries(NEEDED)) {
		if (!(await may(connection, statement(table)))) missing.push(privilege);
	}
	if (missing.length === 0) return;
	const [rows] = await connection.query<RowDataPacket[]>("SELECT CURRENT_USER() AS account");
	const account = String(rows[0]?.account)
		.split(/@(?=[^@]*$)/)
		.map((part) => `'${part}'`)
		.join("@");
	throw new BenchError(
		"environment",
		`The user lacks ${missing.join(", ")} on the database ${database} that the run would make.`,
		`Have its administrator run GRANT ${missing.join(", ")} ON \`index\\_impact\\_%\`.* TO ${account}.`,
	);
}

/** Whether the server would let this user run the statement; any error but a refusal of rights counts as yes. */
export async function may(connection: Connection, statement: string): Promise<boolean> {
	try {
		await connection.query(statement);
		return true;
	} catch (error) {
		// A lost connection answers nothing.
		if (!(error instanceof Error) || !("sqlState" in error)) throw error;
		return !DENIED.includes(codeOf(error));
	}
}
