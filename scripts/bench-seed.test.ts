import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

const benchSeed = (...flags: readonly string[]) =>
	// The same heap as by `pnpm bench:seed`: its memory is a part of what it says.
	execa(
		process.execPath,
		["--max-semi-space-size=4", join(import.meta.dirname, "..", "bench", "lab", "lab.ts"), "seed", ...flags],
		{
			reject: false,
			env: { NO_COLOR: "1", DATABASE_URL: "" },
		},
	);

test("bench:seed loads the same tables in six ways and prints ratios with their spread, and the curve", async () => {
	const flags = ["--server", "packages", "--scale", "smoke", "--rounds", "3", "--curve", "0.01,smoke", "--json"];
	const { stdout, stderr, exitCode } = await benchSeed(...flags);
	expect(exitCode, stderr).toBe(0);
	const { ratios, curve, ...more } = JSON.parse(stdout);
	expect(more).toEqual({});
	expect(Object.keys(ratios)).toEqual(["bestBulk", "tunedBulk", "plainLoadData", "drizzleSeed", "fakerInserts"]);
	for (const spread of Object.values(ratios)) {
		const { median, min, max, ...rest } = spread as Readonly<Record<string, number>>;
		expect(rest).toEqual({});
		expect([min, median, max].toSorted((a, b) => Number(a) - Number(b))).toEqual([min, median, max]);
		expect(min).toBeGreaterThan(0);
	}
	// The smallest first, whatever the order they were asked for in.
	expect(curve.map(({ scale, rows }: { scale: string; rows: number }) => [scale, rows])).toEqual([
		["smoke", 10_340],
		["x0.01", 26_473],
	]);
	for (const point of curve) {
		expect(Object.keys(point)).toEqual(["scale", "rows", "seconds", "rssBytes"]);
		expect(point.seconds).toBeGreaterThan(0);
		expect(point.rssBytes).toBeLessThan(300e6);
	}
});

test.each([
	[["--rounds", "2"], "3 or more"],
	[["--curve", "1,huge"], '"huge" is not a scale'],
	[["--url", "mysql://root@127.0.0.1:1"], "takes none of yours"],
])("bench:seed refuses %j with a sentence", async (flags, sentence) => {
	const { stderr, exitCode } = await benchSeed(...flags);
	expect(stderr).toContain(sentence);
	expect(exitCode).toBe(2);
});
