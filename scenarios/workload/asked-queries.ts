import type { AskedQuery } from "../../schema/usage/query-load.ts";
import type { Bundle } from "../../seed/bundle/format.ts";
import type { WorkloadQuery } from "./query-scenario.ts";

/** So much of a statement's text names it. */
const NAME_LENGTH = 60;

/** Queries that a user named and statements of production, as the audit looks at them. */
export function askedQueries(named: readonly WorkloadQuery[], production?: Bundle): readonly AskedQuery[] {
	return [
		...named.map(({ sql, title, source }) => ({
			text: sql,
			name: title ?? (source === "--query" ? shortened(sql) : source),
		})),
		...(production?.queries ?? []).map(({ text, executions, rowsExamined, rowsSent, noIndex }) => ({
			text,
			name: shortened(text),
			executions,
			...(rowsExamined === undefined ? {} : { rowsExamined }),
			...(rowsSent === undefined ? {} : { rowsSent }),
			...(noIndex === undefined ? {} : { noIndex }),
		})),
	];
}

function shortened(text: string): string {
	const line = text.replaceAll("`", "").replaceAll(/\s+/g, " ").trim();
	return `"${line.length > NAME_LENGTH ? `${line.slice(0, NAME_LENGTH).trimEnd()}...` : line}"`;
}
