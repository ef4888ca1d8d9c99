import type { AskedQuery } from "../../schema/usage/query-load.ts";
import type { Bundle } from "../../seed/bundle/format.ts";
import { shortened, type WorkloadQuery } from "./query-scenario.ts";

/** Queries that a user named and statements of production, as the audit looks at them. */
export function askedQueries(named: readonly WorkloadQuery[], production?: Bundle): readonly AskedQuery[] {
	return [
		...named.map(({ sql, title, source }) => ({
			text: sql,
			name: title ?? (source === "--query" ? quoted(sql) : source),
		})),
		...(production?.queries ?? []).map(({ text, executions, rowsExamined, rowsSent, noIndex }) => ({
			text,
			name: quoted(text),
			executions,
			...(rowsExamined === undefined ? {} : { rowsExamined }),
			...(rowsSent === undefined ? {} : { rowsSent }),
			...(noIndex === undefined ? {} : { noIndex }),
		})),
	];
}

function quoted(text: string): string {
	return `"${shortened(text.replaceAll("`", ""))}"`;
}
