import type { Bundle } from "../../seed/bundle/format.ts";
import type { Leak } from "./bundle-file.ts";
import type { CapturePlan } from "./capture.ts";
import type { RecordedStatement } from "./recorder/recorded-queries.ts";

const number = (value: number) => Math.round(value).toLocaleString("en-US");

/** What will be read, before any row is. */
export function planWords({ tables, rows, sampled, queries }: CapturePlan, seconds: number, limit: number): string {
	const part =
		sampled.length === 0
			? "Every table is read whole."
			: `Of ${list(sampled)}, about ${number(limit)} rows are read, spread over the table.`;
	return (
		`Will read statistics of ${number(tables)} tables (about ${number(rows)} rows) and ${number(queries)} statements.\n` +
		`${part} One connection, read-only, ${number(seconds)} s at most. No value leaves the server but counts and sizes.\n`
	);
}

const REASONS: Readonly<Record<Bundle["unknown"][number]["kind"], string>> = {
	privilege: "the user may not read it",
	budget: "the budget was spent",
	lost: "the server was gone",
	unreadable: "not told",
	unsupported: "this server does not tell it, or it is switched off",
};

/** Privileges by what they open. */
const GRANTS: Readonly<Record<string, string>> = {
	queries: "SELECT on performance_schema.events_statements_summary_by_digest",
	"pages of tables": "SELECT on mysql.innodb_table_stats",
	"index pages": "SELECT on mysql.innodb_index_stats",
};

/** What came of it, and what it cost the source. */
export function captureWords(bundle: Bundle, file: string): string {
	const { cost, tables, queries, unknown } = bundle;
	const lines = [
		`${file}: ${number(tables.length)} tables, ${number(queries.length)} statements.`,
		`Cost: ${cost.seconds.toFixed(1)} s, ${number(cost.statements)} statements, about ${number(cost.rowsRead)} rows read.`,
	];
	const missing = unknown.filter(({ kind }) => kind === "privilege");
	for (const { what, table } of missing) {
		const grant = GRANTS[what] ?? `SELECT on ${table ?? "the database"}`;
		lines.push(`Missing privilege: ${grant}. Not known without it: ${what}${table ? ` of ${table}` : ""}.`);
	}
	const others = Map.groupBy(
		unknown.filter(({ kind }) => kind !== "privilege"),
		({ kind }) => kind,
	);
	for (const [kind, all] of others) {
		const shown = all.map(({ what, table, column }) =>
			[[table, column].filter(Boolean).join("."), what].filter(Boolean).join(": "),
		);
		lines.push(`Not known, since ${REASONS[kind]}: ${list(shown)}.`);
	}
	lines.push("Read the file before it leaves this machine; `index-impact capture --check` looks for literals in it.");
	return `${lines.join("\n")}\n`;
}

/** What was recorded, and what it can be used for. */
export function recordWords(
	statements: readonly Pick<RecordedStatement, "executions">[],
	withheld: number,
	processes: number,
	file: string,
): string {
	const calls = statements.reduce((sum, { executions }) => sum + executions, 0);
	const lines = [
		`${file}: ${number(statements.length)} statements recorded of ${number(calls)} calls in ${number(processes)} ${processes === 1 ? "process" : "processes"}.`,
		...(withheld === 0 ? [] : [`Left out: ${number(withheld)} calls of texts that may hold a value.`]),
		"Next: index-impact bench measures them on a twin of that bundle.",
	];
	return `${lines.join("\n")}\n`;
}

const LEAKS: Readonly<Record<Leak["kind"], string>> = {
	literal: "a statement with a literal or a comment",
	member: "a type that tells its members",
	rare: "a count of fewer than may be told",
};

export function checkWords(file: string, leaks: readonly Leak[]): string {
	if (leaks.length === 0) return `${file}: names, numbers and statements without literals, nothing else.\n`;
	return `${leaks.map(({ kind, place }) => `${file}: ${place}: ${LEAKS[kind]}`).join("\n")}\n`;
}

function list(names: readonly string[]): string {
	const shown = names.slice(0, 5).join("; ");
	return names.length > 5 ? `${shown}; and ${names.length - 5} more` : shown;
}
