import { writeMoment } from "../../calendar.ts";
import { RandomStream } from "../../random-stream.ts";
import { fieldBytes } from "../../row-writer.ts";
import { FIRST_INTAKE, TODAY } from "../calendars.ts";
import { ProductBook } from "../product-book.ts";
import type { TableRows } from "../table-rows.ts";

const PREFIX = fieldBytes("LOT-");

export const lots: TableRows = {
	name: "lots",
	columns: ["id", "code", "vendorId", "date", "createdAt", "updatedAt"],
	rowBytes: 150,
	declares: (volumes) => [
		{
			kind: "key",
			column: "vendorId",
			parent: "vendors",
			law: "vendor size: Zipf 0.6",
			top: {
				keys: 5,
				share: new ProductBook(0, volumes).vendors.shares.slice(0, 5).reduce((sum, share) => sum + share, 0),
			},
		},
		{ kind: "date", column: "date", law: "the day its first batch came in", from: FIRST_INTAKE, to: TODAY },
	],
	rows: ({ seed, volumes, batches, products }) => {
		const stream = new RandomStream(seed, "lots");
		return {
			write(row, out) {
				const batch = batches.at(Math.ceil((row * volumes.batches) / volumes.lots));
				out.int(row + 1);
				out.code(PREFIX, row + 1, 6);
				out.int(products.vendors.draw(stream.at(row)) + 1);
				for (let moment = 0; moment < 3; moment++) writeMoment(out, batch.day, batch.second);
				out.endRow();
			},
		};
	},
};
