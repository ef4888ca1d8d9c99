import { RandomStream } from "../random-stream.ts";
import { blockShuffle, clustered, type KeyOfRow } from "./clustered.ts";
import type { DrawPlan, GroupPlan } from "./plan.ts";
import { mixedDraw, quantileDraw } from "./quantile-draw.ts";
import { keysOf, RankChoice, RankQuota } from "./rank-law.ts";
import { Shuffle } from "./shuffle.ts";

/** The number that a row's value is made from; `NONE` for NULL. */
export type Draw = (row: number) => number;
export const NONE = -1;

/** What several columns draw together: one number per part. */
export type GroupDraw = ((row: number, part: number) => number) & { readonly keyOf?: (row: number) => KeyOfRow };

/** Where a draw is made. */
interface Setting {
	readonly rows: number;
	readonly seed: number;
	/** Names the column: streams of the same name are the same. */
	readonly id: string;
	readonly group: (at: number) => GroupDraw;
}

export function drawOf(plan: DrawPlan, { rows, seed, id, group }: Setting): Draw {
	switch (plan.by) {
		case "row":
			return (row) => row;
		case "shuffled": {
			const shuffle = new Shuffle(Math.max(1, rows), keyOf(seed, id));
			return (row) => shuffle.at(row);
		}
		case "law": {
			const stream = new RandomStream(seed, `${id}/rank`);
			const choice = new RankChoice(plan.law);
			const shuffle = plan.spread ? new Shuffle(keysOf(plan.law), keyOf(seed, id)) : undefined;
			return (row) => {
				const rank = choice.draw(stream.at(row));
				return shuffle === undefined ? rank : shuffle.at(rank);
			};
		}
		case "moved": {
			const moved = blockShuffle(rows, 1, Math.abs(plan.window), keyOf(seed, id));
			return plan.window < 0 ? (row) => rows - 1 - moved(row) : moved;
		}
		case "quantile":
			return quantileDraw(plan, rows, seed, id);
		case "mixed":
			return mixedDraw(plan, rows, seed, id, plan.group === undefined ? undefined : group(plan.group).keyOf);
		case "group": {
			const draw = group(plan.group);
			return (row) => draw(row, plan.part);
		}
	}
}

export function groupOf(plan: GroupPlan, rows: number, seed: number, id: string): GroupDraw {
	switch (plan.kind) {
		case "reference": {
			const stream = new RandomStream(seed, id);
			const choice = new RankChoice(plan.law);
			const shuffle = new Shuffle(plan.parents, keyOf(seed, id));
			return (row) => (stream.at(row).chance(plan.nulls) ? NONE : shuffle.at(choice.draw(stream)));
		}
		case "self": {
			const stream = new RandomStream(seed, id);
			return (row) => {
				if (stream.at(row).chance(plan.nulls)) return NONE;
				if (row === 0) return plan.nulls > 0 ? NONE : 0;
				// The square draws early rows more often, as roots of trees have more below them.
				const part = stream.unit();
				return Math.floor(part * part * row);
			};
		}
		case "clustered": {
			const stream = new RandomStream(seed, id);
			const keyOf = clustered(plan, rows, seed, id);
			const draw = (row: number) => (stream.at(row).chance(plan.nulls) ? NONE : keyOf(row).key);
			return Object.assign(draw, { keyOf });
		}
		case "one-to-one": {
			const shuffle = new Shuffle(Math.max(1, plan.parents), keyOf(seed, id));
			return (row) => shuffle.at(row);
		}
		case "tuple":
			return tuple(plan, rows, seed, id);
	}
}

/**
 * Rows are shared out to the leading part by its law, and the place among the rows of one leading value, scattered over all
 * combinations of the other parts by a bijection of that value's own, gives these: no combination can come twice.
 */
function tuple(plan: Extract<GroupPlan, { kind: "tuple" }>, rows: number, seed: number, id: string): GroupDraw {
	const rest = plan.sizes.reduce((product, size) => product * size, 1);
	const quota = new RankQuota(plan.law, rows, rest);
	const leading = new Shuffle(plan.leading, keyOf(seed, `${id}/leading`));
	const order = plan.inOrder ? undefined : new Shuffle(Math.max(1, rows), keyOf(seed, `${id}/order`));
	const others = new Shuffle(rest, keyOf(seed, `${id}/others`));
	const parts = new Float64Array(plan.sizes.length + 1);
	let current = -1;
	return (row, part) => {
		if (row !== current) {
			current = row;
			quota.seek(order === undefined ? row : order.at(row));
			parts[0] = leading.at(quota.rank);
			let left = others.keyed(quota.place, quota.rank);
			for (const [at, size] of plan.sizes.entries()) {
				const next = Math.floor(left / size);
				parts[at + 1] = left - next * size;
				left = next;
			}
		}
		return parts[part] as number;
	};
}

function keyOf(seed: number, id: string): number {
	return new RandomStream(seed, `${id}/shuffle`).at(0).uint32();
}
