import type { SchemaModel, TableModel } from "../../schema/model.ts";
import type { Bundle, TableStatistics } from "../bundle/format.ts";

/** The schema that a bundle holds, for a twin of a database whose application's schema is not at hand. */
export function modelOfBundle(bundle: Pick<Bundle, "tables">): SchemaModel {
	const relations = bundle.tables.flatMap((table) =>
		table.references
			.filter(({ known }) => known !== "foreign-key")
			.map(({ columns, refTable, refColumns }) => ({ table: table.name, columns, refTable, refColumns })),
	);
	return { tables: bundle.tables.map(tableOf), views: [], relations, problems: [] };
}

function tableOf({ name, definition }: TableStatistics): TableModel {
	return {
		name,
		exports: [],
		columns: definition.columns.map((column) => ({
			name: column.name,
			key: column.name,
			type: column.type,
			notNull: column.notNull,
			autoIncrement: column.autoIncrement,
			...(column.charset === undefined ? {} : { charset: column.charset }),
			...(column.collation === undefined ? {} : { collation: column.collation }),
			// What it computes is no part of a bundle: the twin has a plain column there.
			columnType: "MySqlCustomColumn",
			defaultByApplication: false,
		})),
		...(definition.primaryKey === undefined ? {} : { primaryKey: { columns: definition.primaryKey } }),
		indexes: definition.indexes
			.filter(({ kind, parts }) => kind !== "spatial" && parts.every((part) => "column" in part))
			.map(({ name: index, kind, parts }) => ({
				name: index,
				nameGiven: true,
				declaredBy: "index",
				kind: kind === "spatial" ? "plain" : kind,
				parts: parts.flatMap((part) => ("column" in part ? [definedPart(part)] : [])),
			})),
		foreignKeys: definition.foreignKeys.map((key) => ({ ...key, nameGiven: true })),
		checks: [],
	};
}

function definedPart(part: {
	readonly column: string;
	readonly length?: number | undefined;
	readonly descending?: boolean | undefined;
}) {
	return {
		column: part.column,
		...(part.length === undefined ? {} : { length: part.length }),
		...(part.descending === undefined ? {} : { descending: part.descending }),
	};
}
