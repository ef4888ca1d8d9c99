import type { Connection } from "mysql2/promise";
import type { WantedIndex } from "../edit/request.ts";
import type { SchemaModel } from "../model.ts";
import type { KitProject } from "./kit.ts";

/** A change that a migration shall make. */
export interface AskedChange {
	readonly kind: "added" | "dropped";
	readonly index: WantedIndex & { readonly name: string };
	/** Whether the schema's source says it too; what Drizzle cannot say is in the migration alone. */
	readonly inSchema: boolean;
}

export interface MigrationRequest extends KitProject {
	readonly name: string;
	readonly changes: readonly AskedChange[];
	/** The schema with the changes. */
	readonly model: SchemaModel;
	/** An empty database of a scratch server, empty again with each call. */
	readonly emptyDatabase: () => Promise<Connection>;
	readonly signal?: AbortSignal;
}
