import { writeMoment } from "../../calendar.ts";
import { logNormal, QuantileTable } from "../../quantile-table.ts";
import { RandomStream } from "../../random-stream.ts";
import { fieldBytes, fieldList } from "../../row-writer.ts";
import { WeightedChoice } from "../../weighted-choice.ts";
import { POPULARITY } from "../batch-book.ts";
import { FIRST_INTAKE, TODAY } from "../calendars.ts";
import { pick, type TableRows } from "../table-rows.ts";

const SITES = fieldList(["Main Warehouse", "North Annex", "South Vault", "Harbour Depot"]);
const SITE_WEIGHTS = [55, 25, 15, 5];
const ZONES = fieldList(["A", "B", "C", "D", "E", "F"]);
const RACK = fieldBytes("R");
const SHELF = fieldBytes("S");
const BIN = fieldBytes("B");

export const batchLocations: TableRows = {
	name: "batchLocations",
	columns: ["id", "batchId", "site", "zone", "rack", "shelf", "bin", "qty", "createdAt", "updatedAt"],
	rowBytes: 100,
	declares: (volumes) => [
		{
			kind: "key",
			column: "batchId",
			parent: "batches",
			law: "one place at intake; every further one by a transfer, of popular batches more often",
			top: { keys: volumes.batches, share: 1 },
		},
		{
			kind: "share",
			column: "site",
			law: "one main warehouse",
			shares: { "Main Warehouse": 0.55, "North Annex": 0.25, "South Vault": 0.15, "Harbour Depot": 0.05 },
		},
		{ kind: "date", column: "createdAt", law: "as the batches come in", from: FIRST_INTAKE, to: TODAY },
	],
	rows: ({ seed, volumes, batches }) => {
		const stream = new RandomStream(seed, "batchLocations");
		const sites = new WeightedChoice(SITE_WEIGHTS);
		const quantity = new QuantileTable(logNormal(30, 0.8));
		const transfers = Math.max(0, volumes.batchLocations - volumes.batches);
		const transfersBefore = (row: number) => Math.floor((row * transfers) / volumes.batchLocations);
		/** A transfer moves one of the batches taken in so far; the popular ones more often. */
		const drawMoved = (taken: number): number => {
			for (;;) {
				const batch = stream.below(Math.max(taken, 1));
				const weight = POPULARITY[batches.classOf(batch)].weight;
				if (stream.chance(weight / POPULARITY[0].weight)) return batch;
			}
		};
		return {
			write(row, out) {
				stream.at(row);
				const moved = transfersBefore(row);
				const taken = row - moved;
				const latest = Math.min(taken, volumes.batches - 1);
				const batch = transfersBefore(row + 1) > moved ? drawMoved(taken) : latest;
				const { day, second } = batches.at(latest);
				out.int(row + 1);
				out.int(batch + 1);
				out.field(pick(SITES, sites.draw(stream)));
				out.field(pick(ZONES, stream.below(ZONES.length)));
				out.code(RACK, stream.below(20) + 1, 2);
				out.code(SHELF, stream.below(5) + 1, 1);
				out.code(BIN, stream.below(12) + 1, 2);
				out.int(Math.ceil(quantity.draw(stream)));
				writeMoment(out, day, second);
				writeMoment(out, day, second);
				out.endRow();
			},
		};
	},
};
