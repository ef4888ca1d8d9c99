import type { SchemaDrift } from "../drift/drift-report.ts";
import type { ColumnModel, SchemaModel, TableModel } from "../model.ts";
import type { SourceUsage } from "../usage/column-usage.ts";
import type { QueryOfTable } from "../usage/query-load.ts";
import { foreignKeyFaults, isCertain } from "./facts/foreign-key-faults.ts";
import { type Key, keysOf } from "./facts/keys.ts";
import { type Reference, referencesOf } from "./facts/references.ts";

/** How many indexes a table may have before the audit speaks of it; MySQL's own limit is 64. */
export const MOST_INDEXES = 10;

/** What rules may need besides the schema itself. */
export interface AuditFacts {
	/** What the application's source does with the columns, where it was read. */
	readonly usage?: SourceUsage;
	/** Names of columns as the source writes them in `.on(...)`, by table and index; where the source was read. */
	readonly writtenColumns?: (table: TableModel, index: string) => readonly string[] | undefined;
	/** What statements ask of each table, where there are any. */
	readonly queries?: readonly QueryOfTable[];
	readonly mostIndexes?: number;
	/** How the schema differs from its migrations and from a database, where these were looked at. */
	readonly drift?: SchemaDrift;
}

/** The schema as rules look at it: each table with its keys on a server, and all references. */
export interface AuditContext {
	readonly model: SchemaModel;
	readonly references: readonly Reference[];
	readonly usage: SourceUsage | undefined;
	readonly queries: readonly QueryOfTable[] | undefined;
	readonly drift: SchemaDrift;
	readonly mostIndexes: number;
	keys(table: TableModel): readonly Key[];
	column(table: TableModel, name: string): ColumnModel | undefined;
	writtenColumns(table: TableModel, index: string): readonly string[] | undefined;
}

/** Everything that rules ask, worked out once. */
export function auditContext(model: SchemaModel, facts: AuditFacts = {}): AuditContext {
	const refused = new Set(
		foreignKeyFaults(model)
			.filter(isCertain)
			.map(({ foreignKey }) => foreignKey),
	);
	const keys = new Map(
		model.tables.map((table) => [
			table,
			keysOf(
				table,
				table.foreignKeys.filter((key) => !refused.has(key)),
			),
		]),
	);
	const columns = new Map(
		model.tables.map((table) => [table, new Map(table.columns.map((column) => [column.name, column]))]),
	);
	return {
		model,
		references: referencesOf(model),
		usage: facts.usage,
		queries: facts.queries,
		drift: facts.drift ?? {},
		mostIndexes: facts.mostIndexes ?? MOST_INDEXES,
		keys: (table) => keys.get(table) ?? [],
		column: (table, name) => columns.get(table)?.get(name),
		writtenColumns: (table, index) => facts.writtenColumns?.(table, index),
	};
}
