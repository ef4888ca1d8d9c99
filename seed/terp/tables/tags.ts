import { fieldList } from "../../row-writer.ts";
import { pick, type TableRows, writeOpening } from "../table-rows.ts";

const CATEGORIES = fieldList(["EFFECT", "FLAVOR", "AROMA", "QUALITY"]);

export const tags: TableRows = {
	name: "tags",
	columns: ["id", "name", "standardizedName", "category", "createdAt", "updatedAt"],
	rowBytes: 300,
	declares: () => [],
	rows: ({ pools }) => {
		const names = fieldList(pools.tagNames);
		const standardized = fieldList(pools.tagNames.map((name) => name.toLowerCase().replaceAll(" ", "-")));
		return {
			write(row, out) {
				out.int(row + 1);
				out.field(pick(names, row));
				out.field(pick(standardized, row));
				out.field(pick(CATEGORIES, row % CATEGORIES.length));
				writeOpening(out);
				out.endRow();
			},
		};
	},
};
