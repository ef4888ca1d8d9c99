import { fieldList } from "../../row-writer.ts";
import { evenShares, OPENED, pick, type TableRows, writeOpening } from "../table-rows.ts";

const CATEGORY_NAMES = ["EFFECT", "FLAVOR", "AROMA", "QUALITY"] as const;
const CATEGORIES = fieldList(CATEGORY_NAMES);

export const tags: TableRows = {
	name: "tags",
	columns: ["id", "name", "standardizedName", "category", "createdAt", "updatedAt"],
	rowBytes: 300,
	declares: () => [{ kind: "share", column: "category", law: "in turn", shares: evenShares(CATEGORY_NAMES) }, OPENED],
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
