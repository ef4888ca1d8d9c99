import { is, SQL } from "drizzle-orm";
import { getTableConfig, MySqlColumn, MySqlDialect, type MySqlTable } from "drizzle-orm/mysql-core";

/** Said outright, so that a server's or database's own defaults cannot change what is compared, sorted or digested. */
const OPTIONS = "ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci";

/** What every table of the tool says of itself, so that on someone's server no other is taken for one. */
export const TABLE_COMMENT = "made by index-impact";
/** The table option with that comment; CREATE TABLE ... LIKE carries it over. */
export const MADE_HERE = `COMMENT='${TABLE_COMMENT}'`;

/**
 * The CREATE TABLE statement of a Drizzle table, as drizzle-kit would write it, with its keys unless they come later.
 * drizzle-kit itself takes 250 MB of memory and over a second to load, which is why it only checks this in a test.
 * @throws Error for what the seeded schemas do not use: foreign keys, checks, composite primary keys, generated columns.
 */
export function createTable(table: MySqlTable, keys: "with keys" | "keys later" = "with keys"): string {
	const config = getTableConfig(table);
	if (config.foreignKeys.length + config.checks.length + config.primaryKeys.length > 0) {
		throw new Error(`${config.name}: foreign keys, checks and composite primary keys are not generated.`);
	}
	const parts = [
		...config.columns.map(columnDefinition),
		...config.columns.filter((column) => column.primary).map((column) => `PRIMARY KEY (\`${column.name}\`)`),
		...(keys === "with keys" ? secondaryKeys(table) : []),
	];
	return `CREATE TABLE \`${config.name}\` (\n\t${parts.join(",\n\t")}\n) ${OPTIONS}`;
}

/** The statement that adds all keys but the primary one to a table made without them; undefined when it has no others. */
export function addKeys(table: MySqlTable): string | undefined {
	const keys = secondaryKeys(table);
	if (keys.length === 0) return undefined;
	return `ALTER TABLE \`${getTableConfig(table).name}\` ${keys.map((key) => `ADD ${key}`).join(", ")}`;
}

function secondaryKeys(table: MySqlTable): readonly string[] {
	const config = getTableConfig(table);
	const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);
	return [
		...config.columns
			.filter((column) => column.isUnique)
			.map((column) => uniqueKey(column.uniqueName ?? `${config.name}_${column.name}_unique`, [column.name])),
		...config.uniqueConstraints.map((unique) => uniqueKey(unique.getName() ?? "", names(unique.columns))),
		...config.indexes.map((index) => indexKey(index.config)),
	];
}

function columnDefinition(column: MySqlColumn): string {
	if (column.generated !== undefined) throw new Error(`${column.name}: generated columns are not generated here.`);
	const parts = [`\`${column.name}\``, typeOf(column)];
	if (column.notNull) parts.push("NOT NULL");
	if ("autoIncrement" in column && column.autoIncrement) parts.push("AUTO_INCREMENT");
	if (column.default !== undefined) parts.push(`DEFAULT ${literal(column.default)}`);
	if ("hasOnUpdateNow" in column && column.hasOnUpdateNow) parts.push("ON UPDATE CURRENT_TIMESTAMP");
	return parts.join(" ");
}

function literal(value: unknown): string {
	if (is(value, SQL)) return new MySqlDialect().sqlToQuery(value).sql;
	if (typeof value === "number" || typeof value === "boolean") return String(value);
	return textLiteral(String(value));
}

function textLiteral(text: string): string {
	return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** Drizzle writes the values of an enum as they are, also those with quotes. */
function typeOf(column: MySqlColumn): string {
	const type = column.getSQLType();
	return type.startsWith("enum(") ? `enum(${(column.enumValues ?? []).map(textLiteral).join(",")})` : type;
}

function uniqueKey(name: string, columns: readonly string[]): string {
	return `UNIQUE KEY \`${name}\` (${columns.map((column) => `\`${column}\``).join(", ")})`;
}

function indexKey(config: ReturnType<typeof getTableConfig>["indexes"][number]["config"]): string {
	const columns = config.columns.map((column) => {
		if (!is(column, MySqlColumn)) throw new Error(`${config.name}: indexes on expressions are not generated.`);
		return `\`${column.name}\``;
	});
	return `${config.unique ? "UNIQUE " : ""}KEY \`${config.name}\` (${columns.join(", ")})`;
}
