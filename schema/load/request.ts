import type { FailureKind } from "../../base/errors.ts";
import type { SchemaModel } from "../model.ts";
import type { Casing } from "./casing.ts";
import type { DrizzleConfig } from "./drizzle-config.ts";

/** Which schema to load, and how. */
export interface SchemaRequest {
	/** The application's folder: where its package.json and drizzle.config are. */
	readonly folder: string;
	/** Files, folders or globs relative to the folder; without them drizzle.config says. */
	readonly schema?: string | readonly string[];
	/** A drizzle.config of another name, relative to the folder. */
	readonly config?: string;
	/** Overrides what drizzle.config says. */
	readonly casing?: Casing;
	/** Likewise: globs of table names, with "!" before what is left out. */
	readonly tablesFilter?: readonly string[];
	/** Texts that are read instead of those on disk, by absolute and real path: an edit before it is written. */
	readonly replaced?: Readonly<Record<string, string>>;
}

/** A schema as it was found. */
export interface LoadedSchema {
	readonly model: SchemaModel;
	readonly config?: DrizzleConfig;
	/** The schema's own modules, relative to the folder. */
	readonly files: readonly string[];
	/** Every module of the project that they import, themselves included. */
	readonly sources: readonly string[];
}

/** What the process that loads a schema answers. */
export type SchemaAnswer =
	| { readonly kind: "loaded"; readonly loaded: LoadedSchema }
	| { readonly kind: "failed"; readonly failure: FailureKind; readonly message: string; readonly remedy: string }
	| { readonly kind: "bug"; readonly stack: string };
