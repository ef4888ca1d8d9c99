import { asc, eq } from "drizzle-orm";
import { batchLocations } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { terp } from "../builder.ts";
import { locationsByBatch } from "../indexes.ts";

const { batchId, site, zone, rack } = batchLocations;

const placesInOrder = (key: Key) => [
	terp
		.select()
		.from(batchLocations)
		.where(eq(batchId, keyNumber(key)))
		.orderBy(asc(site), asc(zone), asc(rack)),
];

export const locationsSorted = defineScenario({
	id: "inventory/locations-sorted",
	title: "Where one batch lies, by site, zone and rack",
	group: "inventory",
	tier: "full",
	kind: "read",
	caller: "api",
	source:
		"getBatchLocations in server/routers/warehouseTransfers.ts and server/routers/locations.ts; no screen calls them",
	affected: true,
	weight: 60,
	weightReason: "before each of some 60 transfers a day",
	indexes: [locationsByBatch.name],
	// Two places on one rack have no order between them.
	result: "set",
	strata: [
		{
			id: "scattered",
			share: 0.3,
			keys: { by: "frequency", column: batchId, from: 0, to: 0.02 },
			queries: placesInOrder,
		},
		{
			id: "typical",
			share: 0.7,
			keys: { by: "frequency", column: batchId, from: 0.3, to: 1 },
			queries: placesInOrder,
		},
	],
});
