import { describe, expect, test } from "vitest";
import { BenchError } from "../base/errors.ts";
import { indexSpecText, parseIndexSpec } from "../schema/index-spec.ts";
import { askedCandidate, askedSet } from "./asked-indexes.ts";
import { perf001 } from "./perf-001/index.ts";

const columnsOf = (text: string) => parseIndexSpec(text, perf001.tables).columns;

describe("an index written as table(column, ...)", () => {
	test("keeps its columns in order, with or without backticks and spaces", () => {
		expect(columnsOf("invoices(customerId, status)")).toEqual(["customerId", "status"]);
		expect(columnsOf(" `invoices` ( `status`,customerId ) ")).toEqual(["status", "customerId"]);
	});

	test("takes a column by its key in TypeScript, where the database calls it otherwise", () => {
		expect(columnsOf("batches(status)")).toEqual(["batchStatus"]);
	});

	test("is written back so that it reads the same", () => {
		const odd = { name: "x", table: "a `b`", columns: ["c d", "e"] };
		expect(indexSpecText(odd)).toBe("`a ``b```(`c d`, e)");
		const spec = parseIndexSpec("ledgerEntries(accountId, debit)", perf001.tables);
		expect(parseIndexSpec(indexSpecText(spec), perf001.tables)).toEqual(spec);
	});

	test("gets a name within MySQL's 64 characters that its columns alone decide", () => {
		const long = "batchLocations(batchId, site, zone, rack, shelf, bin, qty, createdAt, updatedAt)";
		const { name } = parseIndexSpec(long, perf001.tables);
		expect(name.length).toBeLessThanOrEqual(64);
		expect(parseIndexSpec(long.replace("qty, createdAt", "createdAt, qty"), perf001.tables).name).not.toBe(name);
	});

	test.each([
		["invoices", "is no index"],
		["invoices()", "is no index"],
		["invoices(status", "is no index"],
		["invoices(status) extra", "is no index"],
		["invoices(status DOWN)", "is no index"],
		["invoices(lower(status))", "is no index"],
		["invoices(status); DROP TABLE invoices", "is no index"],
		["orders(status)", "no table orders"],
		["invoices(state)", "no column state"],
		["invoices(status, status)", "names status twice"],
		["invoices(notes)", "no index holds whole"],
	])("%s is refused in one sentence with its remedy", (text, message) => {
		expect(() => parseIndexSpec(text, perf001.tables)).toThrow(BenchError);
		expect(() => parseIndexSpec(text, perf001.tables)).toThrow(message);
	});
});

describe("what is asked for", () => {
	const namesOf = (text: string) => askedSet(text, perf001).indexes.map(({ name }) => name);

	test("a set of the suite is asked for by its name, and holds what landed or came later", () => {
		expect(namesOf("none")).toEqual([]);
		expect(namesOf("landed")).toHaveLength(3);
		expect(namesOf("all")).toEqual(perf001.indexes.map(({ name }) => name));
		expect(namesOf("composites")).toEqual(["idx_batches_product_status", "idx_invoices_customer_status"]);
	});

	test("a list mixes sets, names and columns; an index known by its columns is that one", () => {
		const names = namesOf("landed, idx_sales_batch_id, productTags(productId), sales(productId, saleDate)");
		expect(names).toHaveLength(6);
		expect(names).toContain("idx_product_tags_product_id");
		expect(names.at(-1)).toBe("try_sales_productId_saleDate");
	});

	test.each(["", "landed,", "lnded", "landed(", "idx_nowhere", "invoices(status),,all"])(
		"the list %j is refused",
		(text) => {
			expect(() => askedSet(text, perf001)).toThrow(BenchError);
		},
	);

	test("a candidate that is under test already is refused; one that the suite suggests has the suite's name", () => {
		expect(() => askedCandidate("sales(batchId)", perf001)).toThrow("idx_sales_batch_id, which is under test already");
		expect(askedCandidate("invoices(customerId, status)", perf001).name).toBe("idx_invoices_customer_status");
	});
});
