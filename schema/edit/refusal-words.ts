import { BenchError } from "../../base/errors.ts";
import type { EditRefusal, ProofDifference, UnknownForm } from "./request.ts";

const FORMS: Readonly<Record<UnknownForm, string>> = {
	"callback defined elsewhere": "its indexes come from a function that is defined elsewhere",
	"no single returned list": "its callback does not return one list that is written out",
	"parameter with default": "its callback's parameter is neither a name nor a plain { … }",
	"arguments spread": "its arguments are spread",
	"written for require()": "the file loads Drizzle by require()",
	"destructured name taken": "its callback cannot name the column, since that name is taken there",
};

/** A refusal as the user's mistake: what is wrong and where, and what to do. */
export function refusedAs(refusal: EditRefusal): BenchError {
	const [message, remedy] = words(refusal);
	return new BenchError("usage", message, remedy);
}

function words(refusal: EditRefusal): readonly [string, string] {
	switch (refusal.kind) {
		case "no-such-table":
			return [`The schema has no table ${refusal.table}.`, `It has ${listed(refusal.known)}.`];
		case "no-such-column":
			return [`Table ${refusal.table} has no column ${refusal.column}.`, `It has ${listed(refusal.known)}.`];
		case "no-such-index":
			return [
				`Table ${refusal.table} has no index ${refusal.index}.`,
				refusal.known.length === 0 ? "It has none." : `It has ${listed(refusal.known)}.`,
			];
		case "index-name-taken":
			return [
				`Table ${refusal.table} already has an index ${refusal.index}.`,
				"Choose another name, or drop that one first.",
			];
		case "index-there-already":
			return [
				`Table ${refusal.table} already has this index: ${refusal.index}.`,
				"There is nothing to add; leave it out.",
			];
		case "not-for-drizzle":
			return refusal.what === "fulltext"
				? [
						`Drizzle's index() cannot say that an index of ${refusal.table} is fulltext.`,
						"A migration can make it: leave --no-migration out.",
					]
				: [`An index of ${refusal.table} names a column that does not exist.`, "Name its columns."];
		case "table-defined-twice":
			return [
				`Table ${refusal.table} is defined more than once: ${listed(refusal.places)}.`,
				"Keep one definition; which of them to edit cannot be told.",
			];
		case "outside-project":
			return [
				`Table ${refusal.table} is defined outside this project, in ${refusal.where}.`,
				"Edit it there; files of other packages are left alone.",
			];
		case "definition-not-found":
			return [
				`The definition of table ${refusal.table} is not found in ${listed(refusal.files)}.`,
				"Define it as a variable at the top of a module: export const x = mysqlTable(…).",
			];
		case "syntax-error":
			return [
				`${refusal.file}, line ${refusal.line}, has a syntax error: ${refusal.message}.`,
				"Correct the file first.",
			];
		case "unreadable":
			return [`${refusal.file} cannot be read: ${refusal.message}.`, "See that it is there and may be read."];
		case "not-writable":
			return [
				`${refusal.file} cannot be written: ${refusal.message}.`,
				"Allow writing to the file and its folder; nothing was changed.",
			];
		case "unknown-form":
			return [
				`${refusal.file}, line ${refusal.line}: no index can be written into table ${refusal.table}, since ${FORMS[refusal.form]}.`,
				"Write the indexes out as (t) => [index(…).on(…)], or edit this table by hand.",
			];
		case "index-not-written-out":
			return [
				`${refusal.file}, line ${refusal.line}: index ${refusal.index} of table ${refusal.table} is not written out there under its name, once.`,
				"Take it out by hand.",
			];
		case "declared-on-column":
			return [
				`${refusal.file}, line ${refusal.line}: ${refusal.index} comes from .unique() on a column of ${refusal.table}.`,
				"Take .unique() off the column by hand; it is a rule about the data too.",
			];
		case "proof-failed":
			return [
				`The edit of ${listed(refusal.files)} did not prove right: ${differenceWords(refusal.difference)}.`,
				"Nothing was changed. Make this edit by hand.",
			];
	}
}

function differenceWords(difference: ProofDifference): string {
	switch (difference.kind) {
		case "does-not-load":
			return `the schema does not load any more (${difference.message})`;
		case "index-missing":
			return `table ${difference.table} does not get index ${difference.index}`;
		case "index-too-many":
			return `table ${difference.table} has index ${difference.index}, which nobody asked for`;
		case "index-differs":
			return `index ${difference.index} of table ${difference.table} is not what was asked`;
		case "table-changed":
			return `table ${difference.table} changes in more than its indexes`;
		case "tables-differ":
			return `other tables come or go: ${listed(difference.tables)}`;
		case "types-worse":
			return `the type check says what it did not say before (${difference.message})`;
	}
}

function listed(names: readonly string[], most = 12): string {
	const shown = names.slice(0, most).join(", ");
	return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
