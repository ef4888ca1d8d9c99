import { eq } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import { handmadeDataset } from "../../../scenarios/fixtures/handmade-dataset.ts";
import type { IndexSpec, Scenario, Suite } from "../../../scenarios/suite.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { comparisonSeconds } from "./comparison-estimate.ts";

const parcels = mysqlTable("parcels", { id: int("id").primaryKey(), owner: int("owner"), payer: int("payer") });
const letters = mysqlTable("letters", { id: int("id").primaryKey(), owner: int("owner") });
const byOwner: IndexSpec = { name: "idx_owner", table: "parcels", columns: ["owner"] };
const wider: IndexSpec = { name: "idx_owner_payer", table: "parcels", columns: ["owner", "payer"] };
const elsewhere: IndexSpec = { name: "idx_letters", table: "letters", columns: ["owner"] };

const [template] = sampleRecord({ strata: 1 }).scenarios;
const [stratum] = template?.strata ?? [];
if (template === undefined || stratum === undefined) throw new Error("the sample has a stratum");

const { title, group, kind, caller, source, affected, weight, weightReason } = template;
const scenario: Scenario = {
	...{ id: "of-an-owner", title, group, kind, caller, source, affected, weight, weightReason },
	indexes: [byOwner.name],
	result: "set",
	strata: [
		{
			id: "any",
			share: 1,
			keys: { by: "constant", keys: [[7]] },
			queries: () => [new QueryBuilder().select().from(parcels).where(eq(parcels.owner, 7))],
		},
	],
};
const suite: Suite = {
	id: "parcels",
	title: "Parcels",
	tables: [parcels, letters],
	dataset: handmadeDataset("parcels"),
	indexes: [byOwner],
	scenarios: [scenario],
	claims: [],
};
const sample = sampleRecord();
/** A stratum that takes 10 s without the index and 2 s with it, and builds of 3 s for a million rows. */
const record = {
	...sample,
	budgetSeconds: 20,
	dataset: { ...sample.dataset, tables: [{ name: "parcels", rows: 1_000_000, dataBytes: 1, indexBytes: 1 }] },
	indexes: sample.indexes.slice(0, 1).map((index) => ({ ...index, table: "parcels", buildSeconds: 3 })),
	scenarios: [
		{
			...template,
			id: scenario.id,
			strata: [
				{ ...stratum, id: "any", before: { ...stratum.before, p50: 10_000 }, after: { ...stratum.after, p50: 2_000 } },
			],
		},
	],
};
const seconds = (...candidates: IndexSpec[]) =>
	comparisonSeconds({ suite, scenarios: [scenario], record }, { sets: [], candidates });

test("slow queries make their eight rounds whatever the budget, in every state, after the indexes are built", () => {
	const arms = 10 + 2;
	expect(seconds()).toBe(0);
	// Eight rounds, one to warm up, the evidence, and the build.
	expect(seconds(wider)).toBeGreaterThan(10 * arms + 3);
	expect(seconds(wider)).toBeLessThan(1.2 * (10 * arms + 3) + 3);
	const another = { ...wider, name: "idx_owner_id", columns: ["owner", "id"] };
	expect(seconds(wider, another)).toBeGreaterThan(seconds(wider) + 3);
});

test("what a query does not read is not timed with it", () => {
	expect(seconds(elsewhere)).toBeLessThan(1);
});

test("quick queries go on while there is time, and no longer than they have rounds", () => {
	const of = (p50: number) => {
		const quick = { ...stratum, id: "any", before: { ...stratum.before, p50 }, after: { ...stratum.after, p50 } };
		const scenarios = [{ ...template, id: scenario.id, strata: [quick] }];
		return comparisonSeconds(
			{ suite, scenarios: [scenario], record: { ...record, indexes: [], scenarios } },
			{ sets: [{ id: "owner", title: "owner", indexes: [byOwner] }], candidates: [] },
		);
	};
	expect(of(1000)).toBeGreaterThan(20);
	expect(of(1000)).toBeLessThan(20 + 2 * 3);
	expect(of(1)).toBeLessThan(1);
});
