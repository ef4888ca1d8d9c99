import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { BenchError } from "../../base/errors.ts";
import { openSchema } from "../../schema/load/load-schema.ts";
import type { SchemaRequest } from "../../schema/load/request.ts";
import type { SchemaModel } from "../../schema/model.ts";
import { type Bundle, parseBundle } from "../../seed/bundle/format.ts";
import type { ProjectConfig } from "./config.ts";
import { findConfig } from "./find-config.ts";
import { USUAL_BUNDLE } from "./usual-bundle.ts";

/** An application's repository as the commands see it. */
export interface Project {
	/** Absolute. */
	readonly folder: string;
	/** Of its package.json, or its folder's name. */
	readonly name: string;
	readonly config: ProjectConfig;
	readonly schema: SchemaModel;
	/** How the schema was asked for, to load it again as it was at another revision. */
	readonly request: SchemaRequest;
	/** Statistics of production, where the config or the usual place has them. */
	readonly production?: Bundle;
	/** Folder of the migrations, absolute, where one is known. */
	readonly migrations?: string;
}

/** What a command line may say in place of the config. */
export interface ProjectAsked {
	/** Where the command was typed, absolute. */
	readonly start: string;
	readonly config?: string;
	readonly schema?: string | readonly string[];
}

/**
 * The project of a folder: its config, and its schema loaded in a process of its own.
 * @throws BenchError kind "usage" where there is no schema, or it cannot be loaded.
 */
export async function openProject(asked: ProjectAsked, signal?: AbortSignal): Promise<Project> {
	const { folder, config } = await findConfig(asked.start, asked.config);
	const request = schemaRequest(folder, config, asked.schema);
	const { model, config: drizzle } = await openSchema(request, signal);
	if (model.tables.length === 0) {
		throw new BenchError("usage", `The schema of ${folder} has no MySQL table.`, "Name its files with --schema.");
	}
	const production = await readProduction(folder, config.production);
	const migrations = config.migrations ?? drizzle?.out;
	return {
		folder,
		name: await nameOf(folder),
		config,
		schema: model,
		request,
		...(production === undefined ? {} : { production }),
		...(migrations === undefined ? {} : { migrations: resolve(folder, migrations) }),
	};
}

/** The bundle that is named, or the one in its usual place. @throws BenchError kind "usage" for a named one that is not there. */
export async function readProduction(folder: string, named: string | undefined): Promise<Bundle | undefined> {
	const file = join(folder, named ?? USUAL_BUNDLE);
	if (!existsSync(file)) {
		if (named === undefined) return undefined;
		throw new BenchError(
			"usage",
			`There is no bundle ${named}.`,
			"Make it with index-impact capture, or leave it out of the config.",
		);
	}
	return parseBundle(await readFile(file, "utf8"), named ?? USUAL_BUNDLE);
}

async function nameOf(folder: string): Promise<string> {
	const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
	const { name } = JSON.parse(text) as { readonly name?: unknown };
	return typeof name === "string" && name !== "" ? name : basename(folder);
}

function schemaRequest(folder: string, config: ProjectConfig, asked: ProjectAsked["schema"]): SchemaRequest {
	const schema = asked ?? config.schema;
	return {
		folder,
		...(schema === undefined ? {} : { schema }),
		...(config.casing === undefined ? {} : { casing: config.casing }),
		...(config.tablesFilter === undefined ? {} : { tablesFilter: config.tablesFilter }),
	};
}
