import { resolve } from "node:path";
import { BenchError, messageOf } from "../../../base/errors.ts";
import { connector } from "../../../mysql/connect.ts";
import { parseServerUrl } from "../../../mysql/server-url.ts";
import { databaseDrift, migrationDrift } from "../../../schema/drift/drift-report.ts";
import { statementsOf } from "../../../schema/drift/migration-history.ts";
import type { LoadedSchema } from "../../../schema/load/request.ts";
import { KitCopy } from "../../../schema/migrate/kit.ts";
import type { DriftAnswer, NextGenerate } from "../../report/drift/answer.ts";
import { scratchServer } from "../apply/scratch-server.ts";
import type { ServerFlags } from "../flags/table.ts";
import { progressDisplay } from "../progress-display.ts";
import { serverSettings } from "../server-settings.ts";

/** What a schema is compared with. */
export interface DriftRequest {
	/** The application's folder. */
	readonly folder: string;
	readonly loaded: LoadedSchema;
	/** Folder of the migrations to replay; undefined: they are left alone. */
	readonly migrations: string | undefined;
	/** A database to look at, read-only. */
	readonly url: string | undefined;
	readonly environment: NodeJS.ProcessEnv;
	readonly signal: AbortSignal;
}

/** Compares the schema with its migrations and with a database. @throws BenchError where there is none of what was named. */
export async function findDrift(request: DriftRequest): Promise<DriftAnswer> {
	const { migrations, url } = request;
	return {
		...(migrations === undefined ? {} : await ofMigrations(request, resolve(request.folder, migrations))),
		...(url === undefined ? {} : { database: await ofDatabase(request, url) }),
	};
}

const SCRATCH: ServerFlags = {
	server: "auto",
	url: undefined,
	tlsCa: undefined,
	allowSharedServer: false,
	mysql: "8.4",
	image: undefined,
	cacheLimit: 20,
};

async function ofMigrations(
	{ folder, loaded, environment, signal }: DriftRequest,
	migrations: string,
): Promise<DriftAnswer> {
	const display = progressDisplay(process.stderr);
	try {
		// Replayed on a server of the tool's own, whatever DATABASE_URL says.
		const settings = serverSettings(SCRATCH, { ...environment, DATABASE_URL: undefined });
		const server = await scratchServer(settings, display, signal);
		try {
			const connection = await server.emptyDatabase();
			const found = await migrationDrift(connection, { folder, migrations, model: loaded.model });
			await connection.end();
			if (found === undefined) {
				throw new BenchError(
					"usage",
					`There are no migrations in ${migrations}.`,
					"Name their folder: --migrations ./drizzle.",
				);
			}
			return {
				migrations: { ...found, server: server.version },
				nextGenerate: await nextGenerate(folder, migrations, loaded),
			};
		} finally {
			await server.stop();
		}
	} finally {
		display.close();
	}
}

/** What the project's own drizzle-kit would make now, tried in a copy of the migrations. */
async function nextGenerate(folder: string, migrations: string, loaded: LoadedSchema): Promise<NextGenerate> {
	const casing = loaded.config?.casing;
	let copy: KitCopy | undefined;
	try {
		copy = new KitCopy({ folder, files: loaded.files, migrations, ...(casing === undefined ? {} : { casing }) });
		const generated = await copy.generate("next", "from the schema");
		if (generated.kind === "no file") return { kind: "fails", message: generated.message };
		if (generated.kind === "nothing to generate") return { kind: "statements", statements: [] };
		return { kind: "statements", statements: statementsOf(copy.read(generated.sqlFile)).map(({ sql }) => sql) };
	} catch (error) {
		if (error instanceof BenchError) return { kind: "fails", message: messageOf(error) };
		throw error;
	} finally {
		copy?.remove();
	}
}

async function ofDatabase({ loaded }: DriftRequest, url: string): Promise<NonNullable<DriftAnswer["database"]>> {
	const { address, database } = parseServerUrl(url);
	if (database === undefined) {
		throw new BenchError(
			"usage",
			"The server URL names no database.",
			"Write it behind the host: mysql://user@host:3306/database.",
		);
	}
	const connection = await connector(address)().catch((error: unknown) => {
		throw new BenchError(
			"environment",
			`The server does not let us in: ${messageOf(error)}.`,
			"Check host, user and password.",
			{
				cause: error,
			},
		);
	});
	try {
		return await databaseDrift(connection, database, loaded.model);
	} finally {
		await connection.end();
	}
}
