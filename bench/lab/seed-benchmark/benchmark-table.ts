import Table from "cli-table3";
import { formatBytes, formatNumber, formatSeconds } from "../../report/format.ts";
import type { ContenderId } from "./contender.ts";
import type { CurvePoint } from "./curve.ts";
import { PEERS, type Round, rateOf, ratiosOf, spreadOf } from "./ratios.ts";

const TITLES: Readonly<Record<ContenderId, string>> = {
	ours: "pnpm seed",
	bestBulk: "best published bulk load: ready files, several sessions, keys afterwards",
	tunedBulk: "the same with every setting of pnpm seed",
	plainLoadData: "LOAD DATA of ready files, one session",
	drizzleSeed: "drizzle-seed",
	fakerInserts: "Faker and batched Drizzle inserts",
};

/** Rows per second of every contender and how many times theirs ours is: median, and least and most of the rounds. */
export function ratiosTable(rounds: readonly Round[]): string {
	const ratios = ratiosOf(rounds);
	const table = plainTable(["way to fill the tables", "rows/s", "seconds", "ours is", "least", "most"]);
	for (const id of ["ours", ...PEERS] as const) {
		const rate = spreadOf(rounds.map((round) => rateOf(round[id])));
		const seconds = spreadOf(rounds.map((round) => round[id].seconds));
		const ratio = id === "ours" ? undefined : ratios[id];
		const shown = (value: number | undefined) => (value === undefined ? "" : `${formatNumber(value, 2)}x`);
		table.push([
			TITLES[id],
			formatNumber(rate.median),
			formatSeconds(seconds.median),
			shown(ratio?.median),
			shown(ratio?.min),
			shown(ratio?.max),
		]);
	}
	return `${table.toString()}\nMedian, least and most of ${rounds.length} rounds in random order, on one server.`;
}

/** What seeding costs at every scale. */
export function curveTable(points: readonly CurvePoint[]): string {
	const table = plainTable(["scale", "rows", "time", "rows/s", "peak memory of the process"]);
	for (const { scale, rows, seconds, rssBytes } of points) {
		table.push([
			scale,
			formatNumber(rows),
			formatSeconds(seconds),
			formatNumber(rows / seconds),
			formatBytes(rssBytes),
		]);
	}
	return table.toString();
}

function plainTable(head: readonly string[]): Table.Table {
	return new Table({
		head: [...head],
		colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
		style: { head: [], border: [] },
	});
}
