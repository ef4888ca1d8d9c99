import { RandomStream } from "../../random-stream.ts";
import { fieldBytes, fieldList } from "../../row-writer.ts";
import { WeightedChoice } from "../../weighted-choice.ts";
import { ProductBook, zipfWeights } from "../product-book.ts";
import { OPENED, pick, type TableRows, writeOpening } from "../table-rows.ts";

const CATEGORIES = [
	{ name: "Flower", unit: "LB", strain: true, weight: 45 },
	{ name: "Concentrates", unit: "G", strain: true, weight: 15 },
	{ name: "Pre-Rolls", unit: "EA", strain: true, weight: 13 },
	{ name: "Edibles", unit: "EA", strain: true, weight: 12 },
	{ name: "Vapes", unit: "EA", strain: true, weight: 10 },
	{ name: "Accessories", unit: "EA", strain: false, weight: 5 },
];
const SUBCATEGORIES = fieldList(["Indoor", "Outdoor", "Greenhouse", "Small Batch"]);
const DASH = fieldBytes(" - ");
const NUMBER_SIGN = fieldBytes(" #");

export const products: TableRows = {
	name: "products",
	columns: [
		"id",
		"brandId",
		"strainId",
		"nameCanonical",
		"category",
		"subcategory",
		"uomSellable",
		"createdAt",
		"updatedAt",
	],
	rowBytes: 140,
	declares: (volumes) => [
		{
			kind: "key",
			column: "brandId",
			parent: "brands",
			law: "brand size: Zipf 0.7",
			top: { keys: 10, share: topShare(new ProductBook(0, volumes).brands.shares, 10) },
		},
		{
			kind: "key",
			column: "strainId",
			parent: "strains",
			law: "strain popularity: Zipf 0.6; accessories have no strain",
			top: { keys: 40, share: topShare(new WeightedChoice(zipfWeights(volumes.strains, 0.6)).shares, 40) },
		},
		{
			kind: "share",
			column: "category",
			law: "mostly flower",
			shares: Object.fromEntries(CATEGORIES.map(({ name, weight }) => [name, weight / 100])),
		},
		OPENED,
	],
	rows: ({ seed, pools, products: book }) => {
		const stream = new RandomStream(seed, "products");
		const categories = CATEGORIES.map((category) => ({ ...category, field: fieldBytes(category.name) }));
		const units = fieldList(CATEGORIES.map(({ unit }) => unit));
		const choice = new WeightedChoice(CATEGORIES.map(({ weight }) => weight));
		const brandNames = fieldList(pools.brandNames);
		return {
			write(row, out) {
				stream.at(row);
				const kind = choice.draw(stream);
				const category = categories[kind];
				const brand = book.brands.draw(stream);
				out.int(row + 1);
				out.int(brand + 1);
				if (category?.strain) out.int(book.drawStrain(stream));
				else out.null();
				out.raw(pick(brandNames, brand));
				out.raw(DASH);
				if (category) out.raw(category.field);
				out.raw(NUMBER_SIGN);
				out.digits(row + 1, 1);
				out.endField();
				if (category) out.field(category.field);
				out.field(pick(SUBCATEGORIES, stream.below(SUBCATEGORIES.length)));
				out.field(pick(units, kind));
				writeOpening(out);
				out.endRow();
			},
		};
	},
};

function topShare(shares: Float64Array, keys: number): number {
	return shares
		.slice()
		.sort((a, b) => b - a)
		.slice(0, keys)
		.reduce((sum, share) => sum + share, 0);
}
