import type { RelationModel } from "../model.ts";
import { type Casing, columnName, type NamedColumn } from "./casing.ts";
import { tableNames } from "./read-keys.ts";
import { isMySqlTable } from "./read-table.ts";

const KIND = Symbol.for("drizzle:entityKind");

/** `relations(table, ...)` of drizzle-orm 0.x: an object that makes its relations when it is asked. */
interface Relations {
	readonly table: object;
	readonly config: (helpers: { one: typeof one; many: typeof many }) => Readonly<Record<string, unknown>>;
}

interface OneConfig {
	readonly fields: readonly NamedColumn[];
	readonly references: readonly NamedColumn[];
	readonly relationName?: string;
}

/** A relation of `defineRelations` of drizzle-orm 1.0; columns stand behind "_" in some of its releases. */
interface RelationV2 {
	readonly relationType?: string;
	readonly alias?: string;
	readonly sourceTable?: object;
	readonly targetTable?: object;
	readonly sourceColumns?: readonly unknown[];
	readonly targetColumns?: readonly unknown[];
	readonly through?: unknown;
}

/** What an exported value tells of references between tables; empty for any other value. */
export function readRelations(value: unknown, casing: Casing | undefined): readonly RelationModel[] {
	if (typeof value !== "object" || value === null) return [];
	if (kindOf(value) === "Relations") return relationsOf(value as Relations, casing);
	return Object.values(value).flatMap((part: unknown) => {
		const { table, relations } = (part ?? {}) as { readonly table?: unknown; readonly relations?: unknown };
		if (!isMySqlTable(table) || typeof relations !== "object" || relations === null) return [];
		return Object.values(relations).flatMap((relation) => relationV2(table, relation as RelationV2, casing));
	});
}

function relationsOf({ table, config }: Relations, casing: Casing | undefined): readonly RelationModel[] {
	const made = Object.values(config({ one, many }));
	return made.flatMap((relation): readonly RelationModel[] => {
		if (!(relation instanceof One) || relation.config === undefined) return [];
		const { fields, references, relationName } = relation.config;
		return [
			{
				table: tableNames(table).name,
				columns: fields.map((column) => columnName(column, casing)),
				refTable: tableNames(relation.target).name,
				refColumns: references.map((column) => columnName(column, casing)),
				...(relationName !== undefined ? { name: relationName } : {}),
			},
		];
	});
}

/** What our own `one` returns: only its arguments count here. */
class One {
	readonly target: object;
	readonly config: OneConfig | undefined;

	constructor(target: object, config: OneConfig | undefined) {
		this.target = target;
		this.config = config;
	}

	withFieldName(): this {
		return this;
	}
}

function one(target: object, config?: OneConfig): One {
	return new One(target, config);
}

/** What our own `many` returns: the reference is told by the other side. */
function many(): { withFieldName(): unknown } {
	return { withFieldName: () => undefined };
}

function relationV2(table: object, relation: RelationV2, casing: Casing | undefined): readonly RelationModel[] {
	const { relationType, targetTable, sourceColumns = [], targetColumns = [], alias } = relation;
	if (relationType !== "one" || targetTable === undefined || relation.through !== undefined) return [];
	const columns = sourceColumns.map((column) => nameOfV2(column, casing));
	const refColumns = targetColumns.map((column) => nameOfV2(column, casing));
	if (columns.length === 0 || columns.includes(undefined) || refColumns.includes(undefined)) return [];
	return [
		{
			table: tableNames(table).name,
			columns: columns as string[],
			refTable: tableNames(targetTable).name,
			refColumns: refColumns as string[],
			...(alias !== undefined ? { name: alias } : {}),
		},
	];
}

function nameOfV2(column: unknown, casing: Casing | undefined): string | undefined {
	const inner = (column as { readonly _?: { readonly column?: NamedColumn } } | undefined)?._?.column ?? column;
	const named = inner as NamedColumn | undefined;
	return typeof named?.name === "string" ? columnName(named, casing) : undefined;
}

function kindOf(value: object): unknown {
	return (value.constructor as unknown as Readonly<Record<symbol, unknown>> | undefined)?.[KIND];
}
