import type { Query, SQL } from "drizzle-orm";
import { type Casing, columnName, type NamedColumn } from "./casing.ts";

/** Options of `toQuery` as drizzle-orm 0.44 to 1.0 take them; its own type leaves out those that are internal. */
interface RenderOptions {
	readonly escapeName: (name: string) => string;
	readonly escapeParam: (position: number, value: unknown) => string;
	readonly escapeString: (text: string) => string;
	readonly casing: { getColumnCasing(column: NamedColumn): string };
	readonly inlineParams: boolean;
	readonly invokeSource?: "indexes";
}

/** A value as MySQL takes it within single quotes. */
export function textLiteral(text: string): string {
	return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/**
 * An SQL object as text, with its values written out, since DDL takes no parameters.
 * @param names "bare" leaves the table's name off columns, as keys, checks and generated columns allow.
 */
export function renderSql(value: SQL, casing: Casing | undefined, names: "bare" | "qualified" = "bare"): string {
	const options: RenderOptions = {
		escapeName: (name) => `\`${name.replaceAll("`", "``")}\``,
		escapeParam: () => "?",
		escapeString: textLiteral,
		casing: { getColumnCasing: (column) => columnName(column, casing) },
		inlineParams: true,
		...(names === "bare" ? { invokeSource: "indexes" } : {}),
	};
	const render: (options: RenderOptions) => Query = value.toQuery.bind(value) as never;
	return render(options).sql;
}
