import type { SchemaModel, TableModel } from "../model.ts";
import type { UseKind } from "./use.ts";

/** A column and how a text of SQL uses it. */
export interface RawUse {
	readonly table: string;
	readonly column: string;
	readonly kind: UseKind;
}

const IDENTIFIER = "`?([\\p{L}_$][\\p{L}\\d_$]*)`?";
const TABLES = new RegExp(`\\b(FROM|JOIN|UPDATE|INTO)\\s+${IDENTIFIER}(?:\\s+(?:AS\\s+)?${IDENTIFIER})?`, "giu");
const COLUMN = `(?:${IDENTIFIER}\\.)?${IDENTIFIER}`;
const COMPARED = new RegExp(
	`(?<![\\w.\`])(?<!\\w\\()${COLUMN}\\s*(=|<=|>=|<>|!=|<|>|\\bIN\\b|\\bLIKE\\b|\\bBETWEEN\\b)\\s*(?:${COLUMN}(?!\\s*\\())?`,
	"giu",
);
const ORDERED = new RegExp(`\\b(ORDER|GROUP)\\s+BY\\s+${COLUMN}(?!\\s*\\()`, "giu");
const KEYWORDS =
	/^(?:SELECT|FROM|WHERE|AND|OR|ON|SET|JOIN|LEFT|INNER|RIGHT|GROUP|ORDER|LIMIT|USING|NOT|AS|VALUES|HAVING|UNION|FORCE|CROSS|FULL|WHERE|BY)$/i;

/** Whether a text is a statement that reads or changes rows. */
export function isStatement(text: string): boolean {
	return /^\s*(?:WITH\b[\s\S]*\bSELECT|SELECT\b[\s\S]*\bFROM|UPDATE\b[\s\S]*\bSET|DELETE\s+FROM|INSERT\b[\s\S]*\bINTO)\b/i.test(
		text,
	);
}

/**
 * What a statement does with the columns of tables that the schema has, as far as patterns tell: names with an alias or
 * of one table only. What stands in SET and in the list of results is not taken for a condition.
 */
export function usesOfText(text: string, model: SchemaModel): readonly RawUse[] {
	const tables = tablesNamed(text, model);
	const compared = conditionsOf(text).flatMap(({ condition, joins }) =>
		[...condition.matchAll(COMPARED)].flatMap((match): readonly RawUse[] => {
			const [, qualifier, name = "", sign = "", otherQualifier, otherName] = match;
			const left = columnNamed(tables, qualifier, name);
			const right = otherName === undefined ? undefined : columnNamed(tables, otherQualifier, otherName);
			if (left === undefined) return right === undefined ? [] : [useOf(right, kindOfSign(sign))];
			if (right === undefined || left.called === right.called) return [useOf(left, kindOfSign(sign))];
			return [left, right].map((side) => useOf(side, side.called === joins ? "joined-in" : "joined-from"));
		}),
	);
	const ordered = [...text.matchAll(ORDERED)].flatMap(([, word = "", qualifier, name = ""]): readonly RawUse[] => {
		const found = columnNamed(tables, qualifier, name);
		const kind = /group/i.test(word) ? "group" : /\bLIMIT\b/i.test(text) ? "order-limited" : "order";
		return found === undefined ? [] : [useOf(found, kind)];
	});
	return [...compared, ...ordered];
}

interface FoundColumn {
	/** The alias or name by which the statement calls the table. */
	readonly called: string;
	readonly table: string;
	readonly column: string;
}

function useOf({ table, column }: FoundColumn, kind: UseKind): RawUse {
	return { table, column, kind };
}

function tablesNamed(text: string, model: SchemaModel): ReadonlyMap<string, TableModel> {
	const tables = new Map<string, TableModel>();
	for (const [, , name = "", alias] of text.matchAll(TABLES)) {
		const table = model.tables.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
		if (table !== undefined) tables.set(calledBy(name, alias), table);
	}
	return tables;
}

function calledBy(name: string, alias: string | undefined): string {
	return (alias === undefined || KEYWORDS.test(alias) ? name : alias).toLowerCase();
}

/** The one column that a name means; undefined where two tables of the statement have it, or none. */
function columnNamed(
	tables: ReadonlyMap<string, TableModel>,
	qualifier: string | undefined,
	name: string,
): FoundColumn | undefined {
	const having = [...tables].flatMap(([called, table]) => {
		if (qualifier !== undefined && called !== qualifier.toLowerCase()) return [];
		const column = table.columns.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
		return column === undefined ? [] : [{ called, table: table.name, column: column.name }];
	});
	return having.length === 1 ? having[0] : undefined;
}

const ENDS =
	"\\b(?:(?:LEFT|RIGHT|INNER|CROSS|FULL)(?:\\s+OUTER)?\\s+JOIN|JOIN|WHERE|GROUP\\s+BY|ORDER\\s+BY|LIMIT|HAVING|UNION)\\b";
const ON = new RegExp(
	`\\bJOIN\\s+${IDENTIFIER}(?:\\s+(?:AS\\s+)?${IDENTIFIER})?\\s+ON\\b([\\s\\S]*?)(?=${ENDS}|$)`,
	"giu",
);
const WHERE = new RegExp(`\\bWHERE\\b([\\s\\S]*?)(?=${ENDS}|$)`, "gi");

/** The texts behind ON, each with the table that it joins in, and behind WHERE. */
function conditionsOf(text: string): readonly { readonly condition: string; readonly joins?: string }[] {
	return [
		...[...text.matchAll(ON)].map(([, name = "", alias, condition = ""]) => ({
			condition,
			joins: calledBy(name, alias),
		})),
		...[...text.matchAll(WHERE)].map(([, condition = ""]) => ({ condition })),
	];
}

/** What a sign of comparison lets an index do. */
export function kindOfSign(sign: string): UseKind {
	const word = sign.trim().toUpperCase();
	if (word === "=" || word === "<=>") return "equality";
	if (word === "IN") return "in";
	if (word === "LIKE") return "like";
	return /^(?:<|>|<=|>=|BETWEEN)$/.test(word) ? "range" : "other";
}
