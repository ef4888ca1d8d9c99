import { expect, test } from "vitest";
import { nodesOf, readTree } from "./executed-tree.ts";

const TREE = `-> Limit: 10 row(s)  (cost=1.5 rows=10) (actual time=33..33.2 rows=10 loops=1)
    -> Sort: a.s, limit input to 10 row(s) per chunk  (cost=10088 rows=100000) (actual time=33..33 rows=10 loops=1)
        -> Filter: (a.note = 'two
lines -> of text')  (cost=1 rows=1) (actual time=0.1..22.6 rows=2.02e+6 loops=1)
            -> Nested loop inner join  (actual time=1..2 rows=12.5 loops=4)
                -> Table scan on a  (cost=10088 rows=100000) (actual time=0.111..22.6 rows=100000 loops=1)
                -> Covering index lookup on b using k (k = a.k)  (cost=3 rows=1) (never executed)
-> Select #2 (subquery in projection; dependent)
    -> Rows fetched before execution  (cost=0..0 rows=1) (actual time=50e-6..80e-6 rows=1 loops=3)
`;

test("a tree is read with rows over all loops, literals of several lines, and what never ran", () => {
	expect(nodesOf(readTree(TREE)).map(({ text, rows, loops }) => [text, rows, loops])).toEqual([
		["Limit: 10 row(s)", 10, 1],
		["Sort: a.s, limit input to 10 row(s) per chunk", 10, 1],
		["Filter: (a.note = 'two\nlines -> of text')", 2_020_000, 1],
		["Nested loop inner join", 50, 4],
		["Table scan on a", 100_000, 1],
		["Covering index lookup on b using k (k = a.k)", 0, 0],
		["Select #2 (subquery in projection; dependent)", 0, 0],
		["Rows fetched before execution", 3, 3],
	]);
	expect(readTree(TREE)).toHaveLength(2);
	expect(readTree(TREE)[0]?.children[0]?.children[0]?.children[0]?.children).toHaveLength(2);
});
