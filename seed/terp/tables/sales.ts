import { writeMoment } from "../../calendar.ts";
import { logNormal, QuantileTable } from "../../quantile-table.ts";
import { RandomStream } from "../../random-stream.ts";
import { fieldBytes } from "../../row-writer.ts";
import { AWAITING_SHARE, POPULARITY } from "../batch-book.ts";
import { FIRST_SALE, salesCalendar, TODAY } from "../calendars.ts";
import { WHALE_SHARE, WHALES } from "../customer-book.ts";
import { type TableRows, USERS } from "../table-rows.ts";

const HALF = fieldBytes(".5");
const NOTE = fieldBytes("Price agreed by phone");
const NO_CUSTOMER_SHARE = 0.03;
const CLASS_WEIGHT = POPULARITY.reduce((sum, { members, weight }) => sum + members * weight, 0);

export const sales: TableRows = {
	name: "sales",
	columns: [
		"id",
		"batchId",
		"productId",
		"quantity",
		"cogsAtSale",
		"salePrice",
		"cogsOverride",
		"customerId",
		"saleDate",
		"notes",
		"createdBy",
		"createdAt",
		"updatedAt",
	],
	rowBytes: 100,
	declares: (volumes) => [
		{
			kind: "key",
			column: "batchId",
			parent: "batches",
			law: "popularity 12/3/1 over 20/30/50 % of the 85 % of batches that ever sell; older ones had more time",
			top: {
				keys: Math.round(volumes.batches * (1 - AWAITING_SHARE) * 0.2),
				share: (2 * POPULARITY[0].weight) / CLASS_WEIGHT,
			},
		},
		{
			kind: "key",
			column: "customerId",
			parent: "clients",
			law: "ten whales share 70 %; regulars log-normal, sigma 0.8",
			top: { keys: WHALES, share: WHALE_SHARE },
		},
		{ kind: "date", column: "saleDate", law: "by weekday, in order of id", from: FIRST_SALE, to: TODAY },
	],
	rows: ({ seed, volumes, batches, customers }) => {
		const stream = new RandomStream(seed, "sales");
		const schedule = salesCalendar().schedule(volumes.sales);
		const quantity = new QuantileTable(logNormal(6, 0.9));
		return {
			write(row, out) {
				stream.at(row);
				const day = schedule.dayOf(row);
				// Open from nine to six.
				const second = 32_400 + Math.floor(schedule.partOf(row) * 32_400);
				const index = batches.drawFor(stream, day);
				const batch = batches.at(index);
				out.int(row + 1);
				out.int(index + 1);
				out.int(batch.product + 1);
				out.digits(Math.ceil(quantity.draw(stream)), 1);
				const lot = stream.unit();
				if (lot < 0.15) out.raw(HALF);
				out.endField();
				out.cents(batch.cogs);
				// Agreed prices lie within 8 % of the list price.
				out.cents(Math.round(batch.price * (0.92 + 0.16 * stream.unit())));
				out.int(lot > 0.98 ? 1 : 0);
				if (stream.chance(NO_CUSTOMER_SHARE)) out.null();
				else out.int(customers.draw(stream));
				writeMoment(out, day, second);
				if (lot > 0.98) out.field(NOTE);
				else out.null();
				out.int(1 + stream.below(USERS));
				writeMoment(out, day, second);
				writeMoment(out, day, second);
				out.endRow();
			},
		};
	},
};
