import { expect, test } from "vitest";
import { smallBundle } from "../../seed/fixtures/small-bundle.ts";
import { modelOfBundle } from "../../seed/twin/model-of-bundle.ts";
import type { Project } from "./project.ts";
import { suiteOfProject } from "./suite-of-project.ts";

const schema = modelOfBundle(smallBundle);
const index = { name: "i", table: "orders", columns: ["status"] };
const project: Project = { folder: "/", name: "@shop/db", config: {}, schema, request: { folder: "/" } };

test("without queries the look-ups that the index implies are measured, and called so", () => {
	const suite = suiteOfProject(project, { indexes: [index], queries: [] });
	expect(suite.id).toBe("shop-db");
	expect(suite.scenarios.map(({ id }) => id)).toEqual(["orders/orders-by-status"]);
	expect(suite.dataset.assumptions.join()).toContain("seen in no application");
});

test("only the tables that are needed are filled: those named, and the parents of their keys", () => {
	const names = (indexes: readonly (typeof index)[]) =>
		suiteOfProject(project, { indexes, queries: [] }).tables.map(({ name }) => name);
	expect(names([index])).toEqual(["customers", "orders"]);
	expect(names([{ name: "j", table: "customers", columns: ["phone"] }])).toEqual(["customers"]);
});

test("with a bundle the data is a twin's, and what production sends is what is measured, as often as it does", () => {
	const sent = (text: string, executions: number) => ({ text, from: "digests" as const, executions });
	const production = {
		...smallBundle,
		observedSeconds: 43_200,
		queries: [
			sent("SELECT * FROM `orders` WHERE `status` IN (...) ORDER BY `placed_at` DESC LIMIT ?", 500),
			sent("SELECT * FROM `customers` WHERE `id` = ?", 900),
			sent("UPDATE `orders` SET `note` = ? WHERE `id` = ?", 70),
			sent("SELECT * FROM `orders` WHERE `id` = ?", 3),
			sent("SELECT * FROM `orders` WHERE `total` + ? < CONCAT(`note`, ?)", 3),
		],
	};
	const suite = suiteOfProject({ ...project, production }, { indexes: [index], queries: [] });
	expect(suite.dataset.id).toMatch(/^twin-/);
	expect(suite.scenarios.map(({ id, weight }) => [id, weight])).toEqual([
		["orders/by-status-in-order-of-placed_at", 1_000],
		["orders/by-id", 6],
	]);
	const leftOut = suite.dataset.assumptions.filter((one) => one.startsWith("Not measured"));
	expect(leftOut).toEqual([expect.stringContaining("Placeholder")]);
});

test("nothing under test is a mistake of the user's", () => {
	expect(() => suiteOfProject(project, { indexes: [], queries: [] })).toThrow("No index is under test.");
});

test("for data alone every table is filled, and nothing need be under test", () => {
	const suite = suiteOfProject(project, { indexes: [], queries: [], isData: true });
	expect(suite.dataset.tables.map(({ table }) => table.name)).toEqual(["customers", "orders"]);
	expect(suite.scenarios).toEqual([]);
});
