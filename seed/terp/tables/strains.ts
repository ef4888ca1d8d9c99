import { RandomStream } from "../../random-stream.ts";
import { fieldBytes, fieldList } from "../../row-writer.ts";
import { ProductBook } from "../product-book.ts";
import { evenShares, OPENED, pick, type TableRows, writeOpening } from "../table-rows.ts";

const CATEGORY_NAMES = ["Hybrid", "Indica", "Sativa"] as const;
const CATEGORIES = fieldList(CATEGORY_NAMES);
const NUMBER_SIGN = fieldBytes(" #");
const DASH = fieldBytes("-");

export const strains: TableRows = {
	name: "strains",
	columns: ["id", "name", "standardizedName", "category", "parentStrainId", "baseStrainName", "createdAt", "updatedAt"],
	rowBytes: 300,
	declares: (volumes) => {
		const { families, baseStrains } = new ProductBook(0, volumes);
		return [
			{
				kind: "key",
				column: "parentStrainId",
				parent: "strains",
				law: `family size: Zipf 0.8 over ${baseStrains} base strains, which have no parent themselves`,
				top: { keys: 5, share: families.shares.slice(0, 5).reduce((sum, share) => sum + share, 0) },
			},
			{ kind: "share", column: "category", law: "evenly", shares: evenShares(CATEGORY_NAMES) },
			OPENED,
		];
	},
	rows: ({ seed, pools, products }) => {
		const stream = new RandomStream(seed, "strains");
		const names = fieldList(pools.strainNames);
		const standardized = fieldList(pools.strainNames.map((name) => name.toLowerCase().replaceAll(" ", "-")));
		return {
			write(row, out) {
				stream.at(row);
				const isBase = row < products.baseStrains;
				const family = isBase ? row : products.families.draw(stream);
				out.int(row + 1);
				for (const [forms, mark] of [[names, NUMBER_SIGN] as const, [standardized, DASH] as const]) {
					out.raw(pick(forms, family));
					// Children are told apart by their number.
					if (!isBase) {
						out.raw(mark);
						out.digits(row + 1, 1);
					}
					out.endField();
				}
				out.field(pick(CATEGORIES, stream.below(CATEGORIES.length)));
				if (isBase) out.null();
				else out.int(family + 1);
				out.field(pick(names, family));
				writeOpening(out);
				out.endRow();
			},
		};
	},
};
