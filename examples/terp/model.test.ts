import { expect, test } from "vitest";
import { terpModel } from "./model.ts";

test("TERP's schema has 122 table objects of 120 names", () => {
	const { tables } = terpModel();
	expect(tables).toHaveLength(122);
	expect(new Set(tables.map(({ name }) => name)).size).toBe(120);
});

test("indexes and unique keys are those of the facts, whichever way they are declared", () => {
	const indexes = terpModel().tables.flatMap((table) => table.indexes);
	const declared = Map.groupBy(indexes, ({ declaredBy }) => declaredBy);
	expect([...declared].map(([by, all]) => `${by} ${all.length}`).sort()).toEqual([
		"column 37",
		"index 193",
		"unique-constraint 6",
	]);
});

test("a column that is undefined in the source stays a part without a name", () => {
	const undefinedParts = terpModel().tables.flatMap(({ name, indexes }) =>
		indexes.filter(({ parts }) => parts.some((part) => "undefined" in part)).map((index) => `${name}.${index.name}`),
	);
	expect(undefinedParts).toEqual([
		"credit_system_settings.idx_batch_locations_batch_id",
		"deployments.idx_deployments_created_at",
		"pricing_profiles.idx_product_tags_product_id",
		"tagGroups.idx_sales_batch_id",
	]);
});

test("a table keeps its names in TypeScript, its references and its primary key", () => {
	const table = terpModel().tables.find(({ name }) => name === "role_permissions");
	expect(table?.exports).toContainEqual({ file: "drizzle/schema-rbac.ts", name: "rolePermissions" });
	expect(table?.columns.find(({ name }) => name === "role_id")?.key).toBe("roleId");
	expect(table?.primaryKey?.columns).toEqual(["id"]);
	expect(table?.foreignKeys[0]).toMatchObject({
		refTable: "roles",
		refColumns: ["id"],
		onDelete: "cascade",
		nameGiven: false,
	});
});
