import { type Dirent, existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Expression, ObjectExpression, Program } from "oxc-parser";
import { BenchError, messageOf } from "../../base/errors.ts";
import type { Casing } from "./casing.ts";
import { parseSource, type SourceFile } from "./source-file.ts";
import { keyOf } from "./source-tables.ts";

/** What a drizzle.config says of the schema. */
export interface DrizzleConfig {
	/** Relative to the project's folder. */
	readonly file: string;
	readonly dialect?: string;
	readonly schema?: string | readonly string[];
	/** Folder of the migrations. */
	readonly out?: string;
	readonly casing?: Casing;
	readonly tablesFilter?: readonly string[];
}

/** Loads a module of the project: its exports by name. */
export type LoadModule = (specifier: string, from: string) => Promise<Readonly<Record<string, unknown>>>;

const FIELDS = ["dialect", "schema", "out", "casing", "tablesFilter"] as const;
type Field = (typeof FIELDS)[number];

/** The configuration files of a folder: drizzle.config.ts, or else any drizzle*.config.* there. */
export function configFiles(folder: string): readonly string[] {
	const named = (entry: Dirent) => entry.isFile() && /^drizzle.*\.config\.([cm]?[jt]s|json)$/.test(entry.name);
	const files = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter(named) : [];
	return files.map(({ name }) => name).sort((a, b) => Number(isPlain(b)) - Number(isPlain(a)) || a.localeCompare(b));
}

function isPlain(name: string): boolean {
	return /^drizzle\.config\.\w+$/.test(name);
}

/**
 * What a configuration says. Its source is read first and it is run only for what the source does not spell out, since
 * many cannot be run without the environment of the application.
 * @throws BenchError kind "usage" where the schema stays unknown, or the file has a syntax error.
 */
export async function readDrizzleConfig(folder: string, file: string, load: LoadModule): Promise<DrizzleConfig> {
	const path = join(folder, file);
	const text = await readFile(path, "utf8");
	if (file.endsWith(".json")) return shaped(file, new Map(Object.entries(JSON.parse(text) as object)));
	const source = parseSource(path, file, text);
	if ("message" in source) {
		throw new BenchError(
			"usage",
			`${file}, line ${source.place.line}, cannot be read: ${source.message}.`,
			"Correct the file, or name the schema with --schema.",
		);
	}
	const written = configObject(source.program);
	if (written === undefined) return shaped(file, await run(path, file, load));
	const found = new Map<string, unknown>();
	const open: Field[] = [];
	for (const field of FIELDS) {
		const value = propertyValue(written, field);
		if (value === undefined) continue;
		const known = await statedValue(value, source, load);
		if (known === undefined) open.push(field);
		else found.set(field, known.value);
	}
	const spread = written.properties.some(({ type }) => type === "SpreadElement");
	const unknown = open.length > 0 || (spread && !found.has("schema"));
	if (!unknown) return shaped(file, found);
	return shaped(file, new Map([...(await run(path, file, load)), ...found]));
}

async function run(path: string, file: string, load: LoadModule): Promise<ReadonlyMap<string, unknown>> {
	try {
		const module = await load(path, path);
		const value = module.default ?? module;
		if (typeof value !== "object" || value === null) return new Map();
		return new Map(Object.entries(value));
	} catch (cause) {
		throw new BenchError(
			"usage",
			`${file} cannot be run, and does not spell out its schema: ${messageOf(cause).split("\n")[0]}.`,
			"Set what it needs in the environment, or name the schema with --schema.",
			{ cause },
		);
	}
}

function shaped(file: string, found: ReadonlyMap<string, unknown>): DrizzleConfig {
	const text = (name: Field) => (typeof found.get(name) === "string" ? String(found.get(name)) : undefined);
	const texts = (name: Field) => {
		const value = found.get(name);
		return Array.isArray(value) && value.every((item) => typeof item === "string") ? (value as string[]) : undefined;
	};
	const casing = text("casing");
	const schema = text("schema") ?? texts("schema");
	const filter = text("tablesFilter");
	const tablesFilter = filter !== undefined ? [filter] : texts("tablesFilter");
	const [dialect, out] = [text("dialect"), text("out")];
	return {
		file: basename(file),
		...(dialect !== undefined ? { dialect } : {}),
		...(schema !== undefined ? { schema } : {}),
		...(out !== undefined ? { out } : {}),
		...(casing === "snake_case" || casing === "camelCase" ? { casing } : {}),
		...(tablesFilter !== undefined ? { tablesFilter } : {}),
	};
}

/** The object that a configuration exports by default, perhaps within defineConfig(...) or typed. */
function configObject(program: Program): ObjectExpression | undefined {
	const exported = program.body.find(({ type }) => type === "ExportDefaultDeclaration");
	if (exported?.type !== "ExportDefaultDeclaration") return undefined;
	let value: Expression | undefined = exported.declaration as Expression;
	for (let depth = 0; depth < 5 && value !== undefined; depth += 1) {
		value = plain(value);
		if (value.type === "ObjectExpression") return value;
		if (value.type === "CallExpression") value = value.arguments[0] as Expression | undefined;
		else if (value.type === "Identifier") value = initializer(program, value.name);
		else return undefined;
	}
	return undefined;
}

function propertyValue(object: ObjectExpression, name: string): Expression | undefined {
	const property = object.properties.find((item) => item.type === "Property" && keyOf(item) === name);
	return property?.type === "Property" ? (property.value as Expression) : undefined;
}

/** What an expression stands for, where the source tells or one imported module does; undefined where it does not. */
async function statedValue(
	expression: Expression,
	source: SourceFile,
	load: LoadModule,
): Promise<{ readonly value: unknown } | undefined> {
	const value = plain(expression);
	if (value.type === "Literal") return { value: value.value };
	if (value.type === "TemplateLiteral" && value.expressions.length === 0)
		return { value: value.quasis[0]?.value.cooked };
	if (value.type === "ArrayExpression") {
		const items = await Promise.all(
			value.elements.map((item) => (item === null ? undefined : statedValue(item as Expression, source, load))),
		);
		return items.includes(undefined) ? undefined : { value: items.map((item) => item?.value) };
	}
	if (value.type !== "Identifier") return undefined;
	const local = initializer(source.program, value.name);
	if (local !== undefined) return statedValue(local, source, load);
	return imported(value.name, source, load);
}

async function imported(
	name: string,
	source: SourceFile,
	load: LoadModule,
): Promise<{ readonly value: unknown } | undefined> {
	for (const { entries, moduleRequest } of source.module.staticImports) {
		const entry = entries.find(({ localName }) => localName.value === name);
		if (entry === undefined) continue;
		try {
			const module = await load(moduleRequest.value, source.path);
			const value = module[entry.importName.kind === "Default" ? "default" : String(entry.importName.name)];
			return value === undefined ? undefined : { value };
		} catch {
			return undefined;
		}
	}
	return undefined;
}

function plain(expression: Expression): Expression {
	let value = expression;
	while (
		value.type === "TSAsExpression" ||
		value.type === "TSSatisfiesExpression" ||
		value.type === "ParenthesizedExpression" ||
		value.type === "TSNonNullExpression"
	) {
		value = value.expression;
	}
	return value;
}

function initializer(program: Program, name: string): Expression | undefined {
	for (const statement of program.body) {
		const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
		if (declaration?.type !== "VariableDeclaration") continue;
		const found = declaration.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
		if (found?.init) return found.init;
	}
	return undefined;
}
