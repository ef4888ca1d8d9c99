import { foreignKeyFaults, isCertain } from "../facts/foreign-key-faults.ts";
import type { ForeignKeyFault } from "../finding.ts";
import { defineRule } from "../rule.ts";

/** MySQL's error for each fault, by its symbol in the server's error reference. */
const ERRORS: Readonly<Record<ForeignKeyFault["kind"], string>> = {
	"name-too-long": "ER_TOO_LONG_IDENT",
	"types-differ": "ER_FK_INCOMPATIBLE_COLUMNS",
	"collations-differ": "ER_FK_INCOMPATIBLE_COLUMNS",
	"no-key-on-target": "ER_FK_NO_INDEX_PARENT",
	"no-unique-key-on-target": "ER_FK_NO_UNIQUE_INDEX_PARENT",
	"set-null-on-not-null": "ER_FK_COLUMN_NOT_NULL",
	"name-taken": "ER_FK_DUP_NAME",
};

export const foreignKeyRefused = defineRule({
	id: "foreign-key-refused",
	title: "Foreign key that MySQL refuses",
	severity: "error",
	documentation:
		"MySQL does not accept the declared foreign key. Its name is longer than 64 characters or taken, types or collations " +
		"differ, no key of the other table leads with the columns, or SET NULL meets a NOT NULL column. The migration stops " +
		"there, and the index that MySQL makes for a foreign key does not come about either. A target whose key is not unique " +
		"is a warning: MySQL 8.4 and later refuse it unless a setting says otherwise.",
	check: ({ model }) =>
		foreignKeyFaults(model).map((faulty) => {
			const { table, foreignKey, fault } = faulty;
			const place =
				foreignKey.place ?? table.columns.find(({ name }) => name === foreignKey.columns[0])?.place ?? table.place;
			return {
				table: table.name,
				columns: foreignKey.columns,
				...(place !== undefined ? { place } : {}),
				evidence: { foreignKey: foreignKey.name, refTable: foreignKey.refTable, fault },
				...(isCertain(faulty) ? {} : { severity: "warn" as const }),
				confidence: isCertain(faulty) ? ("certain" as const) : ("likely" as const),
				why: { kind: "mysql-refuses" as const, error: ERRORS[fault.kind] },
			};
		}),
});
