import { BESIDE } from "../drift/claimed-indexes.ts";
import { laterSql } from "./index-statement.ts";
import type { KitCopy } from "./kit.ts";
import { type OnlineStatement, rollbackOf } from "./online.ts";

const BREAKPOINT = "--> statement-breakpoint";

/** A migrator sends a file without statements as an empty query, which MySQL refuses. */
const NOTHING = "DO 0";

/** Fills the migration's file, and writes beside it what takes it back and what drops later. */
export function writeTexts(copy: KitCopy, sqlFile: string, statements: readonly OnlineStatement[]): void {
	copy.write(
		sqlFile,
		`${(statements.length === 0 ? [NOTHING] : statements.map(({ sql }) => sql)).map((sql) => `${sql};`).join(`\n${BREAKPOINT}\n`)}\n`,
	);
	const beside = (ending: string, title: string, sql: readonly string[]) => {
		const file = sqlFile.endsWith("/migration.sql")
			? sqlFile.replace(/migration\.sql$/, `${ending}.sql`)
			: sqlFile.replace(/\.sql$/, `.${ending}.sql`);
		copy.write(file, `${BESIDE}\n-- ${title}\n${sql.map((each) => `${each};\n`).join("")}`);
	};
	const all = statements.map(({ statement }) => statement);
	beside("rollback", "Takes the migration back.", [...statements].reverse().flatMap(rollbackOf));
	const drops = all.filter((statement) => statement.kind === "drop" && statement.replaced === undefined);
	if (drops.length > 0) beside("later", "Once nobody misses the invisible indexes: drops them.", drops.map(laterSql));
}
