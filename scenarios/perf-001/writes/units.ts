import { and, eq } from "drizzle-orm";
import { batches, batchLocations, lots, productTags, sales } from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import { defineWrite, type WriteScenario } from "../../suite.ts";
import { busyDay } from "../assumptions.ts";
import { terp, terpDatabase } from "../builder.ts";
import { batchesByProduct, locationsByBatch, salesByBatch, tagsByProduct } from "../indexes.ts";
import { batchKeys, LATEST_ID, NEW_PLACE, newBatch, newLocation, newTag, tagKeys } from "./new-rows.ts";

const intake = defineWrite({
	id: "writes/intake",
	title: "Intake: a lot, its batch and the batch's first place",
	kind: "unit",
	caller: "ui",
	source: "processIntake in server/inventoryIntakeService.ts: goods are taken in (the audit log is not modelled)",
	weight: 100,
	weightReason: "50,000 batches in some 480 working days",
	tables: [lots, batches, batchLocations],
	maintains: [batchesByProduct.name, locationsByBatch.name],
	searches: [],
	transaction: true,
	concurrent: false,
	keys: batchKeys,
	unit: (next, serial) => {
		const lot = { code: `LOT-9${String(serial).padStart(8, "0")}`, vendorId: 1, date: "2025-10-27 09:00:00" };
		return {
			queries: [
				terpDatabase.insert(lots).values(lot),
				terpDatabase.insert(batches).values({ ...newBatch(next(), serial), lotId: LATEST_ID }),
				terpDatabase.insert(batchLocations).values(newLocation(LATEST_ID, "Main Warehouse")),
			],
		};
	},
});

const transfer = defineWrite({
	id: "writes/transfer",
	title: "Transfer of part of a batch to another place",
	kind: "unit",
	caller: "ui",
	source: "transfer in server/routers/warehouseTransfers.ts: both places are selected FOR UPDATE",
	weight: 50,
	weightReason: "25,000 places beyond those at intake in some 480 working days",
	tables: [batchLocations],
	maintains: [locationsByBatch.name],
	searches: [locationsByBatch.name],
	transaction: true,
	concurrent: true,
	keys: "SELECT id, batchId, site, qty FROM batchLocations ORDER BY CRC32(id), id LIMIT 400",
	unit: (next) => {
		const key = next();
		const [id, batchId, site] = [keyNumber(key, 0), keyNumber(key, 1), keyText(key, 2)];
		const there = [
			eq(batchLocations.batchId, batchId),
			eq(batchLocations.site, site),
			eq(batchLocations.zone, NEW_PLACE.zone),
			eq(batchLocations.rack, NEW_PLACE.rack),
			eq(batchLocations.shelf, NEW_PLACE.shelf),
			eq(batchLocations.bin, NEW_PLACE.bin),
		];
		const left = String(keyNumber(key, 3) - 1);
		const here = eq(batchLocations.id, id);
		return {
			queries: [
				terp.select().from(batchLocations).where(here).for("update"),
				terp
					.select()
					.from(batchLocations)
					.where(and(...there))
					.for("update"),
				terpDatabase.update(batchLocations).set({ qty: left }).where(here),
				terpDatabase.insert(batchLocations).values(newLocation(batchId, site)),
			],
			changes: [
				{ table: batchLocations, ids: terp.select({ id: batchLocations.id }).from(batchLocations).where(here) },
			],
		};
	},
});

const pastCogs = defineWrite({
	id: "writes/past-cogs",
	title: "The cost of past sales of a batch is corrected",
	kind: "unit",
	caller: "dead",
	source: "updatePastSalesCogs in server/salesDb.ts, which nothing calls",
	weight: 0.1,
	weightReason: "dead code: as good as never",
	tables: [sales],
	maintains: [],
	searches: [salesByBatch.name],
	transaction: false,
	concurrent: false,
	keys: "SELECT batchId FROM (SELECT batchId FROM sales ORDER BY id DESC LIMIT 400) AS latest GROUP BY batchId ORDER BY batchId",
	unit: (next) => {
		const ofBatch = eq(sales.batchId, keyNumber(next()));
		return {
			queries: [terpDatabase.update(sales).set({ cogsAtSale: "123.45" }).where(ofBatch)],
			changes: [{ table: sales, ids: terp.select({ id: sales.id }).from(sales).where(ofBatch) }],
		};
	},
});

const tagAdd = defineWrite({
	id: "writes/tag-add",
	title: "A tag is added to a product that may have it",
	kind: "unit",
	caller: "ui",
	source: "bulkAddTags in server/tagManagementService.ts: looks for the pair, then inserts it",
	weight: 40,
	weightReason: "20,000 assignments in some 480 working days",
	tables: [productTags],
	maintains: [tagsByProduct.name],
	searches: [tagsByProduct.name],
	transaction: false,
	concurrent: true,
	keys: tagKeys,
	unit: (next, serial) => {
		const tag = newTag(next(), serial);
		const pair = and(eq(productTags.productId, tag.productId), eq(productTags.tagId, tag.tagId));
		return {
			queries: [terp.select().from(productTags).where(pair).limit(1), terpDatabase.insert(productTags).values(tag)],
		};
	},
});

const tagRemove = defineWrite({
	id: "writes/tag-remove",
	title: "A tag is taken off a product",
	kind: "unit",
	caller: "ui",
	source: "removeTag in server/routers/tags.ts (later than PERF-001): UPDATE ... SET deleted_at",
	weight: 0.1 * busyDay.staff,
	weightReason: "one in ten of the staff corrects a tag",
	tables: [productTags],
	maintains: [],
	searches: [tagsByProduct.name],
	transaction: false,
	concurrent: true,
	keys: tagKeys,
	unit: (next) => {
		const key = next();
		const pair = and(eq(productTags.productId, keyNumber(key, 0)), eq(productTags.tagId, keyNumber(key, 1)));
		return {
			queries: [terpDatabase.update(productTags).set({ deletedAt: "2025-10-27 12:00:00" }).where(pair)],
			changes: [{ table: productTags, ids: terp.select({ id: productTags.id }).from(productTags).where(pair) }],
		};
	},
});

export const units: readonly WriteScenario[] = [intake, transfer, pastCogs, tagAdd, tagRemove];
