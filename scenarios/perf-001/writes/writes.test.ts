import { expect, test } from "vitest";
import { perf001 } from "../index.ts";
import { perf001Writes } from "./index.ts";

const key = ["11", "12", "13", "14", "15", "16"];

test("every write sends the statements that the application's Drizzle would send", async () => {
	const listing = perf001Writes
		.filter(({ kind }) => kind !== "bulk")
		.map((write) => {
			const sent = write.unit(() => key, 7).queries.map((query) => query.toSQL());
			const statements = sent.map(({ sql, params }) => `${sql}; -- ${params.join(", ")}`);
			return [`-- ${write.id}: ${write.title}`, ...statements].join("\n");
		});
	await expect(`${listing.join("\n\n")}\n`).toMatchFileSnapshot("./writes.sql");
});

test("each of the six indexes is paid for by a plain insert, a bulk insert and a bulk delete", () => {
	for (const { name, table } of perf001.indexes) {
		const paying = perf001Writes.filter(({ maintains }) => maintains.join() === name);
		expect(
			paying.map(({ kind }) => kind).filter((kind) => kind === "insert"),
			name,
		).toHaveLength(1);
		expect(
			paying.filter(({ kind }) => kind === "bulk").map(({ id }) => id.slice(0, 14)),
			table,
		).toEqual(["writes/bulk-in", "writes/bulk-de"]);
	}
});

test("a bulk insert has 10,000 rows, none of which another execution has", () => {
	for (const write of perf001Writes.filter(({ id }) => id === "writes/bulk-insert-ledger-entries")) {
		let drawn = 0;
		const next = () => {
			drawn++;
			return key;
		};
		const unique = (serial: number) => {
			const { sql, params } = write.unit(next, serial).queries[0]?.toSQL() ?? { sql: "", params: [] };
			expect(sql.match(/\), \(/g), write.id).toHaveLength(9_999);
			return new Set(params.filter((param) => /^(JE|INV|BATCH)-/.test(String(param))));
		};
		const first = unique(1);
		const second = unique(1 + drawn);
		expect(
			[...first].filter((value) => second.has(value)),
			write.id,
		).toEqual([]);
	}
});
