import { RandomStream } from "../random-stream.ts";
import { WeightedChoice } from "../weighted-choice.ts";
import { blockShuffle, type KeyOfRow } from "./clustered.ts";
import type { DrawPlan } from "./plan.ts";

type QuantilePlan = Extract<DrawPlan, { readonly by: "quantile" }>;
type MixedPlan = Extract<DrawPlan, { readonly by: "mixed" }>;

/**
 * Numbers by their distribution in the order of the values. Where they advance with the rows, a row's place in the table is
 * its place in the distribution, but for a window within which rows change places.
 */
export function quantileDraw({ points, window }: QuantilePlan, rows: number, seed: number, id: string) {
	const stream = new RandomStream(seed, `${id}/place`);
	const moved = blockShuffle(rows, 1, Math.abs(window), stream.at(0).uint32());
	const cells = points.length - 1;
	return (row: number): number => {
		const inside = stream.at(row).unit();
		// A place of its own for each row: as many values come up as there are.
		const forward = (moved(row) + inside) / rows;
		const at = (window < 0 ? 1 - forward : forward) * cells;
		const cell = Math.min(cells - 1, Math.floor(at));
		const low = points[cell] as number;
		return Math.floor(low + ((points[cell + 1] as number) - low) * (at - cell));
	};
}

/**
 * Few values whose shares shift along the table and with the frequency of another column's key, and which may hang on that
 * key: then most rows of one key have the same.
 */
export function mixedDraw(plan: MixedPlan, rows: number, seed: number, id: string, keyOf?: (row: number) => KeyOfRow) {
	const stream = new RandomStream(seed, `${id}/mixed`);
	const ofKey = new RandomStream(seed, `${id}/of key`);
	const choices = plan.weights.map((segments) => segments.map((weights) => new WeightedChoice(weights)));
	const { numbers, rest, purity, cuts } = plan;
	return (row: number): number => {
		const found = keyOf?.(row);
		const rank = found?.rank ?? 0;
		const kind = found === undefined || rank < cuts[0] ? 0 : rank < cuts[1] ? 1 : 2;
		const segments = choices[Math.min(kind, choices.length - 1)] as readonly WeightedChoice[];
		const segment = Math.min(segments.length - 1, Math.floor((row * segments.length) / Math.max(1, rows)));
		const choice = segments[segment] as WeightedChoice;
		stream.at(row);
		const hangs = found !== undefined && purity > 0 && stream.chance(purity);
		const from = hangs ? ofKey.at(found.key) : stream;
		const at = choice.draw(from);
		const number = numbers[at];
		return number ?? rest.from + from.below(Math.max(1, rest.count));
	};
}
