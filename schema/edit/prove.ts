import { isDeepStrictEqual } from "node:util";
import type { IndexModel, SchemaModel, TableModel } from "../model.ts";
import { sameParts } from "./expected-model.ts";
import type { ProofDifference } from "./request.ts";

/** How a schema that was loaded again differs from the one expected; undefined where only places do. */
export function differenceOf(expected: SchemaModel, loaded: SchemaModel): ProofDifference | undefined {
	const known = new Map(loaded.tables.map((table) => [identity(table), table]));
	const missing = expected.tables.filter((table) => !known.has(identity(table))).map(({ name }) => name);
	const wanted = new Set(expected.tables.map(identity));
	const added = loaded.tables.filter((table) => !wanted.has(identity(table))).map(({ name }) => name);
	if (missing.length + added.length > 0) return { kind: "tables-differ", tables: [...missing, ...added] };
	for (const table of expected.tables) {
		const now = known.get(identity(table)) as TableModel;
		const difference = indexDifference(table, now);
		if (difference !== undefined) return difference;
		if (!isDeepStrictEqual(comparable(table), comparable(now))) return { kind: "table-changed", table: table.name };
	}
	return undefined;
}

function indexDifference(expected: TableModel, loaded: TableModel): ProofDifference | undefined {
	const table = expected.name;
	const left = [...loaded.indexes];
	for (const index of expected.indexes) {
		const at = left.findIndex(({ name }) => name === index.name);
		if (at < 0) return { kind: "index-missing", table, index: index.name };
		const [found] = left.splice(at, 1);
		if (!isSame(index, found as IndexModel)) return { kind: "index-differs", table, index: index.name };
	}
	const [extra] = left;
	return extra === undefined ? undefined : { kind: "index-too-many", table, index: extra.name };
}

function isSame(a: IndexModel, b: IndexModel): boolean {
	return a.kind === b.kind && a.declaredBy === b.declaredBy && a.using === b.using && sameParts(a.parts, b.parts);
}

function identity({ schema, name, exports }: TableModel): string {
	return [schema ?? "", name, ...exports.map((each) => `${each.file}:${each.name}`).sort()].join("\0");
}

/** A table without its indexes, which are compared apart, and without line numbers, which every edit moves. */
function comparable(table: TableModel): unknown {
	return JSON.parse(
		JSON.stringify({ ...table, indexes: [] }, (key, value: unknown) => (key === "place" ? undefined : value)),
	);
}
