import { glob, readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

/** The rooms, lowest first: a room imports itself and rooms before it in this list, and no other. */
const ROOMS = [
	"base",
	"mysql",
	"schema",
	"seed",
	"scenarios",
	"bench/statistics",
	"bench/record",
	"bench/judge",
	"bench/server",
	"bench/capture",
	"bench/report",
	"bench/measure",
	"bench/studies",
	"bench/run",
	"bench/advise",
	"bench/cli",
	"bench/lab",
	"scripts",
];

/** Imports that the rule forbids and that are still there; one that nobody needs any more fails the test. */
const ALLOWED: readonly string[] = [];

const IMPORT = /(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;

interface Edge {
	readonly from: string;
	readonly to: string;
}

async function edges(): Promise<readonly Edge[]> {
	const found: Edge[] = [];
	for await (const file of glob("{base,mysql,schema,seed,scenarios,bench,scripts}/**/*.ts", { cwd: ROOT })) {
		if (file.endsWith(".test.ts") || file.includes("/fixtures/")) continue;
		const text = await readFile(join(ROOT, file), "utf8");
		for (const [, specifier] of text.matchAll(IMPORT)) {
			found.push({ from: file, to: posix.join(dirname(file), specifier ?? "") });
		}
	}
	return found;
}

function roomOf(file: string): string | undefined {
	return ROOMS.find((room) => file.startsWith(`${room}/`));
}

test("Every file lies in a room.", async () => {
	expect((await edges()).map(({ from }) => from).filter((from) => roomOf(from) === undefined)).toEqual([]);
});

test("Imports point down, and no allowance outlives its need.", async () => {
	const forbidden = (await edges())
		.filter(({ from, to }) => ROOMS.indexOf(roomOf(to) ?? "") > ROOMS.indexOf(roomOf(from) ?? ""))
		.map(({ from, to }) => `${from} -> ${to}`);
	expect([...new Set(forbidden)].sort()).toEqual([...ALLOWED].sort());
});

test("No circle of imports, those of types alone included.", async () => {
	const imports = Map.groupBy(await edges(), ({ from }) => from);
	const done = new Set<string>();
	const circles: string[] = [];
	const walk = (file: string, path: readonly string[]): void => {
		const start = path.indexOf(file);
		if (start >= 0) circles.push([...path.slice(start), file].join(" -> "));
		if (start >= 0 || done.has(file)) return;
		for (const { to } of imports.get(file) ?? []) walk(to, [...path, file]);
		done.add(file);
	};
	for (const file of imports.keys()) walk(file, []);
	expect(circles).toEqual([]);
});
