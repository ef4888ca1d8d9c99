import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { homeOf, subjectOf } from "../../schema/audit/facts/home-of-index.ts";
import { plainName } from "../../schema/audit/facts/name-words.ts";
import type { ColumnModel, ExportedAs, IndexModel, IndexPart, SchemaModel, TableModel } from "../../schema/model.ts";
import { terpModel } from "./model.ts";

/**
 * A schema printed as Drizzle files, by name: each table in the first file that exports it, and exported again from the
 * others. Indexes on columns that do not exist are printed as such. Defaults are not printed, since the facts have none.
 */
export function printSchema(model: SchemaModel): ReadonlyMap<string, string> {
	const tables = Map.groupBy(model.tables, ({ exports }) => exports[0]?.file ?? "schema.ts");
	const files = new Set(model.tables.flatMap(({ exports }) => exports.map(({ file }) => file)));
	return new Map([...files].map((file) => [file, fileText(file, tables.get(file) ?? [], model)]));
}

function fileText(file: string, tables: readonly TableModel[], model: SchemaModel): string {
	const bodies = tables.map((table) => tableText(table, model));
	const again = model.tables.filter(
		({ exports }) => exports[0]?.file !== file && exports.some((exported) => exported.file === file),
	);
	const referred = tables.flatMap(({ foreignKeys }) =>
		foreignKeys.map(({ refTable }) => homeExport(refTable, file, model)),
	);
	const imports = referred.filter((exported) => exported.file !== file);
	const body = bodies.join("\n");
	const builders = [
		...new Set([...body.matchAll(/(?<![.\w"'])(mysqlTable|mysqlEnum|[a-z]\w*)\(/g)].map(([, name = ""]) => name)),
	];
	const lines = [
		...(tables.length > 0
			? [
					`import { type AnyMySqlColumn, ${builders
						.filter((name) => BUILDERS.has(name))
						.sort()
						.join(", ")} } from "drizzle-orm/mysql-core";`,
				]
			: []),
		...grouped(imports).map(([from, names]) => `import { ${names.join(", ")} } from "${relativeModule(file, from)}";`),
		"",
		...bodies,
		...grouped(again.flatMap(({ exports }) => exports.slice(0, 1))).map(
			([from, names]) => `export { ${names.join(", ")} } from "${relativeModule(file, from)}";`,
		),
	];
	return `${lines.join("\n")}\n`;
}

const BUILDERS = new Set(
	"mysqlTable mysqlEnum int varchar text timestamp json decimal boolean date index uniqueIndex unique".split(" "),
);

/** The export by which a file names a table that it refers to: its own, if it has one. */
function homeExport(tableName: string, file: string, model: SchemaModel): ExportedAs {
	const candidates = model.tables
		.filter(({ name }) => name === tableName)
		.flatMap(({ exports }) => exports.slice(0, 1));
	const found = candidates.find((exported) => exported.file === file) ?? candidates[0];
	if (found === undefined) throw new Error(`${tableName} is referred to and not exported.`);
	return found;
}

function grouped(exports: readonly ExportedAs[]): readonly (readonly [string, readonly string[]])[] {
	return [...Map.groupBy(exports, ({ file }) => file)].map(([file, all]) => [
		file,
		[...new Set(all.map(({ name }) => name))].sort(),
	]);
}

function relativeModule(from: string, to: string): string {
	const path = posix.relative(posix.dirname(from), to).replace(/\.ts$/, "");
	return path.startsWith(".") ? path : `./${path}`;
}

function tableText(table: TableModel, model: SchemaModel): string {
	const [exported] = table.exports;
	const columns = table.columns.map((column) => `\t${propertyKey(column.key)}: ${columnText(column, table, model)},`);
	const keys = table.indexes
		.filter(({ declaredBy }) => declaredBy !== "column")
		.map((index, at) => `\tkey${at}: ${indexText(index, table, model)},`);
	const callback = keys.length === 0 ? "" : `, (table) => ({\n${keys.join("\n")}\n})`;
	return `export const ${exported?.name} = mysqlTable(${JSON.stringify(table.name)}, {\n${columns.join("\n")}\n}${callback});\n`;
}

function columnText(column: ColumnModel, table: TableModel, model: SchemaModel): string {
	const unique = table.indexes.find(
		({ declaredBy, parts }) => declaredBy === "column" && nameOf(parts[0]) === column.name,
	);
	const foreignKey = table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === column.name);
	const usual = `${table.name}_${column.name}_unique`;
	return [
		builderText(column),
		table.primaryKey?.columns.includes(column.name) ? ".primaryKey()" : "",
		column.autoIncrement ? ".autoincrement()" : "",
		column.notNull && !table.primaryKey?.columns.includes(column.name) ? ".notNull()" : "",
		unique === undefined ? "" : `.unique(${unique.name === usual ? "" : JSON.stringify(unique.name)})`,
		foreignKey === undefined ? "" : referenceText(foreignKey, table, model),
	].join("");
}

function referenceText(foreignKey: TableModel["foreignKeys"][number], table: TableModel, model: SchemaModel): string {
	const exported = homeExport(foreignKey.refTable, table.exports[0]?.file ?? "", model);
	const target = model.tables.find(
		({ exports }) => exports[0]?.file === exported.file && exports[0].name === exported.name,
	);
	const key = target?.columns.find(({ name }) => name === foreignKey.refColumns[0])?.key;
	const actions = foreignKey.onDelete === undefined ? "" : `, { onDelete: ${JSON.stringify(foreignKey.onDelete)} }`;
	return `.references((): AnyMySqlColumn => ${exported.name}.${key}${actions})`;
}

function builderText({ name, type }: ColumnModel): string {
	const [, base = "", inner = ""] = /^(\w+)(?:\((.*)\))?$/s.exec(type) ?? [];
	const text = JSON.stringify(name);
	if (base === "varchar") return `varchar(${text}, { length: ${inner} })`;
	if (base === "enum")
		return `mysqlEnum(${text}, [${[...inner.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = ""]) => JSON.stringify(value.replaceAll("''", "'"))).join(", ")}])`;
	if (base === "decimal" && inner !== "") {
		const [precision, scale] = inner.split(",");
		return `decimal(${text}, { precision: ${precision}${scale === undefined ? "" : `, scale: ${scale.trim()}`} })`;
	}
	return `${base}(${text})`;
}

function indexText({ name, kind, declaredBy, parts }: IndexModel, table: TableModel, model: SchemaModel): string {
	const builder = declaredBy === "unique-constraint" ? "unique" : kind === "unique" ? "uniqueIndex" : "index";
	const columns = parts.map((part) => {
		const key = table.columns.find((column) => column.name === nameOf(part))?.key;
		return key !== undefined
			? `table.${key}`
			: `(table as unknown as { ${missingKey(name, table, model)}: typeof table.id }).${missingKey(name, table, model)}`;
	});
	return `${builder}(${JSON.stringify(name)}).on(${columns.join(", ")})`;
}

/** The key that the index's name means, which the table does not have. */
function missingKey(indexName: string, table: TableModel, model: SchemaModel): string {
	const index = table.indexes.find(({ name }) => name === indexName);
	const home = index === undefined ? undefined : homeOf(index, table, model.tables);
	const column = home?.table.columns.find(({ name }) => name === home.columns[0])?.key;
	const rest = subjectOf(indexName).replace(`${plainName(table.name)}_`, "");
	return column ?? rest.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function nameOf(part: IndexPart | undefined): string | undefined {
	return part !== undefined && "column" in part ? part.column : undefined;
}

function propertyKey(key: string): string {
	return /^[\p{L}_$][\p{L}\d_$]*$/u.test(key) ? key : JSON.stringify(key);
}

/** Writes TERP's files into a folder. */
export function writeTerp(folder: string): void {
	for (const [file, text] of printSchema(terpModel())) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	}
}

if (import.meta.main) {
	const [folder] = process.argv.slice(2);
	if (folder === undefined) {
		process.stderr.write("Name the folder to write to: node examples/terp/print.ts <folder>\n");
		process.exitCode = 2;
	} else writeTerp(folder);
}
