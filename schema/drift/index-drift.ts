import { sameParts } from "../edit/expected-model.ts";
import type { IndexModel, IndexPart, Place, SchemaModel, TableModel } from "../model.ts";
import type { DatabaseIndex, DatabaseModel, DatabaseTable } from "./database-model.ts";

/** How the indexes of a schema and of a database differ; names alone are no difference. */
export type IndexDrift =
	| { readonly kind: "table-only-in-schema"; readonly table: string; readonly indexes: number; readonly place?: Place }
	| { readonly kind: "table-only-in-database"; readonly table: string }
	| {
			readonly kind: "index-only-in-schema";
			readonly table: string;
			readonly index: string;
			readonly parts: readonly IndexPart[];
			readonly unique: boolean;
			readonly place?: Place;
	  }
	| {
			readonly kind: "index-only-in-database";
			readonly table: string;
			readonly index: string;
			readonly parts: readonly IndexPart[];
			readonly unique: boolean;
			/** It waits to be dropped: the optimizer may not use it. */
			readonly invisible?: true;
	  }
	/** Both have it, one as unique and the other not. */
	| {
			readonly kind: "uniqueness-differs";
			readonly table: string;
			readonly index: string;
			readonly uniqueInSchema: boolean;
	  }
	/** Both have it, and the database's optimizer may not use it. */
	| { readonly kind: "invisible-in-database"; readonly table: string; readonly index: string }
	/** The same index by another name: nothing to do, and told so that nobody takes it for two. */
	| { readonly kind: "named-otherwise"; readonly table: string; readonly index: string; readonly databaseName: string };

/** A difference that somebody may want to settle; another name of the same index is none. */
export type IndexDifference = Exclude<IndexDrift, { readonly kind: "named-otherwise" }>;

/** Where Drizzle's migrator writes what it has run; no schema speaks of it. */
const MIGRATORS_TABLE = "__drizzle_migrations";

/** Compares by table and parts; indexes that MySQL made itself for a foreign key are nobody's drift. */
export function indexDrift(model: SchemaModel, database: DatabaseModel): readonly IndexDrift[] {
	const there = new Map(database.tables.map((table) => [table.name, table]));
	const known = new Set(model.tables.map(({ name }) => name));
	const own = model.tables.filter(({ schema }) => schema === undefined);
	return [
		...own.flatMap((table) => {
			const found = there.get(table.name);
			if (found !== undefined) return tableDrift(table, found);
			return [
				{ kind: "table-only-in-schema", table: table.name, indexes: table.indexes.length, ...placed(table) } as const,
			];
		}),
		...database.tables
			.filter(({ name }) => !known.has(name) && name !== MIGRATORS_TABLE)
			.map(({ name }) => ({ kind: "table-only-in-database", table: name }) as const),
	];
}

function tableDrift(table: TableModel, found: DatabaseTable): readonly IndexDrift[] {
	const drifts: IndexDrift[] = [];
	const left = [...found.indexes];
	const open: IndexModel[] = [];
	// Those of one name first: where two indexes are alike, each has its own.
	for (const index of table.indexes) {
		const at = left.findIndex(({ name, parts }) => name === index.name && sameParts(parts, index.parts));
		if (at < 0) open.push(index);
		else drifts.push(...pairDrift(table.name, index, left.splice(at, 1)[0] as DatabaseIndex));
	}
	for (const index of open) {
		const at = left.findIndex(({ parts }) => sameParts(parts, index.parts));
		if (at < 0) drifts.push(onlyInSchema(table.name, index));
		else drifts.push(...pairDrift(table.name, index, left.splice(at, 1)[0] as DatabaseIndex));
	}
	for (const index of left) {
		if (!isImplied(index, found)) drifts.push(onlyInDatabase(table.name, index));
	}
	return drifts;
}

function pairDrift(table: string, index: IndexModel, found: DatabaseIndex): readonly IndexDrift[] {
	const uniqueInSchema = index.kind === "unique";
	const drifts: IndexDrift[] = [];
	if (uniqueInSchema !== (found.kind === "unique")) {
		drifts.push({ kind: "uniqueness-differs", table, index: index.name, uniqueInSchema });
	}
	if (!found.visible) drifts.push({ kind: "invisible-in-database", table, index: found.name });
	if (found.name !== index.name) {
		drifts.push({ kind: "named-otherwise", table, index: index.name, databaseName: found.name });
	}
	return drifts;
}

/** MySQL names the index that a foreign key needs as the key, or as its first column, and gives it the key's columns. */
function isImplied(index: DatabaseIndex, { foreignKeys }: DatabaseTable): boolean {
	if (index.kind !== "plain") return false;
	return foreignKeys.some(({ name, columns }) => {
		const sameColumns = sameParts(
			index.parts,
			columns.map((column) => ({ column })),
		);
		return sameColumns && (index.name === name || index.name === columns[0]);
	});
}

function onlyInSchema(table: string, index: IndexModel): IndexDrift {
	const { name, parts, kind } = index;
	return { kind: "index-only-in-schema", table, index: name, parts, unique: kind === "unique", ...placed(index) };
}

function onlyInDatabase(table: string, { name, parts, kind, visible }: DatabaseIndex): IndexDrift {
	const found = { kind: "index-only-in-database", table, index: name, parts, unique: kind === "unique" } as const;
	return visible ? found : { ...found, invisible: true };
}

function placed({ place }: { readonly place?: Place }): { readonly place?: Place } {
	return place === undefined ? {} : { place };
}
