import { expect, test } from "vitest";
import { normalCdf } from "../quantile-table.ts";
import { RandomStream } from "../random-stream.ts";
import { parseScale } from "../scale.ts";
import { BatchBook, POPULARITY } from "./batch-book.ts";
import { salesCalendar } from "./calendars.ts";
import { CustomerBook, WHALE_SHARE, WHALES } from "./customer-book.ts";
import { InvoiceBook, statusShares } from "./invoice-book.ts";
import { ProductBook, zipfWeights } from "./product-book.ts";
import { terpVolumes } from "./volumes.ts";

const SEED = 1;
const DRAWS = 50_000;
const volumes = terpVolumes(parseScale("0.1"));
const customers = new CustomerBook(SEED, volumes.clients);

/** Pearson's chi-square of counts against shares that add up to 1. */
function chiSquare(counts: readonly number[], shares: readonly number[]): number {
	const total = counts.reduce((sum, count) => sum + count, 0);
	return shares.reduce((sum, share, index) => sum + ((counts[index] ?? 0) - share * total) ** 2 / (share * total), 0);
}

/** Its 99.9 % quantile, by Wilson and Hilferty (PNAS 17, 1931): within 1 % from five degrees of freedom on. */
function chiSquareLimit(degrees: number): number {
	const part = 2 / (9 * degrees);
	return degrees * (1 - part + 3.0902 * Math.sqrt(part)) ** 3;
}

/** Kolmogorov-Smirnov distance of values from a distribution function, over its critical value at 0.1 %. */
function ksExcess(values: readonly number[], cdf: (value: number) => number): number {
	const size = values.length;
	const sorted = Float64Array.from(values).sort();
	const distance = sorted.reduce((worst, value, rank) => {
		return Math.max(worst, Math.abs(cdf(value) - rank / size), Math.abs(cdf(value) - (rank + 1) / size));
	}, 0);
	return distance / (1.95 / Math.sqrt(size));
}

test("ten whales share 70 % of the business evenly (chi-square)", () => {
	const stream = new RandomStream(SEED, "test");
	const whales = customers.whales();
	const counts = new Array<number>(WHALES + 1).fill(0);
	for (let row = 0; row < DRAWS; row++) {
		const place = whales.indexOf(customers.draw(stream.at(row)));
		const cell = place < 0 ? WHALES : place;
		counts[cell] = (counts[cell] ?? 0) + 1;
	}
	const shares = [...whales.map(() => WHALE_SHARE / WHALES), 1 - WHALE_SHARE];
	expect(chiSquare(counts, shares)).toBeLessThan(chiSquareLimit(WHALES));
	// The test can tell: one point more for the whales fails it.
	const other = [...whales.map(() => (WHALE_SHARE + 0.015) / WHALES), 1 - WHALE_SHARE - 0.015];
	expect(chiSquare(counts, other)).toBeGreaterThan(chiSquareLimit(WHALES));
});

test("hot, typical and cold batches sell as 12 to 3 to 1, whatever the day (chi-square)", () => {
	const batches = new BatchBook(SEED, volumes.batches, new ProductBook(SEED, volumes));
	const stream = new RandomStream(SEED, "test");
	const calendar = salesCalendar();
	const counts = POPULARITY.map(() => 0);
	for (let row = 0; row < DRAWS; row++) {
		const day = calendar.first + (row % calendar.days);
		const kind = batches.classOf(batches.drawFor(stream.at(row), day));
		counts[kind] = (counts[kind] ?? 0) + 1;
	}
	const weights = POPULARITY.map(({ members, weight }) => members * weight);
	const all = weights.reduce((sum, weight) => sum + weight, 0);
	expect(
		chiSquare(
			counts,
			weights.map((weight) => weight / all),
		),
	).toBeLessThan(chiSquareLimit(2) * 1.02);
});

test("vendors, brands and strains follow Zipf's law (chi-square)", () => {
	const { vendors, brands, strains } = new ProductBook(SEED, volumes);
	const stream = new RandomStream(SEED, "test");
	for (const [choice, exponent] of [
		[vendors, 0.6],
		[brands, 0.7],
		[strains, 0.6],
	] as const) {
		const size = choice.shares.length;
		const counts = new Array<number>(size).fill(0);
		for (let row = 0; row < DRAWS; row++) {
			const index = choice.draw(stream.at(row));
			counts[index] = (counts[index] ?? 0) + 1;
		}
		const weights = [...zipfWeights(size, exponent)];
		const all = weights.reduce((sum, weight) => sum + weight, 0);
		expect(
			chiSquare(
				counts,
				weights.map((weight) => weight / all),
			),
		).toBeLessThan(chiSquareLimit(size - 1));
	}
});

test("invoices: amounts are log-normal, statuses and weekdays have their shares (Kolmogorov-Smirnov, chi-square)", () => {
	const book = new InvoiceBook(SEED, volumes.invoices, customers);
	const shares = statusShares();
	expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
	const names = Object.keys(shares);
	const counts = names.map(() => 0);
	const weekdays = new Array<number>(7).fill(0);
	const amounts: number[] = [];
	for (let index = 0; index < book.count; index++) {
		const { status, subtotal, day } = book.at(index);
		const cell = names.indexOf(status);
		counts[cell] = (counts[cell] ?? 0) + 1;
		weekdays[(day + 4) % 7] = (weekdays[(day + 4) % 7] ?? 0) + 1;
		amounts.push(subtotal);
	}
	expect(
		chiSquare(
			counts,
			names.map((name) => shares[name as keyof typeof shares]),
		),
	).toBeLessThan(chiSquareLimit(names.length - 1));
	expect(ksExcess(amounts, (cents) => normalCdf(Math.log(cents / 6_000_00)))).toBeLessThan(1);
	expect(ksExcess(amounts, (cents) => normalCdf(Math.log(cents / 6_200_00)))).toBeGreaterThan(1);
	// Spread evenly and not drawn, so they are nearer than chance would have them.
	const [sunday = 0, monday = 0, , , , , saturday = 0] = weekdays;
	expect(sunday / monday).toBeCloseTo(0.1, 1);
	expect(saturday / monday).toBeCloseTo(0.35, 1);
});
