import { driftFindings } from "../facts/drift-findings.ts";
import { defineRule } from "../rule.ts";

/** Not tried where the migrations stop: what the later ones make is not known then. */
export const migrationDrift = defineRule<"migration-drift">({
	id: "migration-drift",
	title: "The migrations do not make what the schema says",
	severity: "error",
	needs: "whole-migrations",
	documentation:
		"All migrations ran on an empty MySQL, and its tables and indexes are not those of the schema. A new database " +
		"will not have what the schema promises. Indexes are compared by table and columns, so another name is no " +
		"difference. What only the migrations make is a warning. Generate a migration, or change the schema.",
	check: ({ model, drift }) => driftFindings(drift.migrations?.drift ?? [], model),
});
