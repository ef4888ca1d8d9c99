import type { Node } from "oxc-parser";
import type { ColumnModel, SchemaModel, TableModel } from "../model.ts";
import type { NamedColumn, Names } from "./names.ts";
import { bare, calledOn, propertyName } from "./syntax-tree.ts";
import type { UseKind } from "./use.ts";

/** A use of a column in the options of `findMany` or `findFirst` that no operator's call says. */
export interface RelationalUse {
	readonly table: TableModel;
	readonly column: ColumnModel;
	readonly kind: UseKind;
	readonly node: Node;
}

const SIGNS: Readonly<Record<string, UseKind>> = {
	eq: "equality",
	in: "in",
	gt: "range",
	gte: "range",
	lt: "range",
	lte: "range",
	like: "like",
};

/**
 * What `db.query.users.findMany({ where, orderBy, with })` does beside its operators: the order, conditions that are
 * objects (drizzle-orm 1.0), and for each relation to many the look-up of the other table's reference.
 */
export function relationalUses(
	call: Node,
	names: Names,
	model: SchemaModel,
	ordered: (order: Node) => NamedColumn | undefined,
): readonly RelationalUse[] {
	const on = calledOn(call);
	const table = on === undefined ? undefined : names.queried(on);
	const [options] = call.type === "CallExpression" ? call.arguments : [];
	return table === undefined || options === undefined ? [] : usesOf(bare(options), table);

	function usesOf(node: Node, of: TableModel): readonly RelationalUse[] {
		if (node.type !== "ObjectExpression") return [];
		const limited = node.properties.some((property) => propertyName(property) === "limit");
		return node.properties.flatMap((property): readonly RelationalUse[] => {
			if (property.type !== "Property") return [];
			const value = bare(property.value);
			switch (propertyName(property)) {
				case "where":
					return conditions(value, of);
				case "orderBy": {
					const column = ordered(value);
					return column === undefined ? [] : [{ ...column, kind: limited ? "order-limited" : "order", node: value }];
				}
				case "with":
					return value.type !== "ObjectExpression" ? [] : value.properties.flatMap((child) => related(child, of));
				default:
					return [];
			}
		});
	}

	function conditions(node: Node, of: TableModel): readonly RelationalUse[] {
		if (node.type !== "ObjectExpression") return [];
		return node.properties.flatMap((property): readonly RelationalUse[] => {
			if (property.type !== "Property") return [];
			const column = of.columns.find(({ key }) => key === propertyName(property));
			if (column === undefined) return [];
			const value = bare(property.value);
			if (value.type !== "ObjectExpression") return [{ table: of, column, kind: "equality", node: property }];
			return value.properties.map((sign) => ({
				table: of,
				column,
				kind: SIGNS[propertyName(sign) ?? ""] ?? "other",
				node: property,
			}));
		});
	}

	/** `with: { posts: true }` looks up posts by their reference, if they refer to this table. */
	function related(property: Node, of: TableModel): readonly RelationalUse[] {
		const name = propertyName(property);
		if (property.type !== "Property" || name === undefined) return [];
		const child = names.exportedAs(name);
		if (child === undefined) return [];
		const declared = [
			...model.relations.filter((relation) => relation.table === child.name && relation.refTable === of.name),
			...child.foreignKeys.filter(({ refTable }) => refTable === of.name),
		];
		const column = child.columns.find((candidate) => candidate.name === declared[0]?.columns[0]);
		const own: RelationalUse[] =
			column === undefined ? [] : [{ table: child, column, kind: "joined-in", node: property }];
		return [...own, ...usesOf(bare(property.value), child)];
	}
}
