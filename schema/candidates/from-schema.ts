import { isSameName, specOf } from "../../mysql/index-spec.ts";
import { auditContext } from "../audit/context.ts";
import type { AdvisedIndex, Finding } from "../audit/finding.ts";
import { testedIndex } from "../compare/diff-indexes.ts";
import { impliedIndexes, supports } from "../ddl/key-definitions.ts";
import { indexToTry } from "../index-spec.ts";
import type { IndexModel, SchemaModel, TableModel } from "../model.ts";
import type { SourceUsage } from "../usage/column-usage.ts";
import type { Candidate, NotTried, Origin } from "./candidate.ts";

/** What a schema, its audit and the application's source suggest before any query is seen. */
export function candidatesOfSchema(
	model: SchemaModel,
	findings: readonly Finding[],
	usage: SourceUsage | undefined,
): readonly Candidate[] {
	return [
		...findings.flatMap((finding) => ofFinding(finding)),
		...ofReferences(model),
		...(usage === undefined ? [] : ofUsage(model, usage)),
	];
}

/** The index that a finding wants, if it wants one. */
export function ofFinding({ rule, id, remedy }: Finding): readonly Candidate[] {
	const origin: Origin = { from: "finding", rule, id };
	const advised =
		remedy?.kind === "add"
			? remedy.index
			: remedy?.kind === "move"
				? remedy.to
				: remedy?.kind === "replace"
					? remedy.by
					: undefined;
	// One that keeps values unique is for the application to want, not for a clock.
	return advised === undefined || advised.unique === true ? [] : [added(advised, origin)];
}

/** Every reference may be looked up, and joined in, by its columns. */
function ofReferences(model: SchemaModel): readonly Candidate[] {
	return auditContext(model).references.map(({ table, columns, refTable }) =>
		added(
			{ table: table.name, columns: columns.map((column) => ({ column })) },
			{ from: "reference", refTable: refTable.name },
		),
	);
}

/** Columns by which the source looks rows up, alone and with those that always stand beside them. */
function ofUsage(model: SchemaModel, usage: SourceUsage): readonly Candidate[] {
	return model.tables.flatMap((table) =>
		table.columns.flatMap(({ name }): readonly Candidate[] => {
			const used = usage.column(table.name, name);
			if (used.access === 0) return [];
			const origin: Origin = { from: "source", sites: used.access };
			const beside = used.alwaysWith.filter((column) => column !== name).slice(0, 2);
			return [[name], ...(beside.length === 0 ? [] : [[name, ...beside]])].map((columns) =>
				added({ table: table.name, columns: columns.map((column) => ({ column })) }, origin),
			);
		}),
	);
}

function added({ table, columns }: AdvisedIndex, origin: Origin): Candidate {
	return { change: "add", index: indexToTry(specOf({ name: "", table }, columns)), origins: [origin] };
}

/** The indexes of the schema that may go, and those that may not. */
export function dropsOf(tables: readonly TableModel[]): {
	readonly drops: readonly Candidate[];
	readonly notTried: readonly NotTried[];
} {
	const drops: Candidate[] = [];
	const notTried: NotTried[] = [];
	for (const table of tables) {
		for (const index of table.indexes) {
			if (index.parts.some((part) => "undefined" in part)) continue;
			const spec = testedIndex({ table: table.name, index });
			const drop = { change: "drop" as const, index: spec, origins: [{ from: "schema" as const }] };
			const why = neededFor(table, index, tables);
			if (why === undefined) drops.push(drop);
			// That a unique index stays goes without saying; one that a foreign key holds may surprise.
			else if (why === "foreign-key") notTried.push({ ...drop, why: { kind: "needed", why } });
		}
	}
	return { drops, notTried };
}

/** Whether an index may still go when these have gone: two may serve one foreign key, and one of them has to stay. */
export function mayStillGo(drop: Candidate, gone: Iterable<Candidate>, tables: readonly TableModel[]): boolean {
	const names = new Set([...gone].map(({ index }) => JSON.stringify([index.table, index.name])));
	const left = tables.map((table) => ({
		...table,
		indexes: table.indexes.filter(({ name }) => !names.has(JSON.stringify([table.name, name]))),
	}));
	return dropsOf(left).drops.some(({ index }) => isSameName(index, drop.index));
}

function neededFor(
	table: TableModel,
	index: IndexModel,
	tables: readonly TableModel[],
): "foreign-key" | "unique" | undefined {
	if (index.kind === "unique") return "unique";
	const without = { ...table, indexes: table.indexes.filter((other) => other !== index) };
	const needed = impliedIndexes(without).some(({ parts }) =>
		supports(
			index.parts,
			parts.flatMap((part) => ("column" in part ? [part.column] : [])),
		),
	);
	const isReferredTo = tables.some(({ foreignKeys }) =>
		foreignKeys.some(({ refTable, refColumns }) => refTable === table.name && supports(index.parts, refColumns)),
	);
	return needed || isReferredTo ? "foreign-key" : undefined;
}
