import { BenchError } from "../../base/errors.ts";
import { type Placeholder, placeholdersOf } from "../../mysql/sql/placeholders.ts";
import { whyNoRead } from "../../mysql/sql/read-statement.ts";
import { isWord, namesIn, tokensOf } from "../../mysql/sql/tokens.ts";
import type { SchemaModel } from "../../schema/model.ts";
import type { Key, Scenario, Stratum } from "../suite.ts";
import type { ParameterClass } from "./key-lists.ts";
import { classesOf, type IsUnique, keySource } from "./parameter-classes.ts";

/** A query as text, with what its author says of it. */
export interface WorkloadQuery {
	readonly sql: string;
	/** Shown in reports; by default the text itself, shortened. */
	readonly title?: string;
	/** Where it comes from: a file, a flag, a digest. */
	readonly source: string;
	/** Executions per day; only the proportions count. */
	readonly weight?: number;
	readonly weightReason?: string;
	/** What the server of the original counted per execution. */
	readonly original?: Scenario["original"];
	/** Of its calls, how many were for keys of each class, where that was recorded; else it is assumed. */
	readonly calls?: Readonly<Partial<Record<ParameterClass, number>>>;
	/** Rows that it is asked for at most, where that was recorded. */
	readonly limit?: number;
}

const LONGEST_TITLE = 72;
const LONGEST_ID = 60;
/** Of a query's calls, how many are assumed to be for keys of each class. */
const SHARES: Readonly<Record<ParameterClass, number>> = {
	any: 1,
	frequent: 0.3,
	middle: 0.5,
	rare: 0.2,
	narrow: 0.7,
	wide: 0.3,
};

/**
 * A scenario made of a query's text alone: its parameters are drawn from the data, in classes by how often their values occur.
 * @param affects whether an index under test could serve a query that reads these tables, by their names in the schema.
 * @throws BenchError kind "usage" for a text that is no read, or has a placeholder that meets no column.
 */
export function scenarioOfQuery(
	query: WorkloadQuery,
	schema: SchemaModel,
	affects: (tables: readonly string[]) => readonly string[],
): Scenario {
	const { sql } = query;
	const why = whyNoRead(sql);
	if (why !== undefined) {
		throw new BenchError("usage", `The query "${shortened(sql)}" (${query.source}) ${why}.`, "Give a single SELECT.");
	}
	const tables = new Map(schema.tables.map((table) => [table.name.toLowerCase(), table]));
	const placeholders = placeholdersOf(sql, (name) => tables.get(name.toLowerCase())?.columns.map(({ name }) => name));
	const unknown = placeholders.findIndex(({ kind }) => kind === "unknown");
	if (unknown >= 0) {
		throw new BenchError(
			"usage",
			`Placeholder ${unknown + 1} of the query "${shortened(sql)}" (${query.source}) meets no column of the schema.`,
			"Write a value in its place, or compare it with a column directly.",
		);
	}
	const indexes = affects(tablesRead(sql, [...tables.keys()]));
	return {
		id: idOf(sql, placeholders, query.title),
		title: query.title ?? shortened(sql),
		group: "queries",
		kind: "read",
		caller: "api",
		source: query.source,
		affected: indexes.length > 0,
		weight: query.weight ?? 1,
		weightReason: query.weightReason ?? "all queries count alike, since nothing says how often each runs",
		indexes,
		result: resultOf(sql),
		strata: strataOf(query, placeholders, uniqueColumns(schema)),
		...(query.original === undefined ? {} : { original: query.original }),
	};
}

/** Names for people: the table, and what it is asked by. Two queries of one name are told apart where they meet. */
function idOf(sql: string, placeholders: readonly Placeholder[], title: string | undefined): string {
	const tokens = tokensOf(sql);
	const from = tokens.findIndex((token) => isWord(token, "from"));
	const table = slug(tokens.slice(from + 1).find(({ kind }) => kind === "name" || kind === "word")?.text ?? "query");
	if (title !== undefined) return `${table}/${slug(title)}`;
	const compared = placeholders.flatMap((one) => (one.kind === "compared" ? [one.column ?? "expression"] : []));
	const order = tokens.findLastIndex((token, at) => isWord(token, "order") && isWord(tokens[at + 1], "by"));
	const sorted =
		order < 0
			? undefined
			: tokens.slice(order + 2).find(({ kind }, at, rest) => kind !== "sign" && !isWord(rest[at + 1], "."));
	const asked = compared.length === 0 ? "all" : `by-${[...new Set(compared)].join("-")}`;
	return `${table}/${slug(asked)}${sorted === undefined ? "" : `-in-order-of-${slug(sorted.text)}`}`;
}

/** Scenarios with ids of their own: those of one id are numbered in their order. */
export function withOwnIds(scenarios: readonly Scenario[]): readonly Scenario[] {
	const seen = new Map<string, number>();
	return scenarios.map((scenario) => {
		const number = (seen.get(scenario.id) ?? 0) + 1;
		seen.set(scenario.id, number);
		return number === 1 ? scenario : { ...scenario, id: `${scenario.id}-${number}` };
	});
}

function slug(text: string): string {
	const plain = text
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}_]+/gu, "-")
		.replaceAll(/^-+|-+$/g, "");
	return plain.slice(0, LONGEST_ID) || "query";
}

function strataOf(
	{ sql, calls, limit }: WorkloadQuery,
	placeholders: readonly Placeholder[],
	unique: (table: string, column: string | undefined) => boolean,
): readonly Stratum[] {
	const queries: Stratum["queries"] = (key) => [{ toSQL: () => ({ sql, params: parametersOf(placeholders, key) }) }];
	if (placeholders.length === 0) return [{ id: "always", share: 1, keys: { by: "constant", keys: [[]] }, queries }];
	const isUnique: IsUnique = ({ reference, column }) => unique(reference.table, column);
	const classes = classesOf(placeholders, isUnique);
	const recorded = classes.filter((name) => (calls?.[name] ?? 0) > 0);
	const asked = recorded.length > 0 ? recorded : classes;
	const shareOf = (name: ParameterClass) => (recorded.length > 0 ? (calls?.[name] ?? 0) : SHARES[name]);
	const total = asked.reduce((sum, name) => sum + shareOf(name), 0);
	return asked.flatMap((name) => {
		const keys = keySource(placeholders, name, isUnique, limit);
		return keys === undefined ? [] : [{ id: name, share: shareOf(name) / total, keys, queries }];
	});
}

/** MySQL takes no text for a number of rows. */
function parametersOf(placeholders: readonly Placeholder[], key: Key): Key[number][] {
	return placeholders.map(({ kind }, at) => {
		const value = key[at] ?? "1";
		return kind === "limit" || kind === "offset" ? Number(value) : value;
	});
}

/** Whether one column alone tells the rows of a table apart. */
function uniqueColumns(schema: SchemaModel): (table: string, column: string | undefined) => boolean {
	const alone = new Set<string>();
	for (const table of schema.tables) {
		const keys = table.indexes
			.filter(({ kind }) => kind === "unique")
			.map(({ parts }) => parts.map((part) => ("column" in part && part.length === undefined ? part.column : "")));
		for (const columns of [table.primaryKey?.columns ?? [], ...keys]) {
			if (columns.length === 1) alone.add(`${table.name.toLowerCase()}.${columns[0]?.toLowerCase()}`);
		}
	}
	return (table, column) => column !== undefined && alone.has(`${table.toLowerCase()}.${column.toLowerCase()}`);
}

function tablesRead(sql: string, known: readonly string[]): readonly string[] {
	const named = namesIn(sql);
	return known.filter((table) => named.has(table));
}

/** Rows come in a promised order only where the outermost block says so; some of many are any of them. */
function resultOf(sql: string): Scenario["result"] {
	let depth = 0;
	let ordered = false;
	let limited = false;
	const tokens = tokensOf(sql);
	for (const [at, token] of tokens.entries()) {
		if (isWord(token, "(")) depth += 1;
		if (isWord(token, ")")) depth -= 1;
		if (depth > 0) continue;
		ordered ||= isWord(token, "order") && isWord(tokens[at + 1], "by");
		limited ||= isWord(token, "limit");
	}
	return ordered ? "ordered" : limited ? "count" : "set";
}

/** A statement as it is named where it has no title: in one line, and not all of it. */
export function shortened(sql: string): string {
	const text = sql.trim().replaceAll(/\s+/g, " ");
	return text.length <= LONGEST_TITLE ? text : `${text.slice(0, LONGEST_TITLE - 1)}…`;
}
