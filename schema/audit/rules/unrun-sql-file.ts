import { columnsOf } from "../facts/keys.ts";
import { defineRule } from "../rule.ts";

export const unrunSqlFile = defineRule({
	id: "unrun-sql-file",
	title: "Index in an SQL file that no migration runs",
	severity: "warn",
	needs: "migrations",
	documentation:
		"An SQL file of the project makes an index, the journal does not list the file, and the migrations do not make " +
		"that index. Whoever reads the file takes the index for there. Declare the index in the schema if it is wanted, " +
		"then generate a migration, and delete the file.",
	check: ({ drift: { migrations } }) =>
		(migrations?.unfulfilled ?? []).map(({ file, line, table, index, parts, ifNotExists }) => ({
			table,
			columns: columnsOf(parts),
			index,
			about: file,
			place: { file, line },
			evidence: { ifNotExists },
			...(migrations?.replay.stopped === undefined
				? { confidence: "certain" as const, why: { kind: "server-shows-it" as const } }
				: { confidence: "possible" as const, why: { kind: "migrations-stop-before" as const } }),
		})),
});
