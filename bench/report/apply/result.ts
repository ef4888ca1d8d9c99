import type { IndexDrift } from "../../../schema/drift/index-drift.ts";
import type { MadeEdit } from "../../../schema/edit/plan-edits.ts";
import type { SchemaEdit } from "../../../schema/edit/request.ts";
import type { ReadyMigration } from "../../../schema/migrate/migration.ts";

/** What `apply` did, as data; `--json` prints it. */
export interface ApplyResult {
	readonly schemaVersion: 1;
	/** Nothing was written. */
	readonly dryRun: boolean;
	readonly edits: readonly (MadeEdit & { readonly why?: string })[];
	/** Of what a file advised: changes that cannot be made here, with the sentence why. */
	readonly passedOver: readonly { readonly edit: SchemaEdit; readonly reason: string }[];
	/** Files of the schema, relative to the project. */
	readonly files: readonly string[];
	readonly patch: string;
	readonly types: "not worse" | "not checked";
	readonly migration?: MigrationResult;
	/** Why none was made, though nobody declined it. */
	readonly noMigration?: "no migrations" | "dry run";
	readonly branch?: string;
}

export interface MigrationResult
	extends Pick<ReadyMigration, "how" | "statements" | "carriedAlong" | "needless" | "leftForNext"> {
	/** Relative to the project; the SQL file first. */
	readonly files: readonly string[];
	readonly drift: readonly IndexDrift[];
	/** "8.4.6": the MySQL on which it was proven. */
	readonly server: string;
}
