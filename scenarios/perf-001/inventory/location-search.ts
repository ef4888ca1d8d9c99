import { and, eq, exists, sql } from "drizzle-orm";
import { batches, batchLocations } from "../../../seed/terp/schema.ts";
import { keyText } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { locationsByBatch } from "../indexes.ts";
import { inventoryPage } from "./page.ts";

const { site, zone, rack, shelf, bin } = batchLocations;

const batchesAtPlace = (key: Key) => [
	inventoryPage().where(
		exists(
			terp
				.select({ found: sql`1` })
				.from(batchLocations)
				.where(
					and(
						eq(batchLocations.batchId, batches.id),
						sql`LOWER(CONCAT_WS(' ', ${site}, ${zone}, ${rack}, ${shelf}, ${bin})) LIKE ${`%${keyText(key)}%`}`,
					),
				),
		),
	),
];

export const locationSearch = defineScenario({
	id: "inventory/location-search",
	title: "Batches that lie at a place",
	group: "inventory",
	kind: "read",
	caller: "ui",
	source:
		"locationQuery in server/inventoryDb.ts (later than PERF-001): a clerk types a place into the Inventory page's filter",
	affected: true,
	weight: 2 * busyDay.staff,
	weightReason: "each of the staff looks for a place twice",
	indexes: [locationsByBatch.name],
	result: "ordered",
	strata: [
		{
			id: "whole-site",
			share: 0.3,
			keys: {
				by: "sql",
				sql: "SELECT LOWER(site) FROM batchLocations GROUP BY LOWER(site) ORDER BY COUNT(*) DESC, LOWER(site) LIMIT 1",
			},
			queries: batchesAtPlace,
		},
		{
			id: "one-bin",
			share: 0.7,
			keys: {
				by: "sql",
				sql: `SELECT LOWER(CONCAT_WS(' ', site, zone, rack, shelf, bin)) AS place
					FROM batchLocations GROUP BY place ORDER BY COUNT(*), place LIMIT 20`,
			},
			queries: batchesAtPlace,
		},
	],
	remedy: {
		name: "idx_batch_locations_batch_place",
		table: "batchLocations",
		columns: ["batchId", "site", "zone", "rack", "shelf", "bin"],
	},
});
