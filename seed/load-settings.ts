import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Connect } from "../mysql/connect.ts";
import { isMysqlError } from "../mysql/errors.ts";

/** Of servers before 8.0.21, where the redo log is always on. */

/**
 * Global settings of a server of the tool's own while it is loaded: no redo log, and hashed access to the page that the next
 * row goes to, for rows come in order: that alone saves an eighth of the server's work on a row. A server that dies
 * meanwhile has lost everything, which an unfinished dataset is anyway.
 */
export class LoadSettings {
	private readonly connect: Connect;
	private readonly owned: boolean;
	/** Statements that undo what was changed, the last change first. */
	private undo: string[] = [];

	/** @param owned of any other server nothing is changed. */
	constructor(connect: Connect, owned: boolean) {
		this.connect = connect;
		this.owned = owned;
	}

	async apply(admin: Connection): Promise<void> {
		if (!this.owned) return;
		const [rows] = await admin.query<RowDataPacket[]>("SELECT @@GLOBAL.innodb_adaptive_hash_index AS hashed");
		if (Number(rows[0]?.hashed) === 0) {
			this.undo.unshift("SET GLOBAL innodb_adaptive_hash_index = OFF");
			await admin.query("SET GLOBAL innodb_adaptive_hash_index = ON");
		}
		this.undo.unshift("ALTER INSTANCE ENABLE INNODB REDO_LOG");
		await admin.query("ALTER INSTANCE DISABLE INNODB REDO_LOG").catch((error: unknown) => {
			if (!isMysqlError(error, "parse")) throw error;
			this.undo.shift();
		});
	}

	/**
	 * Sets everything back, through a connection of its own, since any other may be cut by what ended the load. The log is
	 * on again, and every page on the disk, when this returns. Safe to call again.
	 * @param limitMs for each answer; without it, as long as it takes.
	 */
	async restore(limitMs?: number): Promise<void> {
		const statements = this.undo;
		this.undo = [];
		if (statements.length === 0) return;
		const connection = await this.connect(limitMs === undefined ? {} : { connectTimeout: limitMs });
		try {
			for (const sql of statements) {
				await connection.query(limitMs === undefined ? { sql } : { sql, timeout: limitMs });
			}
		} finally {
			connection.destroy();
		}
	}
}
