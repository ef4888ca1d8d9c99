import { expect, test } from "vitest";
import { terpModel } from "../../examples/terp/model.ts";
import type { IndexModel, TableModel } from "../../schema/model.ts";
import { perf001 } from "./index.ts";

/**
 * Where the tables that perf-001 measures are not TERP's own, whose facts are in examples/terp/schema-73.json. What is not in
 * this list is the same: columns, types, NOT NULL, primary keys, unique keys, indexes and foreign keys. examples/terp/README.md
 * says why each of these differs.
 */
const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
	batches: [
		"TERP alone: photo_session_event_id refers to calendar_events",
		"TERP alone: plain (productId)",
		"TERP alone: statusId refers to workflow_statuses",
		"here alone: plain (photo_session_event_id)",
		"here alone: plain (statusId)",
	],
	clients: [
		"TERP alone: created_at timestamp",
		"TERP alone: updated_at timestamp",
		"here alone: createdAt timestamp not null",
		"here alone: updatedAt timestamp not null",
	],
	invoices: ["TERP alone: plain (customerId)"],
	ledgerEntries: ["TERP alone: plain (accountId)"],
};

function factsOf(table: TableModel): readonly string[] {
	const parts = (index: IndexModel) =>
		index.parts.map((part) => ("column" in part ? part.column : "undefined" in part ? "undefined" : part.expression));
	return [
		...table.columns.map(({ name, type, notNull }) => `${name} ${type}${notNull ? " not null" : ""}`),
		`primary key (${table.primaryKey?.columns.join(", ")})`,
		...table.indexes.map((index) => `${index.kind} (${parts(index).join(", ")})`),
		...table.foreignKeys.map(({ columns, refTable }) => `${columns.join(", ")} refers to ${refTable}`),
	];
}

test("perf-001's tables are TERP's own, but for what is listed", () => {
	const terp = new Map(terpModel().tables.map((table) => [table.name, table]));
	const found = perf001.tables.flatMap((table) => {
		const original = terp.get(table.name);
		expect(original, table.name).toBeDefined();
		const [here, there] = [factsOf(table), original === undefined ? [] : factsOf(original)];
		const differences = [
			...here.filter((fact) => !there.includes(fact)).map((fact) => `here alone: ${fact}`),
			...there.filter((fact) => !here.includes(fact)).map((fact) => `TERP alone: ${fact}`),
		];
		return differences.length === 0 ? [] : [[table.name, differences.toSorted()]];
	});
	expect(Object.fromEntries(found)).toEqual(DIFFERENCES);
});
