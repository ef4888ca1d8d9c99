import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { MARKER_TABLE } from "../../seed/dataset-marker.ts";
import { generatedDigests } from "../../seed/fixtures/generated-digests.ts";
import { terpDataset } from "../../seed/terp/dataset.ts";
import { type IsolatedCache, isolatedCache } from "./fixtures/isolated-cache.ts";
import { processesWith } from "./fixtures/processes.ts";
import { mysqldOf, type SeedingEnd, startSeeding } from "./fixtures/seeding-run.ts";

/** A hundred and thirty thousand rows: the load takes long enough to be caught in its middle. */
const SCALE = "0.05";
/** Half of what the sales take in the end. */
const HALF_OF_SALES = 3 * 1024 * 1024;

let expected: Readonly<Record<string, string>>;
let cache: IsolatedCache;

beforeAll(async () => {
	expected = await generatedDigests(terpDataset, SCALE, 1);
});

beforeEach(async () => {
	cache = await isolatedCache();
});

afterEach(() => cache.remove());

/** The next run finds nothing to reuse, makes the very rows that an undisturbed one makes, and leaves nothing behind. */
async function expectCleanRerun(): Promise<void> {
	const { exitCode, stdout, stderr } = await startSeeding(cache.folder, SCALE).end;
	expect(exitCode, stderr).toBe(0);
	const report = JSON.parse(stdout);
	expect(report).toMatchObject({ reused: false, audit: { failed: [] } });
	const tables: readonly { name: string; digest: string }[] = report.tables;
	expect(Object.fromEntries(tables.map(({ name, digest }) => [name, digest]))).toEqual(expected);
	expect(await cache.runs()).toEqual([]);
	expect(await processesWith(cache.folder)).toEqual([]);
}

function expectSentence({ exitCode, stdout, stderr }: SeedingEnd, exitCodes: readonly number[]): void {
	expect(exitCodes, stderr).toContain(exitCode);
	expect(stderr).not.toContain("This is a bug");
	expect(stdout).toBe("");
}

test("after the harness is killed while it seeds, the next run starts clean and reaches the same digests", async () => {
	const { child, grown, end } = startSeeding(cache.folder, SCALE);
	await grown("sales", HALF_OF_SALES);
	child.kill("SIGKILL");
	await end;
	await expectCleanRerun();
});

test("a server killed while it is seeded ends the run with a sentence, and the next reaches the same digests", async () => {
	const { grown, end } = startSeeding(cache.folder, SCALE);
	await grown("sales", HALF_OF_SALES);
	process.kill(await mysqldOf(cache.folder), "SIGKILL");
	expectSentence(await end, [4]);
	await expectCleanRerun();
});

test("a disk that is full halfway ends the run with a sentence, and the next reaches the same digests", async () => {
	const { grown, fillDisk, end } = startSeeding(cache.folder, SCALE, smallDisk(cache.folder));
	await grown("sales", HALF_OF_SALES);
	await fillDisk();
	const failed = await end;
	expectSentence(failed, [3, 4]);
	expect(failed.stderr).toMatch(/disk space|connection to the server was lost/);
	await expectCleanRerun();
});

test("a disk that fills up when all is loaded costs at most the run, and the next reaches the same digests", async () => {
	const { grown, fillDisk, end } = startSeeding(cache.folder, SCALE, smallDisk(cache.folder));
	await grown(MARKER_TABLE, 1);
	await fillDisk();
	const { exitCode, stderr } = await end;
	expect(stderr).not.toContain("This is a bug");
	expect([0, 3, 4], stderr).toContain(exitCode);
	if (exitCode === 0) expect(stderr).toContain("The dataset is not kept for later runs");
	await expectCleanRerun();
});

/**
 * Runs a command with a small disk for its runs, in a namespace of its own: root and users alike may do that on Debian.
 * @throws Error where the system forbids it: then this test cannot be made, and says so.
 */
function smallDisk(cacheFolder: string): readonly string[] {
	const runs = join(cacheFolder, "runs");
	const mount = `mkdir -p "${runs}" && mount -t tmpfs -o size=1700m tmpfs "${runs}" && exec "$0" "$@"`;
	const [program, ...parameters] = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount] as const;
	execFileSync(program, [...parameters, "true"]);
	return [program, ...parameters];
}
