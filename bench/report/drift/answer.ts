import type { DatabaseDrift, MigrationDrift } from "../../../schema/drift/drift-report.ts";

/** What drizzle-kit would generate next, or why it does not. */
export type NextGenerate =
	| { readonly kind: "statements"; readonly statements: readonly string[] }
	| { readonly kind: "fails"; readonly message: string };

/** How a schema differs from its migrations and from a running database, as far as somebody asked. */
export interface DriftAnswer {
	/** With the version of the MySQL on which they were replayed. */
	readonly migrations?: MigrationDrift & { readonly server: string };
	readonly nextGenerate?: NextGenerate;
	readonly database?: DatabaseDrift;
}
