import Table from "cli-table3";
import { theilSen } from "../../statistics/theil-sen.ts";

const LEVEL = 0.95;

/** How one figure goes from observation to observation. */
export interface Trend<Name extends string = string> {
	readonly what: Name;
	readonly first: number;
	readonly last: number;
	/** Per observation, with a 95 % interval (Theil-Sen). */
	readonly slope: number;
	readonly interval: readonly [number, number];
	/** Over all observations the figure has surely grown by more than the share that was allowed. */
	readonly grows: boolean;
}

/** What long watching found. */
export interface Growth {
	readonly trends: readonly Trend[];
	readonly failures: readonly string[];
}

/** Whether it went as it should: nothing failed, and nothing takes ever more. */
export function isSound({ trends, failures }: Growth): boolean {
	return failures.length === 0 && !trends.some(({ grows }) => grows);
}

/** What is watched, and how it is shown. */
export interface Watched<Name extends string> {
	readonly what: Name;
	readonly unit: "bytes" | "count" | "seconds";
	/** Growth from the first observation to the last that is none, as a share of the largest; undefined for any. */
	readonly allowed?: number;
}

/** @returns none for fewer than two observations. */
export function trendsOf<Name extends string>(
	observations: readonly Readonly<Record<Name, number>>[],
	watched: readonly Watched<Name>[],
): readonly Trend<Name>[] {
	const [first, last] = [observations[0], observations.at(-1)];
	if (first === undefined || last === undefined || observations.length < 2) return [];
	return watched.map(({ what, allowed }) => {
		const line = theilSen(
			observations.map((seen, i) => [i, seen[what]] as const),
			LEVEL,
		);
		const sure = line.reachable ? line.interval[0] * (observations.length - 1) : 0;
		const size = Math.max(...observations.map((seen) => seen[what]));
		return {
			what,
			first: first[what],
			last: last[what],
			slope: line.slope,
			interval: line.interval,
			grows: allowed !== undefined && sure > allowed * size,
		};
	});
}

/**
 * How each figure grew, and what failed.
 * @param per what an observation is, e.g. "run".
 */
export function showGrowth<Name extends string>(
	{ trends, failures }: Growth,
	watched: readonly Watched<Name>[],
	per: string,
): string {
	const table = new Table({
		head: ["", "First", "Last", `Slope per ${per}`, "95 % interval", "Grows"],
		style: { head: [], border: [] },
	});
	for (const { what, first, last, slope, interval, grows } of trends) {
		const unit = watched.find((one) => one.what === what)?.unit ?? "count";
		const show = (value: number, digits: number) =>
			unit === "bytes"
				? `${(value / 1e6).toFixed(1 + digits)} MB`
				: value.toFixed(digits + (unit === "seconds" ? 1 : 0));
		table.push([
			what,
			show(first, 0),
			show(last, 0),
			show(slope, 2),
			`${show(interval[0], 2)} .. ${show(interval[1], 2)}`,
			grows ? "yes" : "no",
		]);
	}
	return `${[table.toString(), ...failures].join("\n")}\n`;
}
