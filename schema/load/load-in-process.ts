import { join, resolve } from "node:path";
import picomatch from "picomatch";
import { BenchError } from "../../base/errors.ts";
import type { SchemaModel } from "../model.ts";
import { configFiles, type DrizzleConfig, readDrizzleConfig } from "./drizzle-config.ts";
import { loadFailure } from "./load-failure.ts";
import { locate } from "./locate.ts";
import { type ModuleExports, modelOfExports } from "./model-of-exports.ts";
import { drizzle } from "./own-drizzle.ts";
import { ProjectModules } from "./project-modules.ts";
import { isMySqlTable } from "./read-table.ts";
import { replaceFiles } from "./replaced-files.ts";
import type { LoadedSchema, SchemaRequest } from "./request.ts";
import { schemaFiles } from "./schema-files.ts";

/**
 * Loads a schema into this very process, which runs the application's modules: only for a process made for it.
 * @throws BenchError kind "usage" where the schema cannot be found, read or run.
 */
export async function loadInProcess(request: SchemaRequest): Promise<LoadedSchema> {
	if (request.replaced !== undefined) replaceFiles(request.replaced);
	const modules = new ProjectModules(request.folder);
	const config = await configOf(request, modules);
	const patterns = request.schema ?? config?.schema;
	if (patterns === undefined) {
		throw new BenchError(
			"usage",
			config === undefined
				? `There is no drizzle.config file in ${request.folder}.`
				: `${config.file} names no schema.`,
			"Name the schema with --schema ./src/schema.ts.",
		);
	}
	const namedBy = request.schema !== undefined || config === undefined ? "--schema" : config.file;
	const files = await schemaFiles(modules.folder, [patterns].flat(), namedBy);
	const sources = modules.sources(files);
	const exported: ModuleExports[] = [];
	for (const path of files) {
		try {
			exported.push({ file: modules.shown(path), exports: await modules.load(path) });
		} catch (error) {
			throw loadFailure(error, modules.shown(path), sources, modules);
		}
	}
	refuseNoTables(exported);
	const casing = request.casing ?? config?.casing;
	const version = modules.ormVersion(files[0] ?? modules.folder);
	const model = locate(modelOfExports(exported, casing), sources);
	return {
		model: {
			...filtered(model, request.tablesFilter ?? config?.tablesFilter ?? []),
			...(version !== undefined ? { ormVersion: version } : {}),
		},
		...(config !== undefined ? { config } : {}),
		files: exported.map(({ file }) => file),
		sources: sources.map(({ file }) => file),
	};
}

async function configOf(request: SchemaRequest, modules: ProjectModules): Promise<DrizzleConfig | undefined> {
	const file = request.config ?? configFiles(modules.folder)[0];
	if (file === undefined) return undefined;
	try {
		return await readDrizzleConfig(modules.folder, file, (specifier, from) =>
			modules.load(
				specifier === from ? from : (modules.resolve(specifier, from) ?? resolve(join(from, ".."), specifier)),
			),
		);
	} catch (error) {
		// A schema that is named outright needs no configuration.
		if (request.schema !== undefined) return undefined;
		throw error;
	}
}

function refuseNoTables(modules: readonly ModuleExports[]): void {
	const tables = modules.flatMap(({ exports }) =>
		Object.values(exports).filter((value) => drizzle.is(value, drizzle.Table)),
	);
	if (tables.some(isMySqlTable)) return;
	const files = modules.map(({ file }) => file).join(", ");
	const other = tables[0];
	throw new BenchError(
		"usage",
		other === undefined
			? `${files} exports no table.`
			: `${files} exports no MySQL table: ${drizzle.getTableName(other)} is one of another database.`,
		"Name the files where mysqlTable(...) is exported: --schema ./src/schema.ts.",
	);
}

/** Leaves out the tables that drizzle.config's tablesFilter does: a schema may share its database with others. */
function filtered(model: SchemaModel, filter: readonly string[]): SchemaModel {
	const wanted = filter.filter((pattern) => !pattern.startsWith("!"));
	const unwanted = filter.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
	const isWanted = (name: string) =>
		(wanted.length === 0 || picomatch(wanted)(name)) && (unwanted.length === 0 || !picomatch(unwanted)(name));
	return {
		...model,
		tables: model.tables.filter(({ name }) => isWanted(name)),
		problems: model.problems.filter(({ table }) => isWanted(table)),
	};
}
