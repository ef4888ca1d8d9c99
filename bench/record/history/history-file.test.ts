import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { appendHistory, readHistory } from "./history-file.ts";
import { historyLineOf } from "./history-line.ts";

let folder: string;
const line = historyLineOf(sampleRecord({ strata: 3 }));

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-history-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a run leaves one line with its ratios, verdicts and surroundings, and no times", async () => {
	const path = join(folder, "made", "history.jsonl");
	await appendHistory(path, line);
	expect(await readHistory(path)).toEqual({ lines: [line], broken: [] });
	expect((await readFile(path, "utf8")).trimEnd().split("\n")).toHaveLength(1);
	expect(line).toMatchObject({ suite: "perf-001", mysql: "8.4.7", cpu: "Example CPU @ 2.60 GHz", thresholdPct: 5 });
	const record = sampleRecord({ strata: 3 });
	const [stratum] = line.strata;
	const change = record.scenarios[0]?.strata[0]?.change;
	expect(100 * (1 - Math.exp(stratum?.ratio ?? 0))).toBeCloseTo(change?.reductionPct ?? Number.NaN, 9);
	expect(100 * (1 - Math.exp(stratum?.ci?.[1] ?? 0))).toBeCloseTo(change?.ci[0] ?? Number.NaN, 9);
});

test("runs that end at the same moment both keep their lines whole", async () => {
	const path = join(folder, "together.jsonl");
	const writer = join(import.meta.dirname, "fixtures", "append-lines.ts");
	await Promise.all(["a", "b", "c"].map((name) => execa(process.execPath, [writer, path, name, "30"])));
	const { lines, broken } = await readHistory(path);
	expect(broken).toEqual([]);
	expect(new Set(lines.map(({ runId }) => runId)).size).toBe(90);
});

test("lines are read in the order of the runs' starts, and a run kept again counts once, as it was last", async () => {
	const path = join(folder, "order.jsonl");
	const at = (day: string) => `2026-01-${day}T03:00:00.000Z`;
	await appendHistory(path, { ...line, runId: "later", startedAt: at("09") });
	await appendHistory(path, { ...line, runId: "earlier", startedAt: at("02"), cpu: "first try" });
	await appendHistory(path, { ...line, runId: "earlier", startedAt: at("02"), cpu: "resumed" });
	const { lines } = await readHistory(path);
	expect(lines.map(({ runId, cpu }) => [runId, cpu])).toEqual([
		["earlier", "resumed"],
		["later", line.cpu],
	]);
});

test("half a line at the end, as a full disk leaves it, spoils itself alone", async () => {
	const path = join(folder, "torn.jsonl");
	await appendHistory(path, line);
	await appendFile(path, '{"historyVersion": 1, "runId": "to');
	await appendHistory(path, { ...line, runId: "after" });
	const { lines, broken } = await readHistory(path);
	expect(lines.map(({ runId }) => runId).toSorted()).toEqual([line.runId, "after"].toSorted());
	expect(broken).toEqual(["Line 2 is left out: it is not JSON and may have been cut short."]);
});

test("every line that is not a run's gets its sentence, and none a stack", async () => {
	const path = join(folder, "broken.jsonl");
	const wrong = [{ ...line, historyVersion: 9 }, { ...line, strata: 3 }, 42, { ...line, startedAt: "yesterday" }];
	await writeFile(path, wrong.map((value) => JSON.stringify(value)).join("\n"));
	const { lines, broken } = await readHistory(path);
	expect(lines).toEqual([]);
	expect(broken.map((sentence) => sentence.slice(0, 47))).toEqual(
		[1, 2, 3, 4].map((at) => `Line ${at} is left out: it is not a run's line (at `),
	);
	expect(broken[1]).toContain("strata");
});

test("no history, or one that cannot be written, is said with its remedy", async () => {
	await expect(readHistory(join(folder, "none.jsonl"))).rejects.toMatchObject({
		kind: "usage",
		remedy: expect.stringContaining("--keep"),
	});
	await expect(appendHistory(folder, line)).rejects.toMatchObject({
		kind: "usage",
		message: expect.stringContaining("cannot be written"),
	});
});
