import type { IndexKind, IndexPart as KnownPart } from "../mysql/index-parts.ts";

/**
 * An application's schema as data: what its Drizzle tables say, independent of drizzle-orm's objects, so that it can come
 * from another process, another git revision or a file. Names are those of the database; `key` is the name in TypeScript.
 */
export interface SchemaModel {
	readonly tables: readonly TableModel[];
	readonly views: readonly ViewModel[];
	/** What `relations()` or `defineRelations()` tell of references, whether or not a foreign key is declared. */
	readonly relations: readonly RelationModel[];
	/** What a schema says that cannot be taken as it stands; each with its place. */
	readonly problems: readonly SchemaProblem[];
	/** Version of the drizzle-orm that made the tables, where it tells. */
	readonly ormVersion?: string;
}

/** Where in the source something is said; lines and columns start at 1. File relative to the project's folder. */
export interface Place {
	readonly file: string;
	readonly line: number;
	readonly column?: number;
}

/** An exported name under which a table is found. */
export interface ExportedAs {
	/** Relative to the project's folder. */
	readonly file: string;
	readonly name: string;
}

export interface TableModel {
	/** Database of a `mysqlSchema("x").table`, where it is not the default one. */
	readonly schema?: string;
	readonly name: string;
	readonly exports: readonly ExportedAs[];
	readonly place?: Place;
	readonly columns: readonly ColumnModel[];
	/** Absent: the table has none. Column order is that of the key. */
	readonly primaryKey?: { readonly name?: string; readonly columns: readonly string[] };
	/** Indexes and unique keys, whichever way they are declared; not the primary key, not those that foreign keys imply. */
	readonly indexes: readonly IndexModel[];
	readonly foreignKeys: readonly ForeignKeyModel[];
	readonly checks: readonly { readonly name: string; readonly sql: string }[];
}

export interface ColumnModel {
	readonly name: string;
	readonly key: string;
	readonly place?: Place;
	/** As CREATE TABLE takes it: "varchar(100)", "bigint unsigned", "enum('a','b')", with charset and collation apart. */
	readonly type: string;
	readonly notNull: boolean;
	readonly autoIncrement: boolean;
	/** The expression after DEFAULT, as SQL; absent where there is none. */
	readonly defaultSql?: string;
	/** ON UPDATE CURRENT_TIMESTAMP, with the number of fractional digits that MySQL requires. */
	readonly onUpdateSql?: string;
	readonly generated?: { readonly sql: string; readonly mode: "stored" | "virtual" };
	readonly charset?: string;
	readonly collation?: string;
	/** The column's kind in Drizzle ("MySqlInt", "MySqlCustomColumn"), to say it in messages. */
	readonly columnType: string;
	/** Filled by the application when a row is inserted ($default, $defaultFn). */
	readonly defaultByApplication: boolean;
}

export interface IndexModel {
	readonly name: string;
	/** Whether the source gives the name; else it is made by drizzle-kit's convention. */
	readonly nameGiven: boolean;
	/** How it is declared: index() or uniqueIndex(), unique() on the table, .unique() on a column. */
	readonly declaredBy: "index" | "unique-constraint" | "column";
	readonly kind: IndexKind;
	readonly parts: readonly IndexPart[];
	/** "btree" or "hash", where `.using()` says so. */
	readonly using?: string;
	readonly place?: Place;
}

/** One part of an index: a column, perhaps a prefix of it or descending; an expression; or a column that does not exist. */
export type IndexPart = KnownPart | { readonly undefined: true };

export interface ForeignKeyModel {
	readonly name: string;
	readonly nameGiven: boolean;
	readonly columns: readonly string[];
	readonly refTable: string;
	readonly refSchema?: string;
	readonly refColumns: readonly string[];
	readonly onDelete?: string;
	readonly onUpdate?: string;
	readonly place?: Place;
}

/** `one(ref, { fields, references })`: columns of one table that hold a key of another. */
export interface RelationModel {
	readonly table: string;
	readonly columns: readonly string[];
	readonly refTable: string;
	readonly refColumns: readonly string[];
	readonly name?: string;
}

export interface ViewModel {
	readonly schema?: string;
	readonly name: string;
	readonly exports: readonly ExportedAs[];
	/** The SELECT; absent for `.existing()`. */
	readonly sql?: string;
	readonly algorithm?: string;
	readonly sqlSecurity?: string;
	readonly withCheckOption?: string;
}

/** A closed union: each is shown to the user in one sentence with table and column. */
export type SchemaProblem =
	/** Two different tables of one name: the application has two ideas of it. */
	| { readonly kind: "table-defined-twice"; readonly table: string; readonly exports: readonly ExportedAs[] }
	/** An index on a column that the table does not have. */
	| { readonly kind: "undefined-index-column"; readonly table: string; readonly index: string; readonly place?: Place }
	/** A column written inside another column's options object, which Drizzle drops silently. */
	| {
			readonly kind: "column-in-options";
			readonly table: string;
			readonly column: string;
			readonly inside: string;
			readonly place?: Place;
	  }
	/** A table that is defined but not exported, or inside another object, and so cannot be loaded. */
	| { readonly kind: "table-not-exported"; readonly table: string; readonly place?: Place };
