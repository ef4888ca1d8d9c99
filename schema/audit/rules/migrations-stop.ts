import { defineRule } from "../rule.ts";

const TABLE = /\b(?:TABLE(?:\s+IF\s+(?:NOT\s+)?EXISTS)?|ON|INTO|UPDATE)\s+(?:`([^`]+)`|([\p{L}\w$]+))/iu;

export const migrationsStop = defineRule({
	id: "migrations-stop",
	title: "The migrations do not run on an empty database",
	severity: "error",
	needs: "migrations",
	documentation:
		"MySQL refuses a statement of a migration. A new developer, a test or a restored server cannot be set up from " +
		"these migrations. Running servers may have been changed by hand at that point. Mend the statement; where it has " +
		"run nowhere, generate the migration anew.",
	check: ({ drift }) => {
		const stopped = drift.migrations?.replay.stopped;
		if (stopped === undefined) return [];
		const { migration, statement, statements, message, sql, file, line } = stopped;
		const [, quoted, plain] = TABLE.exec(sql) ?? [];
		return [
			{
				// A statement that names no table is known by its migration.
				table: quoted ?? plain ?? migration,
				columns: [],
				about: migration,
				place: { file, line },
				evidence: { migration, statement, statements, message },
				confidence: "certain",
				why: { kind: "mysql-refuses", error: stopped.code ?? String(stopped.errno ?? "") },
			},
		];
	},
});
