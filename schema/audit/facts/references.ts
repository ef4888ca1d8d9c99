import type { ColumnModel, ForeignKeyModel, SchemaModel, TableModel } from "../../model.ts";
import type { ReferenceSource } from "../finding.ts";
import { wholeColumn } from "./keys.ts";
import { plainName, singularName, wordsOf } from "./name-words.ts";
import { keyFamily } from "./type-match.ts";

/** Columns of one table that hold a key of another, and how that is known. */
export interface Reference {
	readonly table: TableModel;
	readonly columns: readonly string[];
	readonly refTable: TableModel;
	readonly refColumns: readonly string[];
	readonly sources: readonly ReferenceSource[];
	readonly foreignKey?: ForeignKeyModel;
}

/** Services whose ids an application keeps; such a column refers to nothing in this database. */
const EXTERNAL = new Set(
	(
		"stripe google github gitlab microsoft azure aws gcp apple facebook twitter discord slack paypal shopify clerk auth0 " +
		"workos external ext remote legacy oauth openid provider trace correlation idempotency"
	).split(" "),
);

/** Roles of a person: "author_id", "ownerId". */
const PEOPLE = new Set([
	"owner",
	"author",
	"creator",
	"assignee",
	"approver",
	"manager",
	"reviewer",
	"recipient",
	"sender",
	"inviter",
]);

/** Verbs of a person who did something to a row: "created_by", "assignedTo". */
const PERSON = /^(?:.+_(?:by|by_user|by_user_id|by_id)|assigned_to|assignee|reported_to|owner)$/;

/** Every reference of a schema: declared as foreign keys, told by relations, or read from name and type. */
export function referencesOf(model: SchemaModel): readonly Reference[] {
	const byName = new Map(model.tables.map((table) => [table.name, table]));
	const found = new Map<string, Reference>();
	const add = (reference: Reference) => {
		const key = JSON.stringify([reference.table.name, reference.columns]);
		const known = found.get(key);
		if (known === undefined) found.set(key, reference);
		else if (known.refTable.name === reference.refTable.name) {
			found.set(key, { ...known, sources: [...new Set([...known.sources, ...reference.sources])] });
		}
	};
	for (const table of model.tables) {
		for (const foreignKey of table.foreignKeys) {
			const refTable = byName.get(foreignKey.refTable);
			if (refTable === undefined) continue;
			const { columns, refColumns } = foreignKey;
			add({ table, columns, refTable, refColumns, sources: ["foreign-key"], foreignKey });
		}
	}
	for (const { table: name, columns, refTable: refName, refColumns } of model.relations) {
		const table = byName.get(name);
		const refTable = byName.get(refName);
		if (table === undefined || refTable === undefined) continue;
		// A one() whose fields are this table's own key looks at the other table from the far side.
		const key = table.primaryKey?.columns;
		if (key !== undefined && key.join("\0") === columns.join("\0") && !isKeyOf(refTable, refColumns)) continue;
		add({ table, columns, refTable, refColumns, sources: ["relations"] });
	}
	const finder = tableFinder(model.tables);
	for (const table of model.tables) {
		for (const column of table.columns) {
			const reference = referenceByName(table, column, finder);
			if (reference !== undefined) add(reference);
		}
	}
	return [...found.values()];
}

function isKeyOf(table: TableModel, columns: readonly string[]): boolean {
	return table.primaryKey?.columns.join("\0") === columns.join("\0");
}

type TableFinder = (stem: string) => TableModel | undefined;

/** Finds a table by the singular of its name in the database or in TypeScript. */
function tableFinder(tables: readonly TableModel[]): TableFinder {
	const names = new Map<string, TableModel>();
	for (const table of tables) {
		for (const name of [table.name, ...table.exports.map((exported) => exported.name)]) {
			if (!names.has(singularName(name))) names.set(singularName(name), table);
		}
	}
	return (stem) => names.get(stem) ?? names.get(singularName(stem));
}

function referenceByName(table: TableModel, column: ColumnModel, find: TableFinder): Reference | undefined {
	const target = targetByName(table, column, find);
	const family = keyFamily(column.type);
	if (target === undefined || family === undefined) return undefined;
	const refColumn = singleKeys(target).find(({ type }) => keyFamily(type) === family);
	if (refColumn === undefined || (target === table && refColumn.name === column.name)) return undefined;
	return { table, columns: [column.name], refTable: target, refColumns: [refColumn.name], sources: ["name"] };
}

/** Columns that identify a row alone: the primary key, else a unique column called id beside a number that is the key. */
function singleKeys(table: TableModel): readonly ColumnModel[] {
	const unique = table.indexes.filter(({ kind }) => kind === "unique").map(({ parts }) => parts.map(wholeColumn));
	const keys = [table.primaryKey?.columns ?? [], ...unique.filter(([name]) => plainName(name ?? "") === "id")];
	return keys.flatMap((columns) =>
		columns.length === 1 ? table.columns.filter(({ name }) => name === columns[0]) : [],
	);
}

function targetByName(table: TableModel, column: ColumnModel, find: TableFinder): TableModel | undefined {
	const words = wordsOf(column.name).length > 1 ? wordsOf(column.name) : wordsOf(column.key);
	if (words.some((word) => EXTERNAL.has(word))) return undefined;
	const name = words.join("_");
	if (PERSON.test(name)) return find("user");
	if (words.length < 2 || words.at(-1) !== "id") return undefined;
	const stem = words.slice(0, -1);
	const own = singularName(table.name);
	// "parent_category_id" of expense_categories is one of them, also where there is a table of categories.
	if (stem[0] === "parent" && `_${own}`.endsWith(["", ...stem.slice(1)].join("_"))) return table;
	const specific = find(`${own}_${stem.join("_")}`);
	if (specific !== undefined) return specific;
	// "billing_client_id" is a client: the longest end of the stem that names a table.
	for (let from = 0; from < stem.length; from++) {
		const target = find(stem.slice(from).join("_"));
		if (target !== undefined) return target;
	}
	return PEOPLE.has(stem.at(-1) ?? "") ? find("user") : undefined;
}

/** The column that says of which kind an id is: "entity_type", or "entity", beside "entity_id". */
export function typeColumnOf(table: TableModel, column: ColumnModel): ColumnModel | undefined {
	const words = wordsOf(plainName(column.name));
	if (words.length < 2 || words.at(-1) !== "id") return undefined;
	const stem = words.slice(0, -1).join("_");
	return table.columns.find(
		({ name, type }) =>
			/^(?:varchar|char|enum)/.test(type) && [`${stem}_type`, `${stem}_kind`, stem].includes(plainName(name)),
	);
}
