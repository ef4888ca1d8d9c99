import { isDeepStrictEqual } from "node:util";
import { BenchError } from "../../../base/errors.ts";
import type { SchemaEdit, WantedIndex } from "../../../schema/edit/request.ts";
import type { SchemaModel } from "../../../schema/model.ts";
import { readNamedIndex, readWantedIndex } from "../../../schema/wanted-spec.ts";
import { findingsIn, readDocument } from "../json-document.ts";

/** An edit with what stands behind it, for the commit and the pull request. */
export interface AskedEdit {
	readonly edit: SchemaEdit;
	/** A finding's or verdict's own sentence; absent for what was typed. */
	readonly why?: string;
	/** Of a file with many: passed over where it cannot be made, and told. What was typed is an order. */
	readonly mayBePassedOver?: true;
}

/** What was typed. */
export interface TypedEdits {
	readonly add: readonly string[];
	readonly drop: readonly string[];
	readonly move: readonly string[];
	readonly from?: string | undefined;
	readonly only: readonly string[];
}

/** Every edit that the flags ask for, in their order. @throws BenchError kind "usage". */
export function askedEdits(typed: TypedEdits, model: SchemaModel): readonly AskedEdit[] {
	if (typed.from === undefined && typed.only.length > 0) {
		throw new BenchError(
			"usage",
			"--only chooses among the findings of a file.",
			"Name the file with --from audit.json.",
		);
	}
	const asked: AskedEdit[] = [
		...typed.drop.map((text) => ({ edit: { kind: "drop", index: readNamedIndex(text, model) } }) as const),
		...typed.move.map((text) => ({ edit: moveOf(text, model) })),
		...typed.add.map((text) => ({ edit: { kind: "add", index: readWantedIndex(text, model) } }) as const),
		...(typed.from === undefined ? [] : editsOfFile(typed.from, typed.only, model)),
	];
	// Two findings may advise the same.
	const distinct = [...new Map(asked.map((each) => [JSON.stringify(each.edit), each])).values()];
	if (distinct.length > 0) return distinct;
	throw new BenchError(
		"usage",
		typed.from === undefined
			? "No index change is named."
			: `${typed.from} advises no index change that is still to be made.`,
		'Name one: --add "table(column)", --drop table.index, --move "table.index -> table(column)" or --from audit.json.',
	);
}

function moveOf(text: string, model: SchemaModel): SchemaEdit {
	const [from, to, more] = text.split("->");
	if (from === undefined || to === undefined || more !== undefined) {
		throw new BenchError("usage", `"${text}" is no move.`, 'Write it as "table.index -> table(column)".');
	}
	return { kind: "move", from: readNamedIndex(from, model), to: readWantedIndex(to, model) };
}

/** What is read of a finding; its other fields are not needed here. */
interface FoundRemedy {
	readonly id?: string;
	readonly rule?: string;
	readonly message?: string;
	readonly remedy?: {
		readonly kind: "add" | "drop" | "move" | "replace";
		readonly table?: string;
		readonly index?: string | AdvisedIndex;
		readonly to?: AdvisedIndex;
		readonly by?: AdvisedIndex;
	};
}

interface AdvisedIndex {
	readonly table: string;
	readonly columns: readonly { readonly column: string; readonly length?: number }[];
	readonly unique?: boolean;
}

/** What is read of an index in a run's record. */
interface JudgedIndex {
	readonly name: string;
	readonly table: string;
	readonly columns: readonly string[];
	readonly verdict: string;
	readonly reason?: string;
	readonly reasons?: readonly { readonly kind: string; readonly candidate?: string }[];
}

/** What is read of an advice. */
interface AdvisedSet {
	readonly chosen: readonly string[];
	readonly candidates: readonly {
		readonly id: string;
		readonly change: "add" | "drop";
		readonly table: string;
		readonly name: string;
		readonly spec: string;
	}[];
}

function editsOfFile(file: string, only: readonly string[], model: SchemaModel): readonly AskedEdit[] {
	const document = readDocument(file, "Name a JSON file.");
	const findings = findingsIn(document);
	if (findings !== undefined) return editsOfFindings(file, findings as readonly FoundRemedy[], only);
	if (document.kind === "advice") return editsOfAdvice(document as unknown as AdvisedSet, only, model);
	if (Array.isArray(document.indexes)) return editsOfRun(document.indexes as readonly JudgedIndex[], only, model);
	throw new BenchError(
		"usage",
		`${file} holds neither findings nor a run nor an advice.`,
		"Make it with `index-impact audit --json`, or name an advice.json or a run's run.json.",
	);
}

function editsOfFindings(
	file: string,
	findings: readonly FoundRemedy[],
	only: readonly string[],
): readonly AskedEdit[] {
	const unknown = only.find((wanted) => !findings.some(({ id, rule }) => id === wanted || rule === wanted));
	if (unknown !== undefined) {
		const known = [...new Set(findings.flatMap(({ id, rule }) => [rule ?? "", id ?? ""]))].slice(0, 20).join(", ");
		throw new BenchError("usage", `${file} has no finding ${unknown}.`, `It has ${known}.`);
	}
	return findings.flatMap((finding) => {
		const { id = "", rule = "", message, remedy } = finding;
		const isChosen = only.length === 0 || only.includes(id) || only.includes(rule);
		if (!isChosen || remedy === undefined) return [];
		const why = message === undefined ? {} : { why: message };
		const isOneOfMany = only.includes(id) ? {} : ({ mayBePassedOver: true } as const);
		return remedyEdits(remedy).map((edit) => ({ edit, ...why, ...isOneOfMany }));
	});
}

function remedyEdits(remedy: NonNullable<FoundRemedy["remedy"]>): readonly SchemaEdit[] {
	const { kind, table = "", index, to, by } = remedy;
	if (kind === "add" && typeof index === "object") return [{ kind: "add", index: wantedOf(index) }];
	if (typeof index !== "string") return [];
	const from = { table, name: index };
	if (kind === "drop") return [{ kind: "drop", index: from }];
	if (kind === "move" && to !== undefined) return [{ kind: "move", from, to: wantedOf(to) }];
	// The name tells of the old columns, so that the new index gets one by convention.
	if (kind === "replace" && by !== undefined) {
		return [
			{ kind: "add", index: wantedOf(by) },
			{ kind: "drop", index: from },
		];
	}
	return [];
}

function wantedOf({ table, columns, unique }: AdvisedIndex): WantedIndex {
	return { table, parts: columns, kind: unique === true ? "unique" : "plain" };
}

/** Of an advice: the set that was chosen, additions and drops. What is no longer there to be dropped is done already. */
function editsOfAdvice(
	{ chosen, candidates }: AdvisedSet,
	only: readonly string[],
	model: SchemaModel,
): readonly AskedEdit[] {
	return candidates.flatMap(({ id, change, table, name, spec }): readonly AskedEdit[] => {
		const isWanted = only.length === 0 || [id, name, spec, `${table}.${name}`].some((one) => only.includes(one));
		if (!chosen.includes(id) || !isWanted) return [];
		const declared = model.tables.find((each) => each.name === table)?.indexes ?? [];
		if (change === "add")
			return [{ edit: { kind: "add", index: readWantedIndex(spec, model) }, mayBePassedOver: true }];
		const isThere = declared.some((index) => index.name === name);
		return isThere ? [{ edit: { kind: "drop", index: { table, name } }, mayBePassedOver: true }] : [];
	});
}

/** Of a run: what earned its keep and is not in the schema, and what did not and is. */
function editsOfRun(
	indexes: readonly JudgedIndex[],
	only: readonly string[],
	model: SchemaModel,
): readonly AskedEdit[] {
	return indexes.flatMap(({ name, table, columns, verdict, reason, reasons = [] }): readonly AskedEdit[] => {
		if (only.length > 0 && !only.includes(name) && !only.includes(`${table}.${name}`)) return [];
		const known = model.tables.find((each) => each.name === table)?.indexes ?? [];
		const declared = known.find(({ parts }) => isColumns(parts, columns));
		const why = reason === undefined ? {} : { why: `${verdict}: ${reason}` };
		if ((verdict === "keep" || verdict === "keep-with-care") && declared === undefined) {
			const parts = columns.map((column) => ({ column }));
			const given = name.startsWith("try_") ? {} : { name };
			return [{ edit: { kind: "add", index: { table, parts, kind: "plain", ...given } }, ...why }];
		}
		const drop: readonly AskedEdit[] =
			declared === undefined ? [] : [{ edit: { kind: "drop", index: { table, name: declared.name } }, ...why }];
		const better = reasons.find(({ kind }) => kind === "replaced-by")?.candidate;
		if (verdict === "replace" && better !== undefined) {
			const by = readWantedIndex(better, model);
			const isThere = known.some(({ parts }) => isDeepStrictEqual(parts, by.parts));
			return [...(isThere ? [] : [{ edit: { kind: "add", index: by } as const, ...why }]), ...drop];
		}
		if (verdict === "drop") return drop;
		return [];
	});
}

function isColumns(parts: readonly object[], columns: readonly string[]): boolean {
	return (
		parts.length === columns.length &&
		parts.every((part, position) => "column" in part && part.column === columns[position])
	);
}
