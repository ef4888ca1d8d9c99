import type { ForeignKeyModel, SchemaModel, TableModel } from "../../model.ts";
import type { ForeignKeyFault } from "../finding.ts";
import { explicitKeys, LONGEST_NAME, leadsWith, wholeColumn } from "./keys.ts";
import { collationText, foreignKeyTypesAgree, keyFamily } from "./type-match.ts";

/** A declared foreign key that MySQL will refuse, so that neither it nor its index comes into being. */
export interface FaultyForeignKey {
	readonly table: TableModel;
	readonly foreignKey: ForeignKeyModel;
	readonly fault: ForeignKeyFault;
}

/** The first reason for which MySQL refuses each foreign key; those that it takes are left out. */
export function foreignKeyFaults(model: SchemaModel): readonly FaultyForeignKey[] {
	const tables = new Map(model.tables.map((table) => [table.name, table]));
	const owners = new Map<string, string>();
	return model.tables.flatMap((table) =>
		table.foreignKeys.flatMap((foreignKey) => {
			const fault = faultOf(foreignKey, table, tables.get(foreignKey.refTable), owners);
			return fault === undefined ? [] : [{ table, foreignKey, fault }];
		}),
	);
}

/** Whether every supported server refuses it, with its settings as they come. */
export function isCertain({ fault }: Pick<FaultyForeignKey, "fault">): boolean {
	return fault.kind !== "no-unique-key-on-target";
}

function faultOf(
	foreignKey: ForeignKeyModel,
	table: TableModel,
	target: TableModel | undefined,
	owners: Map<string, string>,
): ForeignKeyFault | undefined {
	const { name, columns } = foreignKey;
	if (name.length > LONGEST_NAME)
		return { kind: "name-too-long", length: name.length, suggested: shorter(table, columns) };
	const owner = owners.get(name.toLowerCase());
	owners.set(name.toLowerCase(), table.name);
	if (owner !== undefined && owner !== table.name) return { kind: "name-taken", by: owner };
	return setNullFault(foreignKey, table) ?? (target === undefined ? undefined : targetFault(foreignKey, table, target));
}

function setNullFault(
	{ columns, onDelete, onUpdate }: ForeignKeyModel,
	table: TableModel,
): ForeignKeyFault | undefined {
	if (onDelete?.toLowerCase() !== "set null" && onUpdate?.toLowerCase() !== "set null") return undefined;
	const primary = table.primaryKey?.columns ?? [];
	const column = table.columns.find(
		({ name, notNull }) => columns.includes(name) && (notNull || primary.includes(name)),
	);
	return column === undefined ? undefined : { kind: "set-null-on-not-null", column: column.name };
}

function targetFault(
	{ columns, refColumns }: ForeignKeyModel,
	table: TableModel,
	target: TableModel,
): ForeignKeyFault | undefined {
	for (const [position, name] of columns.entries()) {
		const one = table.columns.find((column) => column.name === name);
		const other = target.columns.find((column) => column.name === refColumns[position]);
		if (one === undefined || other === undefined) return undefined;
		if (!foreignKeyTypesAgree(one.type, other.type)) {
			return { kind: "types-differ", column: name, type: one.type, refType: other.type };
		}
		const told = [one, other].every(({ collation, charset }) => collation !== undefined || charset !== undefined);
		if (told && keyFamily(one.type) === "text" && collationText(one) !== collationText(other)) {
			return { kind: "collations-differ", column: name, text: collationText(one), refText: collationText(other) };
		}
	}
	const keys = explicitKeys(target).filter((key) => leadsWith(key, refColumns));
	if (keys.length === 0) return { kind: "no-key-on-target" };
	const whole = (key: (typeof keys)[number]) => key.parts.map(wholeColumn).join("\0") === refColumns.join("\0");
	return keys.some((key) => key.unique && whole(key)) ? undefined : { kind: "no-unique-key-on-target" };
}

/** A name within MySQL's limit that says table and columns as far as there is room. */
function shorter(table: TableModel, columns: readonly string[]): string {
	const full = `${table.name}_${columns.join("_")}_fk`;
	return full.length <= LONGEST_NAME ? full : `${full.slice(0, LONGEST_NAME - 3)}_fk`.replace(/_+fk$/, "_fk");
}
