import { eq, type SQL, sql } from "drizzle-orm";
import { batchLocations } from "../../../seed/terp/schema.ts";
import { keyText } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";

const { site, zone, rack, shelf, bin, qty, batchId } = batchLocations;

const stockByPlace = (filter: SQL | undefined) => [
	terp
		.select({
			site,
			zone,
			rack,
			shelf,
			bin,
			quantity: sql`SUM(CAST(${qty} AS DECIMAL(15,2)))`,
			batches: sql`COUNT(DISTINCT ${batchId})`,
		})
		.from(batchLocations)
		.where(filter)
		.groupBy(site, zone, rack, shelf, bin),
];

export const locationInventory = defineScenario({
	id: "controls/location-inventory",
	title: "Stock by place",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "api",
	source: "getLocationInventory in server/routers/locations.ts; the text column is cast, as the application means it",
	affected: false,
	weight: 20,
	weightReason: "the warehouse's own system asks some 20 times",
	indexes: [],
	result: "set",
	strata: [
		{ id: "all-sites", share: 0.3, keys: { by: "constant", keys: [[]] }, queries: () => stockByPlace(undefined) },
		{
			id: "one-site",
			share: 0.7,
			keys: { by: "frequency", column: site, from: 0, to: 1 },
			queries: (key) => stockByPlace(eq(site, keyText(key))),
		},
	],
});
