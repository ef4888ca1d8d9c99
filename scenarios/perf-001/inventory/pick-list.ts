import { inArray } from "drizzle-orm";
import { batchLocations } from "../../../seed/terp/schema.ts";
import { keyNumbers } from "../../key.ts";
import { defineScenario } from "../../suite.ts";
import { terp } from "../builder.ts";
import { locationsByBatch } from "../indexes.ts";

export const pickList = defineScenario({
	id: "inventory/pick-list",
	title: "Where the 25 batches of a pick list lie",
	group: "inventory",
	kind: "read",
	caller: "ui",
	source:
		"sessionPickListService.ts (later than PERF-001): the warehouse screen of a live-shopping session refreshes its pick list",
	affected: true,
	weight: 150,
	weightReason: "5 live-shopping sessions, each refreshed some 30 times; 10-50 batches a list, 25 taken",
	indexes: [locationsByBatch.name],
	result: "set",
	strata: [
		{
			id: "25-batches",
			share: 1,
			keys: {
				by: "sql",
				sql: `SELECT GROUP_CONCAT(id ORDER BY id) AS ids
					FROM (
						SELECT id, (ROW_NUMBER() OVER (ORDER BY CRC32(id), id) - 1) DIV 25 AS list
						FROM batches WHERE batchStatus = 'LIVE'
					) AS shuffled
					GROUP BY list HAVING COUNT(*) = 25 ORDER BY list LIMIT 20`,
			},
			queries: (key) => [
				terp
					.select()
					.from(batchLocations)
					.where(inArray(batchLocations.batchId, keyNumbers(key))),
			],
		},
	],
});
