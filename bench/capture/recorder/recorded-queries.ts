import { relative, sep } from "node:path";
import { tokensOf } from "../../../mysql/sql/tokens.ts";
import type { Bundle, TableStatistics } from "../../../seed/bundle/format.ts";
import type { BundleQuery, QueryParameter } from "../../../seed/bundle/workload.ts";
import { ascending, MERGED_BELOW, part, quantileOf } from "../distribution.ts";
import { holdsLiteral, namesOf, parametersOf, withoutForeignNames } from "../workload.ts";
import type { RecordedText, Recording } from "./recording.ts";

/** Of the calls, how many gave keys of each class, and how many one that no row has. */
export type KeyClasses = Pick<QueryParameter, "classes" | "absent">;

/** Values of one parameter by how often they were given; an IN list is one parameter. */
export interface GivenValues {
	readonly nulls: number;
	readonly values: ReadonlyMap<string, number>;
	/** Members of a list, or the numbers given to LIMIT and OFFSET, by how often. */
	readonly sizes: ReadonlyMap<number, number>;
}

/** A statement as the application sends it, whatever the length of its lists. */
export interface RecordedStatement {
	/** As a digest has it: "(...)" for a list. */
	readonly text: string;
	readonly executions: number;
	/** Relative to the application's folder. */
	readonly callSites: readonly string[];
	readonly parameters: readonly QueryParameter[];
	/** In the order of the parameters. */
	readonly given: readonly GivenValues[];
}

const MOST_SITES = 20;
const LIST = /\(\s*\?(?:\s*,\s*\?)+\s*\)/g;

/**
 * What processes recorded as statements of the bundle's database: the same one of several processes and with lists of
 * different length is one. Names that are none of the database become a1, a2, ...
 * @param folder of the application. @returns the statements, and how many calls were of texts that may hold a value.
 */
export function recordedStatements(
	recordings: readonly Recording[],
	{ tables }: Pick<Bundle, "tables">,
	folder: string,
): { readonly statements: readonly RecordedStatement[]; readonly withheld: number } {
	const names = namesOf("", tables);
	const texts = recordings.flatMap((recording) => recording.texts).filter(({ text }) => STATEMENT.test(text));
	const safe = texts.flatMap((one) => {
		const text = withoutForeignNames(one.text, names);
		return holdsLiteral(text) ? [] : [{ ...one, text }];
	});
	const groups = Map.groupBy(safe, ({ text }) => canonical(text.replaceAll(LIST, "(...)")));
	const told = safe.reduce((sum, { executions }) => sum + executions, 0);
	const unreadable = recordings.reduce((sum, recording) => sum + recording.unreadable, 0);
	const all = texts.reduce((sum, { executions }) => sum + executions, 0);
	return {
		statements: [...groups.values()].map((same) => statementOf(same, tables, folder)),
		withheld: all - told + unreadable,
	};
}

const STATEMENT = /^\s*\(*\s*(select|with|insert|replace|update|delete)\b/i;

function statementOf(
	same: readonly RecordedText[],
	tables: readonly TableStatistics[],
	folder: string,
): RecordedStatement {
	// A list of one is no list to the pattern; the statement with the longest list shows which is one.
	const [longest] = same.toSorted((a, b) => b.text.length - a.text.length);
	const text = (longest?.text ?? "").trim().replaceAll(LIST, "(...)");
	const parameters = parametersOf(text, tables);
	const sites = same.flatMap(({ sites }) => sites.map((site) => relative(folder, site).split(sep).join("/")));
	return {
		text,
		executions: same.reduce((sum, { executions }) => sum + executions, 0),
		callSites: [...new Set(sites)].slice(0, MOST_SITES),
		parameters,
		given: parameters.map(({ use }, at) => givenTo(same, at, use)),
	};
}

/** What the parameter at a place was given in all texts of a statement, of which each has lists of its own length. */
function givenTo(same: readonly RecordedText[], at: number, use: QueryParameter["use"]): GivenValues {
	const values = new Map<string, number>();
	const sizes = new Map<number, number>();
	let nulls = 0;
	for (const { text, executions, parameters } of same) {
		const lengths = listLengths(text);
		const length = lengths[at] ?? 1;
		const from = lengths.slice(0, at).reduce((sum, one) => sum + one, 0);
		if (use === "in") sizes.set(length, (sizes.get(length) ?? 0) + executions);
		for (const member of parameters.slice(from, from + length)) {
			nulls += member?.nulls ?? 0;
			for (const [literal, times] of member?.values ?? []) {
				values.set(literal, (values.get(literal) ?? 0) + times);
				if (use === "limit" || use === "offset") sizes.set(Number(literal), (sizes.get(Number(literal)) ?? 0) + times);
			}
		}
	}
	return { nulls, values, sizes };
}

/** Of each parameter of a text in their order, the members of its list; 1 where it is none. */
function listLengths(text: string): readonly number[] {
	const lengths: number[] = [];
	let last = 0;
	const single = (piece: string) => tokensOf(piece).filter(({ kind }) => kind === "placeholder").length;
	for (const list of text.matchAll(LIST)) {
		lengths.push(...Array.from({ length: single(text.slice(last, list.index)) }, () => 1), single(list[0]));
		last = list.index + list[0].length;
	}
	lengths.push(...Array.from({ length: single(text.slice(last)) }, () => 1));
	return lengths;
}

/** The words of a statement, so that its own text and the server's digest of it are the same. */
function canonical(text: string): string {
	const words = tokensOf(text.replaceAll("!=", "<>")).map((token) => token.text.toLowerCase());
	return words.join(" ").replaceAll("( . . . )", "( ? )");
}

/**
 * The bundle with what was recorded: production's own statements gain places and parameters, and keep their counts; others
 * are added. Fewer calls than `MERGED_BELOW` are told as that many.
 * @param classesOf the classes of the keys that a parameter was given, where a database could tell them.
 */
export function withRecorded(
	bundle: Bundle,
	statements: readonly RecordedStatement[],
	classesOf: (statement: RecordedStatement, at: number) => KeyClasses | undefined,
	seconds: number,
): Bundle {
	const recorded = new Map(
		statements.map((statement) => [canonical(statement.text), { statement, query: queryOf(statement, classesOf) }]),
	);
	const known = bundle.queries
		.filter(({ from }) => from !== "recorded")
		.map((query): BundleQuery => {
			const own = recorded.get(canonical(query.text));
			recorded.delete(canonical(query.text));
			if (own === undefined) return query;
			const { parameters, callSites } = own.query;
			return {
				...query,
				...(parameters === undefined ? {} : { parameters }),
				...(callSites === undefined ? {} : { callSites }),
			};
		});
	return {
		...bundle,
		// Only where nothing else says how long statements were counted.
		...(bundle.observedSeconds === undefined ? { observedSeconds: seconds } : {}),
		queries: [...known, ...[...recorded.values()].map(({ query }) => query)],
	};
}

function queryOf(
	statement: RecordedStatement,
	classesOf: (statement: RecordedStatement, at: number) => KeyClasses | undefined,
): BundleQuery {
	const { text, executions, callSites, parameters, given } = statement;
	const told = parameters.map((parameter, at): QueryParameter => {
		const { nulls = 0, values = new Map(), sizes = new Map() } = given[at] ?? {};
		const calls = nulls + [...values.values()].reduce((sum, times) => sum + times, 0);
		const size = sizeOf(sizes);
		return {
			...parameter,
			...(calls >= MERGED_BELOW ? classesOf(statement, at) : {}),
			...(nulls >= MERGED_BELOW ? { nulls: part(nulls, calls) } : {}),
			...(size === undefined ? {} : { size }),
		};
	});
	return {
		text,
		from: "recorded",
		executions: Math.max(MERGED_BELOW, executions),
		...(told.length === 0 ? {} : { parameters: told }),
		...(callSites.length === 0 ? {} : { callSites: [...callSites] }),
	};
}

function sizeOf(sizes: ReadonlyMap<number, number>): QueryParameter["size"] {
	const sorted = ascending([...sizes].map(([value, weight]) => ({ value, weight })));
	if (sorted.length === 0) return undefined;
	const at = (place: number) => quantileOf(sorted, place);
	return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1)?.value ?? 0 };
}
