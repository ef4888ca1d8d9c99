import type { TableModel } from "../schema/model.ts";
import type { RowWriter } from "./row-writer.ts";
import type { Scale } from "./scale.ts";

/** Rows per table, by the table's name in the database. */
export type Volumes = Readonly<Record<string, number>>;

/** How often the values of a foreign key occur, as the table's file declares it. */
export interface KeyDeclaration {
	readonly kind: "key";
	readonly column: string;
	/** The table that the key points into. */
	readonly parent: string;
	/** The law in words: shown by `pnpm seed --describe`. */
	readonly law: string;
	/** Expected share of the rows on the most frequent `keys` values. */
	readonly top: { readonly keys: number; readonly share: number };
}

/** Which values a column takes, and how often. */
export interface ShareDeclaration {
	readonly kind: "share";
	readonly column: string;
	readonly law: string;
	/** Expected share of the rows per value. */
	readonly shares: Readonly<Record<string, number>>;
}

/** The span of a date column, both ends included. */
export interface DateDeclaration {
	readonly kind: "date";
	readonly column: string;
	readonly law: string;
	readonly from: string;
	readonly to: string;
}

export type Declaration = KeyDeclaration | ShareDeclaration | DateDeclaration;

/** What one table's rows are made from. */
export interface TableSpec {
	readonly table: TableModel;
	/** The columns a row carries, in the order they are written, as the database names them. Others take their default. */
	readonly columns: readonly string[];
	/** Bytes a row takes on disk with its keys, rounded up: for estimates and for sharing out the work. */
	readonly rowBytes: number;
	/** What the rows are meant to look like at these volumes. */
	readonly declares: (volumes: Volumes) => readonly Declaration[];
}

/** Makes one table's rows: a pure function of the row's number, counted from 0. */
export interface RowGenerator {
	write(row: number, out: RowWriter): void;
}

/** What every worker gets to make rows from. */
export interface GeneratorInput {
	readonly seed: number;
	readonly volumes: Volumes;
	/** What `prepare` returned. */
	readonly shared: unknown;
}

/** The module that `DatasetSpec.generators` names exports this, as `rowGenerators`. Keyed by table name. */
export type RowGenerators = (input: GeneratorInput) => Readonly<Record<string, RowGenerator>>;

/** Something that must hold in the loaded data. */
export interface AuditRule {
	/** A sentence: what holds. */
	readonly holds: string;
	/** Counts the violations in its one row and column. */
	readonly violations: string;
}

/** A dataset: tables with their volumes, generators and assumptions. */
export interface DatasetSpec {
	readonly id: string;
	/** Raised whenever the same seed would give other rows. */
	readonly version: number;
	/** In load order: parents first. */
	readonly tables: readonly TableSpec[];
	readonly volumes: (scale: Scale) => Volumes;
	/** Values made once per dataset and handed to every worker: must survive structured cloning. */
	readonly prepare: (seed: number, volumes: Volumes) => unknown;
	/** URL of the module with `rowGenerators`: loaded inside the workers, so it should import little. */
	readonly generators: string;
	readonly rules: readonly AuditRule[];
	/** What the modelled application's documents do not settle, as sentences. */
	readonly assumptions: readonly string[];
}
