/**
 * The text of a statement on other tables. A quoted name is a table's where it follows a keyword that takes a table or
 * stands before a dot; elsewhere it could be a column's. @param names new name by old one.
 */
export function renameTables(sql: string, names: ReadonlyMap<string, string>): string {
	return sql.replace(
		/(?<=\b(?:into|from|update|join) )`([^`]+)`|`([^`]+)`(?=\.)/gi,
		(text, afterKeyword?: string, beforeDot?: string) => {
			const name = names.get(afterKeyword ?? beforeDot ?? "");
			return name === undefined ? text : `\`${name}\``;
		},
	);
}
