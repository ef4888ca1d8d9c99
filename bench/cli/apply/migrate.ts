import type { EditPlan } from "../../../schema/edit/plan-edits.ts";
import type { LoadedSchema } from "../../../schema/load/request.ts";
import { makeMigration, type ReadyMigration } from "../../../schema/migrate/migration.ts";
import type { AskedChange } from "../../../schema/migrate/migration-request.ts";
import type { APPLY_FLAGS } from "../flags/apply-flags.ts";
import type { Values } from "../flags/flag.ts";
import type { CommandContext } from "../program.ts";
import { progressDisplay } from "../progress-display.ts";
import { serverSettings } from "../server-settings.ts";
import { scratchServer } from "./scratch-server.ts";

/** What a migration is made for. */
export interface MigrateRequest {
	readonly flags: Values<typeof APPLY_FLAGS>;
	readonly folder: string;
	/** Absolute. */
	readonly migrations: string;
	readonly loaded: LoadedSchema;
	readonly plan: EditPlan;
	readonly changes: readonly AskedChange[];
	readonly context: CommandContext;
}

/** Makes and proves the migration on a server that is started for it and stopped after it. */
export async function migrate(request: MigrateRequest): Promise<ReadyMigration & { readonly server: string }> {
	const { flags, folder, migrations, loaded, plan, changes, context } = request;
	const display = progressDisplay(process.stderr);
	const environment = { ...context.environment, DATABASE_URL: undefined };
	const settings = serverSettings(
		{ ...flags, url: undefined, tlsCa: undefined, allowSharedServer: false },
		environment,
	);
	try {
		const server = await scratchServer(settings, display, context.signal);
		try {
			const casing = loaded.config?.casing;
			const ready = await makeMigration({
				folder,
				files: loaded.files,
				migrations,
				name: flags.name,
				changes,
				model: plan.expected,
				emptyDatabase: server.emptyDatabase,
				signal: context.signal,
				...(casing === undefined || !isKit0(loaded) ? {} : { casing }),
			});
			return { ...ready, server: server.version };
		} finally {
			await server.stop();
		}
	} finally {
		display.close();
	}
}

/** drizzle-kit 1.0 has no casing of its own any more. */
function isKit0({ model }: LoadedSchema): boolean {
	return !(model.ormVersion ?? "0").startsWith("1.");
}
