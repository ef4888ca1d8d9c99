import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { ColumnModel, SchemaModel } from "../../../schema/model.ts";
import { askedEdits, type TypedEdits } from "./asked-edits.ts";

const column = (name: string, key: string): ColumnModel => ({
	name,
	key,
	type: "int",
	notNull: false,
	autoIncrement: false,
	columnType: "MySqlInt",
	defaultByApplication: false,
});
const TABLE = {
	foreignKeys: [],
	checks: [],
	columns: [column("id", "id"), column("lot_id", "lotId"), column("state", "state")],
};
const index = (name: string, columnName: string) =>
	({ name, nameGiven: true, declaredBy: "index", kind: "plain", parts: [{ column: columnName }] }) as const;
const MODEL: SchemaModel = {
	tables: [
		{
			...TABLE,
			name: "sale_lines",
			exports: [{ file: "schema.ts", name: "saleLines" }],
			indexes: [index("by_state", "state")],
		},
		{ ...TABLE, name: "lots", exports: [{ file: "schema.ts", name: "lots" }], indexes: [] },
	],
	views: [],
	relations: [],
	problems: [],
};

const edits = (typed: Partial<TypedEdits>) =>
	askedEdits({ add: [], drop: [], move: [], only: [], ...typed }, MODEL).map(({ edit }) => edit);

function fileOf(document: unknown): string {
	const folder = mkdtempSync(join(tmpdir(), "asked-edits-"));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	writeFileSync(join(folder, "document.json"), JSON.stringify(document));
	return join(folder, "document.json");
}

test("Tables and columns may be named as in the database or as in TypeScript, with prefix, direction, expression and name.", () => {
	expect(
		edits({ add: ["unique saleLines(lotId desc, (lower(state)), id(3)) as `a b`"], drop: ["sale_lines.by_state"] }),
	).toEqual([
		{ kind: "drop", index: { table: "sale_lines", name: "by_state" } },
		{
			kind: "add",
			index: {
				table: "sale_lines",
				kind: "unique",
				name: "a b",
				parts: [{ column: "lot_id", descending: true }, { expression: "(lower(state))" }, { column: "id", length: 3 }],
			},
		},
	]);
	expect(edits({ move: ["saleLines.by_state -> lots(state)"] })).toEqual([
		{
			kind: "move",
			from: { table: "sale_lines", name: "by_state" },
			to: { table: "lots", kind: "plain", parts: [{ column: "state" }] },
		},
	]);
});

test("Of findings the remedies are taken once each; of a run what it keeps and drops.", () => {
	const add = { kind: "add", index: { table: "lots", columns: [{ column: "state" }] } };
	const replace = {
		kind: "replace",
		table: "sale_lines",
		index: "by_state",
		by: { table: "sale_lines", columns: [{ column: "id" }] },
	};
	const findings = [
		{ id: "1", rule: "a", remedy: add },
		{ id: "2", rule: "b", remedy: add },
		{ id: "3", rule: "c" },
		{ id: "4", rule: "d", remedy: replace },
	];
	expect(edits({ from: fileOf({ findings }) }).map(({ kind }) => kind)).toEqual(["add", "add", "drop"]);
	expect(edits({ from: fileOf({ findings }), only: ["d"] })).toHaveLength(2);
	const judged = (name: string, table: string, columns: readonly string[], verdict: string) => ({
		name,
		table,
		columns,
		verdict,
	});
	const run = {
		indexes: [
			judged("idx_lots_state", "lots", ["state"], "keep-with-care"),
			judged("try_lots_id", "lots", ["id"], "keep"),
			judged("x", "lots", ["lot_id"], "unresolved"),
			judged("of_another_name", "sale_lines", ["state"], "drop"),
		],
	};
	expect(edits({ from: fileOf(run) })).toEqual([
		{ kind: "add", index: { table: "lots", parts: [{ column: "state" }], kind: "plain", name: "idx_lots_state" } },
		{ kind: "add", index: { table: "lots", parts: [{ column: "id" }], kind: "plain" } },
		{ kind: "drop", index: { table: "sale_lines", name: "by_state" } },
	]);
});

test("What is typed wrong is one sentence.", () => {
	expect(() => edits({})).toThrow("No index change is named.");
	expect(() => edits({ add: ["lots"] })).toThrow('"lots" is no index.');
	expect(() => edits({ add: ["lots(nothing)"] })).toThrow("Table lots has no column nothing.");
	expect(() => edits({ add: ["lots(id, id)"] })).toThrow("The index on lots names id twice.");
	expect(() => edits({ add: ["none(id)"] })).toThrow("The schema has no table none.");
	expect(() => edits({ drop: ["by_state"] })).toThrow('"by_state" names no index.');
	expect(() => edits({ move: ["lots.x"] })).toThrow('"lots.x" is no move.');
	expect(() => edits({ only: ["a"], add: ["lots(id)"] })).toThrow("--only chooses among the findings of a file.");
	expect(() => edits({ from: "/nowhere.json" })).toThrow(/^\/nowhere\.json cannot be read: /);
	expect(() => edits({ from: fileOf({}) })).toThrow(/holds neither findings nor a run/);
	expect(() => edits({ from: fileOf({ findings: [{ id: "1", rule: "a" }] }), only: ["b"] })).toThrow(
		/has no finding b/,
	);
});

test("What an advice chose is added and dropped; what it only measured is not.", () => {
	const candidate = (id: string, change: string, name: string, spec: string) => ({
		...{ id, change, name, spec },
		table: "sale_lines",
	});
	const advice = {
		kind: "advice",
		chosen: ["+sale_lines(lot_id)", "-sale_lines(state)", "-sale_lines(id)"],
		candidates: [
			candidate("+sale_lines(lot_id)", "add", "try_sale_lines_lot_id", "sale_lines(lot_id)"),
			candidate("+sale_lines(lot_id, state)", "add", "try_sale_lines_lot_id_state", "sale_lines(lot_id, state)"),
			candidate("-sale_lines(state)", "drop", "by_state", "sale_lines(state)"),
			candidate("-sale_lines(id)", "drop", "gone", "sale_lines(id)"),
		],
	};
	expect(edits({ from: fileOf(advice) })).toEqual([
		{ kind: "add", index: { table: "sale_lines", kind: "plain", parts: [{ column: "lot_id" }] } },
		{ kind: "drop", index: { table: "sale_lines", name: "by_state" } },
	]);
	expect(edits({ from: fileOf(advice), only: ["sale_lines.by_state"] })).toHaveLength(1);
});

test("An index that a run says to replace goes, and the candidate that was measured in its place comes.", () => {
	const run = {
		indexes: [
			{
				name: "by_state",
				table: "sale_lines",
				columns: ["state"],
				verdict: "replace",
				reasons: [{ kind: "replaced-by", candidate: "sale_lines(state, lot_id)" }],
			},
		],
	};
	expect(edits({ from: fileOf(run) })).toEqual([
		{ kind: "add", index: { table: "sale_lines", kind: "plain", parts: [{ column: "state" }, { column: "lot_id" }] } },
		{ kind: "drop", index: { table: "sale_lines", name: "by_state" } },
	]);
});
