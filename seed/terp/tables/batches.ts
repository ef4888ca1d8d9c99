import { writeMoment } from "../../calendar.ts";
import { logNormal, QuantileTable } from "../../quantile-table.ts";
import { RandomStream } from "../../random-stream.ts";
import { fieldBytes, fieldList } from "../../row-writer.ts";
import { WeightedChoice } from "../../weighted-choice.ts";
import { AWAITING_SHARE } from "../batch-book.ts";
import { FIRST_INTAKE, TODAY } from "../calendars.ts";
import { logNormalWeights, PRODUCT_SIGMA } from "../product-book.ts";
import { pick, type TableRows } from "../table-rows.ts";

const SHARES = {
	LIVE: 0.6,
	SOLD_OUT: 0.15,
	AWAITING_INTAKE: AWAITING_SHARE,
	ON_HOLD: 0.05,
	QUARANTINED: 0.03,
	CLOSED: 0.02,
};
const STATUSES = fieldList(["LIVE", "ON_HOLD", "QUARANTINED", "SOLD_OUT", "CLOSED", "AWAITING_INTAKE"]);
const LIVE = 0;
const ON_HOLD = 1;
const QUARANTINED = 2;
const SOLD_OUT = 3;
const AWAITING = 5;
/** Of batches that were ever for sale, those sold out or closed, on average over their ages. */
const ENDED_SHARE = (SHARES.SOLD_OUT + SHARES.CLOSED) / (1 - SHARES.AWAITING_INTAKE);
const CONSIGNMENT_SHARE = 0.9;
const OTHER_TERMS = fieldList(["COD", "NET_7", "NET_15", "NET_30", "PARTIAL"]);
const CONSIGNMENT = fieldBytes("CONSIGNMENT");
const GRADES = fieldList(["A", "B", "C", "D"]);
const FIXED = fieldBytes("FIXED");
const RANGE = fieldBytes("RANGE");
const RANGE_SHARE = 0.1;
const CODE = fieldBytes("BATCH-");
const SKU = fieldBytes("SKU-");
const DASH = fieldBytes("-");
const NOTHING = fieldBytes("0");

export const batches: TableRows = {
	name: "batches",
	columns: [
		"id",
		"code",
		"sku",
		"productId",
		"lotId",
		"batchStatus",
		"grade",
		"isSample",
		"sampleOnly",
		"sampleAvailable",
		"cogsMode",
		"unitCogs",
		"unitCogsMin",
		"unitCogsMax",
		"paymentTerms",
		"amountPaid",
		"onHandQty",
		"sampleQty",
		"reservedQty",
		"quarantineQty",
		"holdQty",
		"defectiveQty",
		"publishEcom",
		"publishB2b",
		"createdAt",
		"updatedAt",
	],
	rowBytes: 330,
	declares: (volumes) => [
		{
			kind: "key",
			column: "productId",
			parent: "products",
			law: "batches per product: log-normal, sigma 1",
			top: {
				keys: Math.ceil(volumes.products / 100),
				share: topOf(volumes.products, Math.ceil(volumes.products / 100)),
			},
		},
		{
			kind: "share",
			column: "batchStatus",
			law: "the newest 15 % await intake; sold out and closed grow with age",
			shares: SHARES,
		},
		{
			kind: "key",
			column: "lotId",
			parent: "lots",
			law: "as many batches per lot, in order",
			top: { keys: volumes.lots, share: 1 },
		},
		{ kind: "share", column: "grade", law: "by quality", shares: { A: 0.4, B: 0.35, C: 0.2, D: 0.05 } },
		{ kind: "date", column: "createdAt", law: "working days, then the autumn harvest", from: FIRST_INTAKE, to: TODAY },
	],
	rows: ({ seed, volumes, batches: book }) => {
		const stream = new RandomStream(seed, "batches/fields");
		const grades = new WeightedChoice([40, 35, 20, 5]);
		const kept = new WeightedChoice([SHARES.LIVE, SHARES.ON_HOLD, SHARES.QUARANTINED]);
		const quantity = new QuantileTable(logNormal(60, 0.9));
		const drawStatus = (row: number): number => {
			if (row >= book.sellable) return AWAITING;
			const age = 1 - (row + 0.5) / book.sellable;
			// Twice the mean share for the oldest, none for the newest.
			if (!stream.chance(2 * ENDED_SHARE * age)) return kept.draw(stream);
			return stream.chance(SHARES.SOLD_OUT / (SHARES.SOLD_OUT + SHARES.CLOSED)) ? SOLD_OUT : SOLD_OUT + 1;
		};
		return {
			write(row, out) {
				const batch = book.at(row);
				stream.at(row);
				const status = drawStatus(row);
				const onHand = status === SOLD_OUT || status === SOLD_OUT + 1 ? 0 : Math.ceil(quantity.draw(stream));
				const isSample = stream.chance(0.1);
				const ranged = stream.chance(RANGE_SHARE);
				out.int(row + 1);
				out.code(CODE, row + 1, 7);
				out.raw(SKU);
				out.digits(batch.product + 1, 5);
				out.raw(DASH);
				out.digits(row + 1, 7);
				out.endField();
				out.int(batch.product + 1);
				out.int(Math.floor((row * volumes.lots) / volumes.batches) + 1);
				out.field(pick(STATUSES, status));
				out.field(pick(GRADES, grades.draw(stream)));
				out.int(isSample ? 1 : 0);
				out.int(0);
				out.int(isSample ? 1 : 0);
				out.field(ranged ? RANGE : FIXED);
				out.cents(batch.cogs);
				if (ranged) {
					out.cents(Math.round(batch.cogs * 0.9));
					out.cents(Math.round(batch.cogs * 1.1));
				} else {
					out.null();
					out.null();
				}
				out.field(stream.chance(CONSIGNMENT_SHARE) ? CONSIGNMENT : pick(OTHER_TERMS, stream.below(OTHER_TERMS.length)));
				out.field(NOTHING);
				out.int(onHand);
				out.int(isSample ? 5 : 0);
				out.int(status === LIVE ? Math.floor(onHand * 0.2 * stream.unit()) : 0);
				out.int(status === QUARANTINED ? onHand : 0);
				out.int(status === ON_HOLD ? onHand : 0);
				out.int(stream.chance(0.03) ? 1 + stream.below(5) : 0);
				out.int(status === LIVE && stream.chance(0.5) ? 1 : 0);
				out.int(status === LIVE ? 1 : 0);
				writeMoment(out, batch.day, batch.second);
				writeMoment(out, batch.day, batch.second);
				out.endRow();
			},
		};
	},
};

/** Weights differ by seed, but over so many products hardly. */
function topOf(products: number, keys: number): number {
	const shares = new WeightedChoice(logNormalWeights(0, "products/popularity", products, PRODUCT_SIGMA)).shares;
	return shares
		.sort((a, b) => b - a)
		.slice(0, keys)
		.reduce((sum, share) => sum + share, 0);
}
