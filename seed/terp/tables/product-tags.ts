import { writeMoment } from "../../calendar.ts";
import { RandomStream } from "../../random-stream.ts";
import { WeightedChoice } from "../../weighted-choice.ts";
import { FIRST_SALE, salesCalendar, TODAY } from "../calendars.ts";
import { logNormalWeights, zipfWeights } from "../product-book.ts";
import type { TableRows } from "../table-rows.ts";
import type { TerpVolumes } from "../volumes.ts";

/** Deviation of the logarithm of how many tags a product has. */
const SIGMA = 0.6;
const TAG_EXPONENT = 0.6;
/** What is left of the popular tags' share when no product can have them twice; found by counting. */
const ONCE_PER_PRODUCT = 0.88;
const REMOVED_SHARE = 0.03;

export const productTags: TableRows = {
	name: "productTags",
	columns: ["id", "productId", "tagId", "createdAt", "deleted_at"],
	rowBytes: 100,
	declares: (volumes) => [
		{
			kind: "key",
			column: "tagId",
			parent: "tags",
			law: "tag popularity: Zipf 0.6, flattened since a product has a tag at most once",
			top: {
				keys: 5,
				share:
					ONCE_PER_PRODUCT *
					new WeightedChoice(zipfWeights(volumes.tags, TAG_EXPONENT)).shares
						.slice(0, 5)
						.reduce((sum, share) => sum + share, 0),
			},
		},
		{
			kind: "key",
			column: "productId",
			parent: "products",
			law: "tags per product: log-normal, sigma 0.6, at most every tag once",
			top: topPercent(volumes.products),
		},
		{ kind: "date", column: "createdAt", law: "by weekday, in order of id", from: FIRST_SALE, to: TODAY },
	],
	rows: ({ seed, volumes }) => {
		let pairs: Uint32Array | undefined;
		const days = salesCalendar().schedule(volumes.productTags);
		const stream = new RandomStream(seed, "productTags/removed");
		return {
			write(row, out) {
				pairs ??= distinctPairs(seed, volumes);
				const day = days.dayOf(row);
				out.int(row + 1);
				out.int((pairs[2 * row] as number) + 1);
				out.int((pairs[2 * row + 1] as number) + 1);
				writeMoment(out, day, 36_000);
				if (stream.at(row).chance(REMOVED_SHARE)) writeMoment(out, day, 64_800);
				else out.null();
				out.endRow();
			},
		};
	},
};

/** Weights differ by seed, but over many products hardly. */
function topPercent(products: number): { readonly keys: number; readonly share: number } {
	const keys = Math.ceil(products / 100);
	const { shares } = new WeightedChoice(logNormalWeights(0, "productTags/products", products, SIGMA));
	const share = shares
		.toSorted()
		.slice(-keys)
		.reduce((sum, one) => sum + one, 0);
	return { keys, share };
}

/** No product has a tag twice, so the pairs depend on each other and are drawn in order, by whoever needs them. */
function distinctPairs(seed: number, volumes: TerpVolumes): Uint32Array {
	const { products, tags, productTags: count } = volumes;
	const product = new WeightedChoice(logNormalWeights(seed, "productTags/products", products, SIGMA));
	const tag = new WeightedChoice(zipfWeights(tags, TAG_EXPONENT));
	const stream = new RandomStream(seed, "productTags").at(0);
	const taken = new Set<number>();
	const pairs = new Uint32Array(2 * count);
	for (let row = 0; row < count; ) {
		const productIndex = product.draw(stream);
		const tagIndex = tag.draw(stream);
		const pair = productIndex * tags + tagIndex;
		if (taken.has(pair)) continue;
		taken.add(pair);
		pairs[2 * row] = productIndex;
		pairs[2 * row + 1] = tagIndex;
		row++;
	}
	return pairs;
}
