import { expect, test } from "vitest";
import type { Bundle } from "../bundle/format.ts";
import { smallBundle } from "../fixtures/small-bundle.ts";
import { RowWriter } from "../row-writer.ts";
import { parseScale } from "../scale.ts";
import { rowGenerators } from "../synthesize/generators.ts";
import { twinVolumes } from "./dataset.ts";
import { modelOfBundle } from "./model-of-bundle.ts";
import { planTwin } from "./plan-twin.ts";

/** All rows of a twin's table, as fields by column. */
function rowsOf(
	name: string,
	bundle: Bundle = smallBundle,
	scale = "production",
): readonly Readonly<Record<string, string>>[] {
	const model = modelOfBundle(bundle);
	const volumes = twinVolumes(model, bundle)(parseScale(scale));
	const plan = planTwin(model, bundle, volumes, 1);
	const generators = rowGenerators({ seed: 1, volumes, shared: plan });
	const columns = plan.tables.find((table) => table.name === name)?.columns.map((column) => column.name) ?? [];
	const out = new RowWriter(new Uint8Array(64 * 1024));
	return Array.from({ length: volumes[name] ?? 0 }, (_, row) => {
		out.reset(out.bytes);
		generators[name]?.write(row, out);
		const fields = Buffer.from(out.bytes.subarray(0, out.length - 1))
			.toString("utf8")
			.split("\t");
		return Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? ""]));
	});
}

const share = <T>(items: readonly T[], is: (item: T) => boolean) => items.filter(is).length / items.length;

function countsOf(values: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

const orders = rowsOf("orders");
const customers = rowsOf("customers");
const keys = orders.map((row) => row.customer_id ?? "");
const perKey = [...countsOf(keys).values()].sort((a, b) => b - a);
const topShare = (count: number) => perKey.slice(0, count).reduce((sum, rows) => sum + rows, 0) / orders.length;

test("rows, keys and their skew are the original's", () => {
	expect(orders).toHaveLength(40_000);
	expect(customers).toHaveLength(2_000);
	expect(perKey.length).toBeGreaterThan(1_500);
	expect(perKey.length).toBeLessThanOrEqual(1_600);
	expect(topShare(1)).toBeCloseTo(0.1, 2);
	expect(topShare(10)).toBeCloseTo(0.4, 1);
	expect(topShare(100)).toBeCloseTo(0.7, 1);
	expect(perKey[Math.floor(perKey.length / 2)]).toBeGreaterThanOrEqual(4);
	expect(perKey[Math.floor(perKey.length / 2)]).toBeLessThanOrEqual(8);
});

test("each key is a row of the parent table, and a fifth of these have none", () => {
	const ids = new Set(customers.map((row) => row.id));
	expect(ids.size).toBe(2_000);
	expect(keys.every((key) => ids.has(key))).toBe(true);
	expect(1 - perKey.length / ids.size).toBeCloseTo(0.2, 1);
	// Gaps in the primary key, as in the original.
	expect(Math.max(...customers.map((row) => Number(row.id)))).toBeGreaterThan(2_400);
});

test("rows of a key follow each other in runs as long as the original's, all over the table", () => {
	const runs = keys.filter((key, at) => key !== keys[at - 1]).length;
	expect(keys.length / runs).toBeGreaterThan(3);
	expect(keys.length / runs).toBeLessThan(5);
	const [busiest] = [...countsOf(keys)].sort((a, b) => b[1] - a[1])[0] ?? [""];
	const places = keys.flatMap((key, at) => (key === busiest ? [at] : []));
	expect((places.at(-1) ?? 0) - (places[0] ?? 0)).toBeGreaterThan(35_000);
});

test("frequent values have their shares, shift along the table and hang on how frequent the key is", () => {
	expect(share(orders, (row) => row.status === "m2")).toBeCloseTo(0.8, 1);
	expect(share(orders, (row) => row.status === "m3")).toBeCloseTo(0.15, 1);
	expect(share(orders.slice(0, 30_000), (row) => row.status === "m1")).toBeLessThan(0.01);
	expect(share(orders.slice(30_000), (row) => row.status === "m1")).toBeGreaterThan(0.1);
	const rank = new Map([...countsOf(keys)].sort((a, b) => b[1] - a[1]).map(([key], at) => [key, at]));
	const late = (from: number, to: number) =>
		share(
			orders.filter(
				(row) => (rank.get(row.customer_id ?? "") ?? 0) >= from && (rank.get(row.customer_id ?? "") ?? 0) < to,
			),
			(row) => row.status === "m3",
		);
	expect(late(0, 16)).toBeGreaterThan(4 * late(200, 1_600));
});

test("what depends on the key is the same in nearly all rows of one key", () => {
	const byKey = new Map<string, string[]>();
	for (const row of orders)
		byKey.set(row.customer_id ?? "", [...(byKey.get(row.customer_id ?? "") ?? []), row.region ?? ""]);
	const pure =
		[...byKey.values()].reduce((sum, regions) => sum + Math.max(...countsOf(regions).values()), 0) / orders.length;
	expect(pure).toBeGreaterThan(0.93);
	expect(new Set(orders.map((row) => row.region)).size).toBeGreaterThan(30);
});

test("NULLs, lengths, distinct values and ages are the original's", () => {
	expect(share(orders, (row) => row.note === "\\N")).toBeCloseTo(0.9, 2);
	const lengths = customers.map((row) => (row.email ?? "").length).sort((a, b) => a - b);
	expect(lengths[1_000]).toBeCloseTo(24, -1);
	expect(lengths.at(-1)).toBeLessThanOrEqual(44);
	expect(new Set(customers.map((row) => row.email)).size).toBe(2_000);
	const age = (row: Readonly<Record<string, string>>) =>
		(Date.parse("2026-06-30") - Date.parse(row.placed_at ?? "")) / 86_400_000;
	expect(share(orders, (row) => age(row) <= 30)).toBeCloseTo(0.08, 2);
	expect(share(orders, (row) => age(row) <= 365)).toBeCloseTo(0.6, 2);
	expect(Math.max(...orders.map(age))).toBeGreaterThan(990);
	// Nearly in order: a correlation of 0.99 is a window of a tenth.
	const back = orders.filter((row, at) => at > 6_000 && (row.placed_at ?? "") < (orders[at - 6_000]?.placed_at ?? ""));
	expect(back).toEqual([]);
	const totals = new Set(orders.map((row) => row.total)).size;
	expect(totals).toBeGreaterThan(10_500);
	expect(totals).toBeLessThanOrEqual(12_000);
});

test("ten times the rows have the same shape, and a table that nothing is known of is made from the schema", () => {
	const large = rowsOf("orders", smallBundle, "x10");
	expect(large).toHaveLength(400_000);
	const counts = [...countsOf(large.map((row) => row.customer_id ?? "")).values()].sort((a, b) => b - a);
	expect(counts.length).toBeGreaterThan(15_000);
	expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(8);
	const bare = {
		...smallBundle,
		tables: smallBundle.tables.map((table) => ({ ...table, columns: [], keys: [], joint: [] })),
	};
	expect(rowsOf("orders", bare)).toHaveLength(40_000);
});

test("keys that advance with the table do so in the twin, each with rows near each other", () => {
	const lines: Bundle = {
		...smallBundle,
		tables: smallBundle.tables.map((table) => ({
			...table,
			keys: table.keys.map((key) => ({ ...key, correlation: 0.999, run: 25 })),
		})),
	};
	const advancing = rowsOf("orders", lines).map((row) => Number(row.customer_id));
	const ahead = advancing.filter((key, at) => at > 4_000 && key < (advancing[at - 4_000] ?? 0));
	expect(ahead).toEqual([]);
	expect(new Set(advancing).size).toBeGreaterThan(1_300);
});

test("a YEAR has as many values as the original", () => {
	const years = (distinct: number): Bundle => ({
		...smallBundle,
		tables: smallBundle.tables.map((table) => {
			if (table.name !== "orders") return table;
			const columns = table.columns.map((one) =>
				one.name === "region" ? { name: "region", nulls: 0, distinct, basis: "all" as const } : one,
			);
			const definition = {
				...table.definition,
				columns: table.definition.columns.map((one) => (one.name === "region" ? { ...one, type: "year" } : one)),
			};
			return {
				...table,
				joint: [],
				keys: table.keys.filter(({ columns }) => !columns.includes("region")),
				columns,
				definition,
			};
		}),
	});
	const made = new Set(rowsOf("orders", years(60)).map(({ region }) => Number(region)));
	expect(made.size).toBeGreaterThan(50);
	expect(made.size).toBeLessThanOrEqual(60);
	const all = [...new Set(rowsOf("orders", years(255)).map(({ region }) => Number(region)))];
	expect(Math.min(...all)).toBeGreaterThanOrEqual(1901);
	expect(Math.max(...all)).toBeLessThanOrEqual(2155);
});

test("a SET has as many combinations as the original, and no statistic leads beyond the members of a column", () => {
	const withStatus = (type: string, distinct: number, members: readonly (number | undefined)[]): Bundle => ({
		...smallBundle,
		tables: smallBundle.tables.map((table) =>
			table.name !== "orders"
				? table
				: {
						...table,
						joint: [],
						definition: {
							...table.definition,
							columns: table.definition.columns.map((one) => (one.name === "status" ? { ...one, type } : one)),
						},
						columns: table.columns.map((one) =>
							one.name !== "status"
								? one
								: {
										...one,
										along: undefined,
										distinct,
										frequent: members.map((member, at) => ({
											share: 0.9 / members.length,
											code: at / Math.max(1, members.length - 1),
											...(member === undefined ? {} : { member }),
										})),
									},
						),
					},
		),
	});
	const combinations = withStatus("set('m1','m2','m3')", 7, [undefined, undefined, undefined, undefined]);
	const flags = new Set(rowsOf("orders", combinations).map(({ status }) => status));
	expect(flags.size).toBe(7);
	expect(flags).toContain("m1,m2,m3");
	// Statistics of another day than the schema: a member that is gone.
	const gone = new Set(rowsOf("orders", withStatus("enum('m1','m2')", 3, [1, 2, 3])).map(({ status }) => status));
	expect(gone).toEqual(new Set(["m1", "m2"]));
});
