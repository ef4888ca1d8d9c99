import type {
	AdvisedIndex,
	Finding,
	FindingOf,
	ForeignKeyFault,
	Loss,
	Remedy,
	RuleId,
} from "../../../schema/audit/finding.ts";
import { differenceText, driftAdvice } from "../drift/words.ts";

/** Every finding's sentence: what is wrong, with names as the database has them. No full stop at the end. */
const SENTENCES: { readonly [R in RuleId]: (finding: FindingOf<R>) => string } = {
	"undefined-column": ({ index, table, evidence: { written, similar } }) =>
		`${index} is on ${written === undefined ? "a column" : `\`${written}\`, a column`} that ${table} does not have` +
		(similar === undefined ? "" : `; ${similar} may be meant`),
	"misplaced-index": ({ index, table, evidence: { home, homeColumns, undefinedHere } }) =>
		undefinedHere
			? `${index} stands on ${table}, which does not have its column; by its name it belongs to ${home}(${homeColumns.join(", ")})`
			: `${index} stands on ${table} and is named after ${home}(${homeColumns.join(", ")})`,
	"column-in-options": ({ columns, evidence: { inside } }) =>
		`${columns[0]} is written inside the options of ${inside}, so the table has no such column`,
	"table-defined-twice": ({ table, evidence: { exports, onlyInOne } }) =>
		`${table} is defined ${exports.length === 2 ? "twice" : `${exports.length} times`}, in ${listed(exports.map(({ file }) => file))}` +
		(onlyInOne.length === 0 ? ", alike" : `; not alike in ${listed(onlyInOne, 4)}`),
	"table-not-exported": ({ table }) => `${table} is not exported, so drizzle-kit and this audit do not see it whole`,
	"missing-reference-index": ({ columns, evidence: { refTable, refColumns, sources } }) =>
		`${columns.join(", ")} refers to ${refTable}(${refColumns.join(", ")})${sourceText(sources)} and no index leads with it`,
	"polymorphic-pair": ({ evidence: { typeColumn, idColumn, narrower } }) =>
		`${typeColumn} and ${idColumn} point to a row together, and ` +
		(narrower === undefined ? "no index leads with either" : `${narrower} has the type alone`),
	"foreign-key-refused": ({ evidence: { foreignKey, fault } }) =>
		`MySQL refuses the foreign key ${foreignKey}: ${faultText(fault)}; neither it nor its index comes into being`,
	"reference-type-mismatch": ({ columns, evidence: { differs, here, there, refTable, refColumn } }) =>
		`${columns[0]} and ${refTable}.${refColumn} are compared and have not the same ${differs} (${here}, ${there}), so an index on one of them is not used`,
	"duplicate-index": ({ index, columns, evidence: { sameAs, sameAsUnique } }) =>
		`${index} has the same columns (${columns.join(", ")}) as ${sameAs}${sameAsUnique ? ", which is unique" : ""}`,
	"redundant-index": ({ index, columns, evidence: { coveredBy, how, losses } }) =>
		`${index} (${columns.join(", ")}) ${howText(how, coveredBy)}${lossText(losses)}`,
	"unique-in-name": ({ index }) => `${index} says that it is unique, and is a plain index: duplicates get in`,
	"key-too-long": ({ index, evidence: { bytes, limit, widest } }) =>
		`${index} needs ${group(bytes)} bytes and InnoDB takes ${group(limit)}; the widest column is ${widest}`,
	"unindexable-column": ({ index, evidence: { column, type, needs } }) =>
		needs === "prefix"
			? `${index} holds ${column}, which is ${type}: MySQL wants the length of a prefix`
			: `${index} holds ${column}, which is ${type}: MySQL indexes only an expression on it`,
	"low-cardinality-index": ({ index, columns, evidence: { reason, values } }) =>
		reason === "soft-delete"
			? `${index} is on ${columns[0]} alone, which marks rows as gone: nearly all rows have one value`
			: `${index} is on ${columns[0]} alone, which has ${values ?? "few"} values`,
	"too-many-indexes": ({ table, evidence: { count, limit, refused } }) =>
		`${table} has ${count} indexes${refused ? `, and MySQL takes ${limit}` : ": each insert writes to all of them"}`,
	"no-primary-key": ({ table, evidence: { clusteredBy } }) =>
		`${table} has no primary key${clusteredBy === undefined ? "" : `; InnoDB orders its rows by ${clusteredBy}`}`,
	"random-primary-key": ({ columns, evidence: { type, bytes, secondaryIndexes } }) =>
		`${columns[0]} (${type}) looks random: rows go in all over the table, and ${bytes} bytes of it are in each of ${secondaryIndexes} other indexes`,
	"name-repeated": ({ evidence: { what, name, others } }) =>
		what === "index" ? `Two indexes are called ${name}` : `The check ${name} is on ${listed(others)}`,
	"name-too-long": ({ evidence: { what, name, length } }) =>
		`The ${what} ${name} has ${length} characters, and MySQL takes 64`,
	"expression-with-comma": ({ index, evidence: { expression } }) =>
		`drizzle-kit cuts the expression ${expression} of ${index} in two at its comma`,
	"using-dropped": ({ index, evidence: { using } }) => `${index} asks for ${using}, and becomes a B-tree`,
	"unnamed-index": ({ columns }) =>
		`The index on ${columns.join(", ") || "an expression"} has no name, and drizzle-kit stops at it`,
	"schema-not-generated": ({ table, evidence: { schema } }) =>
		`${table} belongs to the schema ${schema}, which drizzle-kit 0.31 leaves out of migrations`,
	"unindexed-filter": ({ columns, evidence: { sites } }) =>
		`${columns.join(", ")} ${columns.length > 1 ? "are looked up together" : "is looked up"} at ${places(sites)} and no index leads with ${columns.length > 1 ? "them" : "it"}`,
	"unindexed-query": ({ columns, evidence: { query, statements, executions, rowsExamined, rowsSent } }) => {
		const others = statements > 1 ? ` and ${statements - 1} more` : "";
		const often = executions === undefined ? "" : `, ${group(Math.round(executions))} times in the time looked at`;
		const rows =
			rowsExamined === undefined
				? ""
				: `, ${group(Math.round(rowsExamined))} rows read for ${group(Math.round((rowsSent ?? 0) * 10) / 10)} returned`;
		return `No index leads with a column that ${query}${others} asks for (${columns.join(", ")})${often}${rows}`;
	},
	"unused-index": ({ index, columns, evidence: { readsOfTable } }) =>
		`${index} leads with ${columns[0]}, which none of the ${places(readsOfTable)} that read the table filters, joins, sorts or groups by`,
	"migrations-stop": ({ evidence: { migration, statement, statements, message } }) =>
		`${migration} stops at statement ${statement} of ${statements}: ${message.replace(/[.\s]+$/, "")}`,
	"migration-drift": ({ evidence: { difference } }) => differenceText(difference, "the migrations"),
	"database-drift": ({ evidence: { difference } }) => differenceText(difference, "the database"),
	"unrun-sql-file": ({ index, table, columns, evidence: { ifNotExists } }) =>
		`${index} on ${table}(${columns.join(", ")}) is made by a file that no migration runs` +
		(ifNotExists ? "; MySQL has no IF NOT EXISTS for indexes, so it cannot have run" : ""),
};

/** What is wrong, in one sentence without a full stop. */
export function sentenceOf(finding: Finding): string {
	return (SENTENCES[finding.rule] as (finding: Finding) => string)(finding);
}

/** What to do, in one short sentence without a full stop. */
export function adviceOf(finding: Finding): string {
	if (finding.rule === "unused-index") return `Ask the server's sys.schema_unused_indexes, then drop ${finding.index}`;
	if (finding.rule === "redundant-index") return `Measure without it, then drop ${finding.index}`;
	if (finding.remedy !== undefined) return remedyText(finding.remedy);
	return (ADVICE[finding.rule] as ((finding: Finding) => string) | undefined)?.(finding) ?? "Look at it";
}

/** For findings without an index to add, drop or move. */
const ADVICE: { readonly [R in RuleId]?: (finding: FindingOf<R>) => string } = {
	"undefined-column": () => "Name a column of the table, or take the index out",
	"misplaced-index": () => "Give it a name of its own table",
	"column-in-options": () => "Move it one level up, beside the other columns",
	"table-defined-twice": () => "Keep one definition, and export it again from the other file",
	"table-not-exported": () => "Export it",
	"foreign-key-refused": ({ evidence: { fault } }) =>
		fault.kind === "name-too-long"
			? `Name it yourself with foreignKey({ name: "${fault.suggested}", ... })`
			: faultAdvice(fault),
	"reference-type-mismatch": ({ evidence: { differs } }) => `Give both columns one ${differs}`,
	"unique-in-name": () => "Use uniqueIndex(), or give it another name",
	"key-too-long": ({ evidence: { widest } }) => `Shorten ${widest}, index a prefix of it, or give it the charset ascii`,
	"unindexable-column": ({ evidence: { needs } }) =>
		needs === "prefix" ? "Use varchar, or a prefix" : "Index an expression, or a generated column",
	"low-cardinality-index": () =>
		"Drop it, or put it behind a column that tells rows apart, unless queries ask for a rare value",
	"too-many-indexes": () => "Measure which of them pay",
	"no-primary-key": () => "Declare one",
	"random-primary-key": () => "Keep it if the keys come in ascending order (UUIDv7, ULID)",
	"name-repeated": () => "Give each its own name",
	"name-too-long": () => "Give it a shorter name",
	"expression-with-comma": () => "Index a generated column, or write the migration by hand",
	"using-dropped": () => "Take .using() out",
	"unnamed-index": () => "Give it a name",
	"migrations-stop": () => "Mend the statement, or generate the migration anew",
	"migration-drift": ({ evidence: { difference } }) => driftAdvice(difference.kind, "Generate a migration"),
	"database-drift": ({ evidence: { difference } }) => driftAdvice(difference.kind, "Run the migrations there"),
	"unrun-sql-file": () => "Declare it in the schema if it is wanted, and delete the file",
	"schema-not-generated": () => "Make it by hand, or put it into the default schema",
};

/** What is to be done with an index: "Add orders(customerId)". */
export function remedyText(remedy: Remedy): string {
	switch (remedy.kind) {
		case "add":
			return `Add ${specText(remedy.index)}`;
		case "drop":
			return `Drop ${remedy.index}`;
		case "move":
			return `Move it: ${specText(remedy.to)}`;
		case "replace":
			return `Replace ${remedy.index} by ${specText(remedy.by)}`;
	}
}

/** An index as configs and flags take it: "unique orders(customerId, note(20))". */
export function specText({ table, columns, unique }: AdvisedIndex): string {
	const parts = columns.map(({ column, length }) => `${quoted(column)}${length === undefined ? "" : `(${length})`}`);
	return `${unique === true ? "unique " : ""}${quoted(table)}(${parts.join(", ")})`;
}

function quoted(name: string): string {
	return /^[\p{L}\w$]+$/u.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

function faultText(fault: ForeignKeyFault): string {
	switch (fault.kind) {
		case "name-too-long":
			return `its name has ${fault.length} characters, and 64 is the most`;
		case "types-differ":
			return `${fault.column} is ${fault.type} and refers to ${fault.refType}`;
		case "collations-differ":
			return `${fault.column} has ${fault.text} and refers to ${fault.refText}`;
		case "no-key-on-target":
			return "no key of the other table leads with what it refers to";
		case "no-unique-key-on-target":
			return "what it refers to is not unique (8.4 and later, unless restrict_fk_on_non_standard_key is off)";
		case "set-null-on-not-null":
			return `SET NULL, and ${fault.column} is NOT NULL`;
		case "name-taken":
			return `${fault.by} has one of that name`;
	}
}

function faultAdvice(fault: ForeignKeyFault): string {
	switch (fault.kind) {
		case "types-differ":
			return `Make ${fault.column} ${fault.refType}`;
		case "collations-differ":
			return "Give both columns one collation";
		case "set-null-on-not-null":
			return `Let ${fault.column} be null, or choose another action`;
		case "name-taken":
		case "name-too-long":
			return "Give it another name";
		default:
			return "Refer to the primary key or to a unique column";
	}
}

function howText(how: FindingOf<"redundant-index">["evidence"]["how"], coveredBy: string): string {
	switch (how) {
		case "leading-part":
			return `is the leading part of ${coveredBy}`;
		case "leads-primary-key":
			return "is the leading part of the primary key";
		case "beyond-primary-key":
			return "begins with the whole primary key";
		case "beyond-unique":
			return `begins with all of ${coveredBy}, which is unique`;
	}
}

function lossText(losses: readonly Loss[]): string {
	const said = losses.flatMap(lossWords);
	return said.length === 0 ? "" : `; what goes with it: ${said.join(", ")}`;
}

function lossWords(loss: Loss): readonly string[] {
	switch (loss.kind) {
		case "primary-key-order":
			return ["rows of one value in primary-key order"];
		case "narrower":
			return ["fewer bytes per entry"];
		case "covering":
			return [`answers from the index alone for ${loss.columns.join(", ")}`];
		case "foreign-key":
			return [];
	}
}

function sourceText(sources: readonly string[]): string {
	if (sources.includes("relations")) return " by relations(),";
	return sources.includes("foreign-key") ? "" : " by its name,";
}

function listed(texts: readonly string[], most = 8): string {
	const shown = texts.slice(0, most);
	const rest = texts.length - shown.length;
	return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function places(count: number): string {
	return count === 1 ? "1 place" : `${count} places`;
}

function group(count: number): string {
	return count.toLocaleString("en-US");
}
