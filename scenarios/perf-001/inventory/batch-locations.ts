import { eq } from "drizzle-orm";
import { batchLocations } from "../../../seed/terp/schema.ts";
import { keyNumber } from "../../key.ts";
import { defineScenario, type Key } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp } from "../builder.ts";
import { locationsByBatch } from "../indexes.ts";

const locationsOfBatch = (key: Key) => [
	terp
		.select()
		.from(batchLocations)
		.where(eq(batchLocations.batchId, keyNumber(key))),
];

export const batchLocationsOfOne = defineScenario({
	id: "inventory/batch-locations",
	title: "Where one batch lies",
	group: "inventory",
	kind: "read",
	caller: "ui",
	source: "getBatchLocations in server/inventoryDb.ts: a clerk opens the drawer of a batch",
	affected: true,
	weight: 35 * busyDay.staff,
	weightReason: "each of the staff opens some 35 batch drawers",
	indexes: [locationsByBatch.name],
	result: "set",
	strata: [
		{
			id: "scattered",
			share: 0.1,
			keys: { by: "frequency", column: batchLocations.batchId, from: 0, to: 0.02 },
			queries: locationsOfBatch,
		},
		{
			id: "typical",
			share: 0.9,
			keys: { by: "frequency", column: batchLocations.batchId, from: 0.3, to: 1 },
			queries: locationsOfBatch,
		},
	],
});
