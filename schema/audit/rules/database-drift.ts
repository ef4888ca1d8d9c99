import { driftFindings } from "../facts/drift-findings.ts";
import { defineRule } from "../rule.ts";

export const databaseDrift = defineRule<"database-drift">({
	id: "database-drift",
	title: "The database does not have what the schema says",
	severity: "error",
	needs: "database",
	documentation:
		"The tables and indexes of the database behind `--url` are not those of the schema. Queries there may run without " +
		"an index that the schema promises, or duplicates get in. Indexes are compared by table and columns, so another " +
		"name is no difference. What only the database has is a warning. Run the migrations there, or change the schema.",
	check: ({ model, drift }) => driftFindings(drift.database?.drift ?? [], model),
});
