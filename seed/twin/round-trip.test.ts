import { expect, test } from "vitest";
import type { SchemaModel, TableModel } from "../../schema/model.ts";
import { bundle as bundleSchema, type TableStatistics } from "../bundle/format.ts";
import type { RowGenerator } from "../dataset-spec.ts";
import { smallBundle } from "../fixtures/small-bundle.ts";
import { statisticsOfRows, type TextRows } from "../fixtures/statistics-of-rows.ts";
import { RowWriter } from "../row-writer.ts";
import { parseScale } from "../scale.ts";
import { rowGenerators } from "../synthesize/generators.ts";
import { terpDataset } from "../terp/dataset.ts";
import { rowGenerators as terpGenerators } from "../terp/generators.ts";
import { twinVolumes } from "./dataset.ts";
import { planTwin } from "./plan-twin.ts";

const CAPTURED = "2025-11-15";
const ASKED: Readonly<Record<string, { keys: readonly string[]; joint: readonly (readonly [string, string])[] }>> = {
	sales: { keys: ["batchId", "productId", "customerId"], joint: [["batchId", "productId"]] },
	invoices: { keys: ["customerId"], joint: [["customerId", "status"]] },
	batches: { keys: ["productId", "lotId"], joint: [["productId", "batchStatus"]] },
};

function textRows(generator: RowGenerator | undefined, count: number, columns: readonly string[]): TextRows {
	const out = new RowWriter(new Uint8Array(64 * 1024));
	return Array.from({ length: count }, (_, row) => {
		out.reset(out.bytes);
		generator?.write(row, out);
		const fields = Buffer.from(out.bytes.subarray(0, out.length - 1))
			.toString("utf8")
			.split("\t");
		return Object.fromEntries(
			columns.map((column, at) => [column, fields[at] === "\\N" ? null : (fields[at] ?? null)]),
		);
	});
}

const scale = parseScale("0.02");
const volumes = terpDataset.volumes(scale);
const hand = terpGenerators({ seed: 1, volumes, shared: terpDataset.prepare(1, volumes) });
const tables = terpDataset.tables.map(
	({ table, columns }): TableModel => ({
		...table,
		columns: table.columns.filter(({ name }) => columns.includes(name)),
	}),
);
const statistics = (table: TableModel, rows: TextRows): TableStatistics =>
	statisticsOfRows(table, rows, { ...(ASKED[table.name] ?? { keys: [], joint: [] }), captured: CAPTURED });
const originals = new Map(
	terpDataset.tables.map(({ table, columns }, at) => {
		const rows = textRows(hand[table.name], volumes[table.name] ?? 0, columns);
		return [table.name, statistics(tables[at] ?? table, rows)] as const;
	}),
);
const captured = bundleSchema.parse({ ...smallBundle, captured: CAPTURED, tables: [...originals.values()] });
const model: SchemaModel = { tables, views: [], relations: [], problems: [] };
const twinRows = twinVolumes(model, captured)(parseScale("production"));
const plan = planTwin(model, captured, twinRows, 1);
const made = rowGenerators({ seed: 1, volumes: twinRows, shared: plan });

const pairOf = (name: string) => {
	const original = originals.get(name) as TableStatistics;
	const planned = plan.tables.find((table) => table.name === name);
	const rows = textRows(made[name], planned?.rows ?? 0, planned?.columns.map((column) => column.name) ?? []);
	return { original, twin: statistics(tables.find((table) => table.name === name) as TableModel, rows) };
};
const qError = (a: number, b: number) => Math.max(a / b, b / a);

test.each(Object.keys(ASKED))("the twin of TERP's rows has the statistics that it was made from: %s", (name) => {
	const { original, twin } = pairOf(name);
	expect(twin.rows).toBe(original.rows);
	for (const [at, key] of original.keys.entries()) {
		const again = twin.keys[at];
		expect(qError(again?.distinct ?? 0, key.distinct), `distinct ${key.columns[0]}`).toBeLessThan(1.1);
		for (const rank of [1, 10, 100] as const)
			expect(again?.top[rank], `top ${rank} of ${key.columns[0]}`).toBeCloseTo(key.top[rank], 1);
		expect(qError(again?.rowsPerKey.p99 ?? 0, key.rowsPerKey.p99), `p99 of ${key.columns[0]}`).toBeLessThan(1.35);
		expect(qError(again?.run ?? 0, key.run ?? 0), `run of ${key.columns[0]}`).toBeLessThan(1.2);
		expect(again?.correlation, `correlation of ${key.columns[0]}`).toBeCloseTo(key.correlation ?? 0, 0);
	}
	for (const [at, pair] of original.joint.entries()) {
		expect(twin.joint[at]?.purity, `purity of ${pair.columns.join()}`).toBeCloseTo(pair.purity, 1);
		expect(qError(twin.joint[at]?.distinct ?? 0, pair.distinct), `pairs of ${pair.columns.join()}`).toBeLessThan(1.2);
	}
	for (const column of original.columns) {
		const again = twin.columns.find((other) => other.name === column.name);
		expect(again?.nulls, `NULLs of ${column.name}`).toBeCloseTo(column.nulls, 1);
		const spread = column.distinct * (1 - column.nulls);
		if (spread > 300)
			expect(qError(again?.distinct ?? 0, column.distinct), `distinct ${column.name}`).toBeLessThan(1.3);
		const most = column.frequent?.[0]?.share;
		if (most !== undefined) expect(again?.frequent?.[0]?.share, `most frequent of ${column.name}`).toBeCloseTo(most, 1);
		if (column.recency !== undefined)
			expect(again?.recency?.month, `last month of ${column.name}`).toBeCloseTo(column.recency.month, 1);
	}
});
