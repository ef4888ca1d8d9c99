import { describe, expect, test } from "vitest";
import { audit } from "../audit/audit.ts";
import { model } from "../audit/fixtures/model.ts";
import { parseIndexSpec } from "../index-spec.ts";
import { type Candidate, candidateId } from "./candidate.ts";
import { candidatesOfSchema, dropsOf, mayStillGo } from "./from-schema.ts";
import { merged, withinLimit } from "./merge.ts";
import { sortOut } from "./usable.ts";

const shop = model({
	customers: { columns: { id: "int not null", name: "varchar(255)" } },
	orders: {
		columns: {
			id: "int not null",
			customerId: "int not null",
			status: "varchar(20)",
			placedAt: "datetime",
			total: "decimal(10,2)",
			note: "text",
			code: "varchar(600)",
			label: "varchar(600)",
		},
		indexes: { by_status: "(status, placedAt)", by_code: "unique (code)" },
	},
	lines: {
		columns: { id: "int not null", orderId: "int not null", sku: "varchar(40)" },
		indexes: { of_order: "(orderId)", of_sku: "(sku)" },
		references: { orderId: "orders.id" },
	},
});
const add = (text: string, from: "suite" | "reference" = "reference"): Candidate => ({
	change: "add",
	index: parseIndexSpec(text, shop.tables),
	origins: [from === "suite" ? { from } : { from, refTable: "customers" }],
});
const whyNot = (text: string, from?: "suite") => sortOut([add(text, from)], shop.tables).notTried[0]?.why;

describe("what is never tried", () => {
	test.each([
		["orders(id)", { kind: "served", by: "PRIMARY" }],
		["orders(id, total)", { kind: "served", by: "PRIMARY" }],
		["orders(status)", { kind: "served", by: "by_status" }],
		["orders(status, placedAt)", { kind: "served", by: "by_status" }],
		["orders(status, placedAt, id)", { kind: "served", by: "by_status" }],
		["lines(orderId)", { kind: "served", by: "of_order" }],
		["orders(code, label)", { kind: "too-wide", bytes: 4800, limit: 3072 }],
		["lines(sku, orderId)", undefined],
		["orders(placedAt, status)", undefined],
		["orders(customerId, status, placedAt, total, code, label)", { kind: "copy-of-table" }],
	])("%s", (text, why) => {
		expect(whyNot(text)).toEqual(why);
	});

	test("what somebody has under test is tried though it is a copy, and not where it is served already", () => {
		expect(whyNot("orders(customerId, status, placedAt, total, code, label)", "suite")).toBeUndefined();
		expect(whyNot("orders(status)", "suite")).toMatchObject({ kind: "served" });
	});
});

describe("candidates of a schema", () => {
	test("references and findings suggest one index together, each named among its origins", () => {
		const found = merged(candidatesOfSchema(shop, audit(shop).findings, undefined));
		const customer = found.find((one) => candidateId(one) === "+orders(customerId)");
		expect(customer?.origins).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ from: "finding", rule: "missing-reference-index" }),
				{ from: "reference", refTable: "customers" },
			]),
		);
		expect(found.filter((one) => candidateId(one) === "+orders(customerId)")).toHaveLength(1);
	});

	test("what keeps values unique is no drop, nor what alone serves a foreign key", () => {
		const { drops, notTried } = dropsOf(shop.tables);
		expect(drops.map(candidateId)).toEqual(["-orders(status, placedAt)", "-lines(sku)"]);
		expect(notTried.map(({ index, why }) => [index.name, why])).toEqual([
			["of_order", { kind: "needed", why: "foreign-key" }],
		]);
	});

	test("of two that serve one foreign key either may go, and not both", () => {
		const { tables } = model({
			orders: { columns: { id: "int" } },
			lines: {
				columns: { id: "int", orderId: "int", sku: "int" },
				indexes: { short: "(orderId)", long: "(orderId, sku)" },
				references: { orderId: "orders.id" },
			},
		});
		const { drops } = dropsOf(tables);
		expect(drops.map(({ index }) => index.name)).toEqual(["short", "long"]);
		const [short, long] = drops;
		if (short === undefined || long === undefined) return;
		expect([mayStillGo(long, [], tables), mayStillGo(long, [short], tables)]).toEqual([true, false]);
	});

	test("beyond a limit, what was asked for stays and the rest is told", () => {
		const { taken, notTried } = withinLimit([add("orders(total)"), add("orders(placedAt)", "suite")], 1);
		expect(taken.map(candidateId)).toEqual(["+orders(placedAt)"]);
		expect(notTried.map(({ why }) => why)).toEqual([{ kind: "beyond-limit", limit: 1 }]);
	});
});
