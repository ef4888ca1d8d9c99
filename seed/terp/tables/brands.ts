import { RandomStream } from "../../random-stream.ts";
import { fieldList } from "../../row-writer.ts";
import { ProductBook } from "../product-book.ts";
import { OPENED, pick, type TableRows, writeOpening } from "../table-rows.ts";

export const brands: TableRows = {
	name: "brands",
	columns: ["id", "name", "vendorId", "createdAt", "updatedAt"],
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
		OPENED,
	],
	rows: ({ seed, pools, products }) => {
		const stream = new RandomStream(seed, "brands");
		const names = fieldList(pools.brandNames);
		return {
			write(row, out) {
				out.int(row + 1);
				out.field(pick(names, row));
				out.int(products.vendors.draw(stream.at(row)) + 1);
				writeOpening(out);
				out.endRow();
			},
		};
	},
};
