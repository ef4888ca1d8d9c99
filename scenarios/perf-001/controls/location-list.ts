import { asc } from "drizzle-orm";
import { batchLocations } from "../../../seed/terp/schema.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";

const { site, zone, rack } = batchLocations;

export const locationList = defineScenario({
	id: "controls/location-list",
	title: "Every place where a batch lies",
	group: "controls",
	tier: "full",
	kind: "control",
	caller: "api",
	source: "getBatchLocations in server/routers/locations.ts without a batch; no screen calls it, and it sends no limit",
	affected: false,
	weight: 1,
	weightReason: "an export, once a day",
	indexes: [],
	result: "set",
	strata: [
		{
			id: "all-places",
			share: 1,
			keys: { by: "constant", keys: [[]] },
			queries: () => [terp.select().from(batchLocations).orderBy(asc(site), asc(zone), asc(rack))],
		},
	],
});
