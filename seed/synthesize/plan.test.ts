import { expect, test } from "vitest";
import { BenchError } from "../../base/errors.ts";
import { oddSchema, reference, schemaOf, table, unique } from "../fixtures/odd-schema.ts";
import { RandomStream } from "../random-stream.ts";
import { RowWriter } from "../row-writer.ts";
import { parseScale } from "../scale.ts";
import { planDataset } from "./dataset.ts";
import { rowGenerators } from "./generators.ts";
import type { SynthesizeOptions } from "./options.ts";
import { keysOf, RankChoice, RankQuota, zipf } from "./rank-law.ts";
import { referencesOf } from "./references.ts";
import { Shuffle } from "./shuffle.ts";
import { volumesOf } from "./volumes.ts";

const planOf = (model: typeof oddSchema, options: SynthesizeOptions = {}) => {
	const volumes = volumesOf(model, referencesOf(model), options)(parseScale("production"));
	return { volumes, plan: planDataset(model, options, volumes, 1) };
};

/** Rows of a table as text, in the order in which they are asked for. */
const written = (made: ReturnType<typeof planOf>, name: string, rows: readonly number[], seed = 1) => {
	const generators = rowGenerators({ seed, volumes: made.volumes, shared: made.plan });
	return rows.map((row) => {
		const out = new RowWriter(new Uint8Array(100_000));
		generators[name]?.write(row, out);
		return Buffer.from(out.bytes.subarray(0, out.length)).toString("latin1");
	});
};

test("a row depends on its number and the seed alone, in whatever order and process it is made", () => {
	const made = planOf(oddSchema, { rows: 3000 });
	const crossed = structuredClone(made);
	for (const { name, rows } of made.plan.tables) {
		const numbers = [0, Math.floor(rows / 2), rows - 1];
		const forwards = written(made, name, numbers);
		expect(written(crossed, name, numbers.toReversed()).toReversed()).toEqual(forwards);
		expect(written(made, name, numbers, 2)).not.toEqual(forwards);
	}
});

test("what is said of columns is what they hold", () => {
	const orders = table(
		"orders",
		["id int !+", "status varchar(10) !", "total decimal(8,2) !", "note text", "at date !", "who varchar(80) !"],
		{
			key: ["id"],
		},
	);
	const made = planOf(schemaOf([orders]), {
		rows: 2000,
		columns: {
			"orders.status": { values: { open: 1, paid: 9 } },
			"orders.total": { from: 10, to: 20 },
			"orders.note": { nulls: 0.5 },
			"orders.at": { from: "2020-01-01", to: "2020-12-31" },
			"orders.who": { distinct: 7, text: "email" },
		},
	});
	const rows = written(
		made,
		"orders",
		Array.from({ length: 2000 }, (_, row) => row),
	).map((line) => line.trimEnd().split("\t"));
	const share = (is: (row: readonly string[]) => boolean) => rows.filter(is).length / rows.length;
	expect(share(([, status]) => status === "open")).toBeCloseTo(0.1, 1);
	expect(share(([, status]) => status === "open" || status === "paid")).toBe(1);
	expect(share(([, , total]) => Number(total) >= 10 && Number(total) <= 20)).toBe(1);
	expect(share(([, , , note]) => note === "\\N")).toBeCloseTo(0.5, 1);
	expect(share(([, , , , at]) => String(at) >= "2020-01-01" && String(at) <= "2020-12-31")).toBe(1);
	expect(new Set(rows.map(([, , , , , who]) => who)).size).toBe(7);
	expect(rows.every(([, , , , , who]) => /@mail\.example$/.test(String(who)))).toBe(true);
});

test.each([
	[
		table("t", ["id int !+", "n int !"], { key: ["id"], checks: ["n % 7 = 3"] }),
		{},
		"No rows can be made that keep check t_check_1 of t for certain: n % 7 = 3.",
	],
	[
		table("t", ["kind enum('a','b') !"], { key: ["kind"] }),
		{ rows: { t: 5 } },
		/Column kind of t is unique and has room for 2 values, but 5 rows/,
	],
	[
		table("t", ["kind enum('a','b') !", "flag tinyint(1) !"], { key: ["kind", "flag"] }),
		{ rows: { t: 5 } },
		"The unique key (kind, flag) of t has 4 combinations, but 5 rows are asked for.",
	],
	[
		table("t", ["id int !+", "area polygon !"], { key: ["id"] }),
		{},
		"Values of column area of t cannot be made: its type is polygon.",
	],
	[
		table("t", ["id int !+"], { key: ["id"] }),
		{ rows: { u: 5 } },
		'"rows" speaks of a table u that the schema does not have.',
	],
	[
		table("t", ["id int !+"], { key: ["id"] }),
		{ columns: { "t.x": {} } },
		'"columns" speaks of t.x, which the schema does not have.',
	],
	[
		table("t", ["id int !+", "n int !"], { key: ["id"] }),
		{ columns: { "t.n": { nulls: 0.5 } } },
		'"columns" asks for NULL in t.n, which is NOT NULL.',
	],
	[
		table("t", ["id int !+", "n int"], { key: ["id"] }),
		{ columns: { "t.n": { nulls: 5 } } },
		/says something of t\.n that cannot be read: nulls: /,
	],
] as const)("what cannot be made is one sentence with table and column: %#", (one, options, message) => {
	const attempt = () => planOf(schemaOf([one]), options);
	expect(attempt).toThrow(BenchError);
	expect(attempt).toThrow(message);
});

test("a check that cannot be read is left to whoever says what its columns hold", () => {
	const one = table("t", ["id int !+", "n int !"], { key: ["id"], checks: ["n % 7 = 3"] });
	const { plan } = planOf(schemaOf([one]), { rows: 10, columns: { "t.n": { values: { 3: 1, 10: 1 } } } });
	expect(plan.tables[0]?.columns[1]?.value).toEqual({ as: "member", members: ["3", "10"] });
});

test("parents have fewer rows than children, and a key with few combinations has its table smaller", () => {
	const { volumes } = planOf(oddSchema, { rows: 100_000 });
	expect(volumes.tenants).toBeLessThan(volumes.people ?? 0);
	expect(volumes.teams).toBeLessThan(volumes.rates ?? 0);
	expect(volumes.profiles).toBeLessThanOrEqual(volumes.teams ?? 0);
	expect(Math.max(...Object.values(volumes))).toBe(100_000);
});

test("a unique column with few values has its table smaller, unless its rows were asked for", () => {
	const country = table("countries", ["code char(2) !", "made timestamp"], { indexes: [unique("code")] });
	expect(planOf(schemaOf([country])).volumes.countries).toBe(36 ** 2);
	expect(() => planOf(schemaOf([country]), { rows: { countries: 5000 } })).toThrow("has room for 1296 values");
});

test("two tables that each take their key from the other have rows all the same", () => {
	const both = [
		table("videos", ["id int !"], { key: ["id"] }),
		table("edits", ["video_id int !"], { key: ["video_id"], foreignKeys: [reference("video_id", "videos(id)")] }),
	];
	const toEach = { table: "videos", columns: ["id"], refTable: "edits", refColumns: ["video_id"] };
	const made = planOf(schemaOf(both, [toEach]), { rows: 50 });
	const videos = written(made, "videos", [...Array(made.volumes.videos).keys()]);
	expect(new Set(videos).size).toBe(made.volumes.videos);
	expect(written(made, "edits", [0])[0]).toBeOneOf(videos);
});

test.each([1, 2, 3, 7, 64, 1000, 4097])("a shuffle of %i is a bijection, and others differ from it", (size) => {
	const shuffle = new Shuffle(size, 5);
	const numbers = Array.from({ length: size }, (_, index) => index);
	expect(new Set(numbers.map((number) => shuffle.at(number))).size).toBe(size);
	expect(Math.max(...numbers.map((number) => shuffle.keyed(number, 9)))).toBe(size - 1);
	if (size > 10)
		expect(numbers.map((number) => shuffle.keyed(number, 9))).not.toEqual(numbers.map((number) => shuffle.at(number)));
});

test("Zipf's law is drawn as it is written, over many keys in few buckets", () => {
	const law = zipf(1_000_000, 1);
	expect(keysOf(law)).toBe(1_000_000);
	expect(law.length).toBeLessThan(400);
	const choice = new RankChoice(law);
	const stream = new RandomStream(1, "zipf");
	const counts = [0, 0, 0];
	const draws = 200_000;
	for (let row = 0; row < draws; row++) {
		const rank = choice.draw(stream.at(row));
		counts[rank === 0 ? 0 : rank < 1000 ? 1 : 2] = (counts[rank === 0 ? 0 : rank < 1000 ? 1 : 2] ?? 0) + 1;
	}
	const harmonic = (n: number) => Math.log(n) + 0.577_215_664_9;
	expect((counts[0] ?? 0) / draws).toBeCloseTo(1 / harmonic(1e6), 2);
	expect((counts[2] ?? 0) / draws).toBeCloseTo(1 - harmonic(1000) / harmonic(1e6), 2);
});

test.each([
	[100, 1000, 50],
	[7, 35, 5],
	[1000, 999, 3],
	[300, 90_000, 400],
])("%i keys share %i rows out, none with more than %i, each row with a place of its own", (keys, rows, most) => {
	const quota = new RankQuota(zipf(keys, 1), rows, most);
	const seen = new Map<number, number>();
	for (let row = 0; row < rows; row++) {
		quota.seek(row);
		expect(quota.place).toBe(seen.get(quota.rank) ?? 0);
		seen.set(quota.rank, quota.place + 1);
	}
	expect(Math.max(...seen.values())).toBeLessThanOrEqual(most);
	expect(Math.max(...seen.keys())).toBeLessThan(keys);
});
