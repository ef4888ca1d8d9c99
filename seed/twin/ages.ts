import type { Recency } from "../bundle/column-statistics.ts";

const CELLS = 128;
/** Days of an age that the bundle tells the share of younger rows for. */
const AGES = [
	[1, "day"],
	[7, "week"],
	[30, "month"],
	[91, "quarter"],
	[365, "year"],
] as const;

/**
 * Days since 1970 at equal distances of the rows in order of time, oldest first.
 * @param captured the day of the capture, from whose beginning ages count.
 */
export function daysOf(recency: Recency, captured: number): readonly number[] {
	const { newestDays, spanDays } = recency;
	const edges: { age: number; younger: number }[] = [{ age: newestDays, younger: 0 }];
	const add = (age: number, younger: number) => {
		const last = edges.at(-1) as { age: number; younger: number };
		if (age > last.age && age < newestDays + spanDays) edges.push({ age, younger: Math.max(last.younger, younger) });
	};
	add(0, recency.future);
	for (const [age, name] of AGES) add(age, recency[name]);
	edges.push({ age: newestDays + spanDays, younger: 1 });
	return Array.from({ length: CELLS + 1 }, (_, cell) => {
		const younger = 1 - cell / CELLS;
		const at = Math.max(
			1,
			edges.findIndex((edge) => edge.younger >= younger),
		);
		const [low, high] = [edges[at - 1] as (typeof edges)[number], edges[at] as (typeof edges)[number]];
		const part = high.younger === low.younger ? 0 : (younger - low.younger) / (high.younger - low.younger);
		return Math.round((captured - (low.age + (high.age - low.age) * part)) * 1e5) / 1e5;
	});
}
