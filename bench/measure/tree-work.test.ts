import { describe, expect, test } from "vitest";
import { readTree } from "../../mysql/executed-tree.ts";
import { type Execution, workInTree } from "./tree-work.ts";

const did = (tree: string, handlers: Execution["handlers"], other: Partial<Execution> = {}) => {
	const found = workInTree({
		handlers,
		pageReads: 10,
		resultRows: 1,
		statements: 1,
		sentBytes: 60,
		entriesUnpushed: null,
		trees: [readTree(tree)],
		usedColumns: [new Map()],
		...other,
	});
	return { ...Object.fromEntries(found.counts), unknown: found.unknown };
};

describe("work above and below the counters is counted:", () => {
	test("pairs that a join compares in its buffer, and the rows that its filter then drops", () => {
		const tree = `-> Filter: (b.x < a.y)  (cost=1 rows=1) (actual time=1..2 rows=700 loops=1)
    -> Inner hash join (no condition)  (cost=1 rows=1) (actual time=1..2 rows=200000 loops=1)
        -> Table scan on b  (cost=1 rows=1) (actual time=1..2 rows=1000 loops=1)
        -> Hash
            -> Table scan on a  (cost=1 rows=1) (actual time=1..2 rows=200 loops=1)`;
		expect(did(tree, { Handler_read_rnd_next: 1202 })).toMatchObject({
			"compared-pair": 200_000,
			"filtered-row": 200_000,
			"hashed-row": 1200,
		});
	});

	test("columns beyond the first two, of each row that is reached, by whatever alias", () => {
		const tree = `-> Nested loop inner join  (actual time=1..2 rows=900 loops=1)
    -> Filter: (o.x > 1)  (actual time=1..2 rows=30 loops=1)
        -> Table scan on o  (actual time=1..2 rows=50 loops=1)
    -> Index lookup on line items using k (o = o.id)  (actual time=1..2 rows=30 loops=30)`;
		const usedColumns = [
			new Map([
				["o", 12],
				["line items", 3],
			]),
		];
		expect(did(tree, {}, { usedColumns })).toMatchObject({ "further-column": 50 * 10 + 900 });
		expect(did(tree, {})).not.toHaveProperty("further-column");
	});

	test("entries that a pushed condition rejects", () => {
		const tree =
			"-> Index lookup on a using st (st = 1), with index condition: (a.c % 17 = 5)  (actual time=1..2 rows=5585 loops=1)";
		expect(did(tree, { Handler_read_key: 1, Handler_read_next: 5585 }, { entriesUnpushed: 97_029 })).toMatchObject({
			"index-entry": 5585,
			"rejected-entry": 91_444,
			"access-start": 1,
		});
	});

	test("ranges that are planned anew for each row, sorts by their input, groups in a temporary table", () => {
		const tree = `-> Sort: t.x, limit input to 5 row(s) per chunk  (actual time=1..2 rows=5 loops=1)
    -> Table scan on <temporary>  (actual time=1..2 rows=40 loops=1)
        -> Aggregate using temporary table  (actual time=1..2 rows=40 loops=1)
            -> Nested loop inner join  (actual time=1..2 rows=900 loops=1)
                -> Table scan on b  (actual time=1..2 rows=30 loops=1)
                -> Index range scan on a (re-planned for each iteration)  (actual time=1..2 rows=30 loops=30)`;
		expect(
			did(tree, { Handler_read_key: 930, Handler_read_next: 900, Handler_read_rnd_next: 71, Handler_write: 40 }),
		).toMatchObject({
			"top-sorted-row": 40,
			"temporary-read": 40,
			"scanned-row": 31,
			"grouped-row": 900,
			lookup: 30,
			"replanned-range": 30,
			"joined-row": 900,
			unknown: [],
		});
	});

	test.each([
		[
			"rows that the engine counts by itself",
			"-> Count rows in a  (actual time=7..7 rows=1 loops=1)",
			{},
			["engine-counted-rows"],
		],
		[
			"rows that it counts entry by entry",
			"-> Count rows in a  (actual time=7..7 rows=1 loops=1)",
			{ Handler_read_next: 9 },
			[],
		],
		[
			"a stored function",
			"-> Filter: (`app`.`price`(a.x) > 1)  (actual time=1..2 rows=9 loops=1)",
			{},
			["stored-function"],
		],
		[
			"a temporary table on disk",
			"-> Table scan on a  (actual time=1..2 rows=9 loops=1)",
			{ Created_tmp_disk_tables: 1 },
			["disk-temporary-table"],
		],
		[
			"a full-text search",
			"-> Full-text index search on a using s (s = 'x')  (actual time=1..2 rows=9 loops=1)",
			{},
			["full-text"],
		],
		[
			"further conditions in a hash join",
			"-> Left hash join (a.n = b.k), extra conditions: (a.c < b.l)  (actual time=1..2 rows=9 loops=1)",
			{},
			["not-told"],
		],
	])("%s is known or called unknown", (_, tree, handlers, unknown) => {
		expect(did(tree, handlers).unknown).toEqual(unknown);
	});
});

test("rows of a sort that goes to disk cost what that costs", () => {
	const tree = `-> Sort: a.x  (actual time=1..2 rows=900 loops=1)
    -> Table scan on a  (actual time=1..2 rows=900 loops=1)`;
	expect(did(tree, { Handler_read_rnd_next: 901, Sort_merge_passes: 2 })).toMatchObject({
		"merged-row": 900,
		unknown: [],
	});
});

test("text is told apart from points in time, and functions from comparisons", () => {
	const filter = (condition: string) =>
		did(
			`-> Filter: ${condition}  (actual time=1..2 rows=1 loops=1)
    -> Table scan on a  (actual time=1..2 rows=50 loops=1)`,
			{ Handler_read_rnd_next: 51 },
		);
	expect(filter("(a.at < TIMESTAMP'2024-06-08 02:37:10')")).not.toHaveProperty("text-filtered-row");
	expect(filter("(a.name = 'x')")).toMatchObject({ "filtered-row": 50, "text-filtered-row": 50 });
	expect(filter("(upper(a.name) like '%x%')")).toMatchObject({ "function-filtered-row": 50 });
});
