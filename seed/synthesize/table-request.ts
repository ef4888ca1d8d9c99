import type { TableModel } from "../../schema/model.ts";
import type { Volumes } from "../dataset-spec.ts";
import type { ColumnWish } from "./options.ts";
import type { Reference } from "./references.ts";

/** What a table's plan follows from. */
export interface TableRequest {
	readonly table: TableModel;
	/** Those of this table. */
	readonly references: readonly Reference[];
	readonly volumes: Volumes;
	readonly wishes: ReadonlyMap<string, ColumnWish>;
}
