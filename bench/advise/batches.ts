import type { Candidate } from "../../schema/candidates/candidate.ts";
import type { TableUse } from "./query-shapes.ts";

/**
 * The candidates in batches within which each can be shown as if it were alone.
 *
 * An invisible index is not used, but the optimizer learns from it how many values its leading column has, and reckons
 * with that for conditions on the column: 87 of 574 plans of `pnpm lab isolation` were others for it. So what is built
 * together either begins with the same column, of which the one that is shown tells as much, or has its leading column in
 * no condition of any query that names the other's table. Of these, none of 574 differed.
 * @param room indexes that a table may still get.
 */
export function batchesOf(
	candidates: readonly Candidate[],
	uses: readonly TableUse[],
	room: (table: string) => number,
): readonly (readonly Candidate[])[] {
	const batches: Group[][] = [];
	for (const group of groupsOf(candidates, uses, room)) {
		const fits = (batch: readonly Group[]) => {
			const there = batch
				.filter(({ table }) => table === group.table)
				.reduce((sum, { members }) => sum + members.length, 0);
			return there + group.members.length <= room(group.table) && batch.every((other) => !disturbs(group, other));
		};
		const batch = batches.find(fits);
		if (batch === undefined) batches.push([group]);
		else batch.push(group);
	}
	return batches.map((batch) => batch.flatMap(({ members }) => members));
}

/** Candidates of one table that begin with the same part. */
interface Group {
	readonly table: string;
	readonly members: readonly Candidate[];
	/** Scenarios that have the leading column in a condition. */
	readonly knows: ReadonlySet<string>;
	/** Scenarios that name the table. */
	readonly touches: ReadonlySet<string>;
}

function groupsOf(
	candidates: readonly Candidate[],
	uses: readonly TableUse[],
	room: (table: string) => number,
): readonly Group[] {
	return [...Map.groupBy(candidates, leadOf).values()].flatMap((own) => {
		const { table = "", columns: [lead = ""] = [] } = own[0]?.index ?? {};
		const naming = uses.filter((use) => use.table === table);
		const knowing = naming.filter(({ equal, range, filtered, grouped }) =>
			[...equal, ...range, ...filtered, ...grouped].some((column) => lead === column || !isBare(lead)),
		);
		const size = Math.max(1, room(table));
		const parts = Array.from({ length: Math.ceil(own.length / size) }, (_, at) =>
			own.slice(at * size, (at + 1) * size),
		);
		return parts.map((members) => ({
			table,
			members,
			knows: new Set(knowing.map(({ scenario }) => scenario)),
			touches: new Set(naming.map(({ scenario }) => scenario)),
		}));
	});
}

/** A prefix or an expression may stand for any condition. */
function isBare(part: string): boolean {
	return /^[\p{L}\w$]+$/u.test(part);
}

function disturbs(one: Group, other: Group): boolean {
	const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((scenario) => b.has(scenario));
	return meets(one.knows, other.touches) || meets(other.knows, one.touches);
}

function leadOf({ index }: Candidate): string {
	return JSON.stringify([index.table, index.columns[0]]);
}
