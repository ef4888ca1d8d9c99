import { existsSync } from "node:fs";
import { appendFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Scenario } from "../../../scenarios/suite.ts";
import { judge } from "../../judge/judge-run.ts";
import { readRecord, writeRecord } from "../../record/file.ts";
import { sampleHead } from "../../record/fixtures/memory-journal.ts";
import type { RunHead } from "../../record/journal.ts";
import type { MeasuredRun, MeasuredScenario } from "../../record/measured.ts";
import { measuredPartOf } from "../../record/schema.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { amendRun, type RunJournal, resumeJournal } from "./journal.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-journal-"));
});
afterEach(() => rm(folder, { recursive: true }));

const record = measuredPartOf(sampleRecord({ strata: 5, change: (whole) => ({ ...whole, status: "interrupted" }) }));

/** The suite that made the record, with its queries changed. */
function suiteWith(change: (sql: string) => string) {
	const scenarios = record.scenarios.map(
		({ id, sql, strata }): Pick<Scenario, "id" | "strata" | "indexes" | "affected" | "group"> => ({
			id,
			indexes: [],
			affected: false,
			group: "inventory",
			strata: strata.map((stratum) => ({
				id: stratum.id,
				share: stratum.share,
				keys: { by: "constant", keys: [] },
				queries: (key) => [{ toSQL: () => ({ sql: change(sql), params: [...key] }) }],
			})),
		}),
	);
	return { scenarios, indexes: record.indexes };
}

const asItWas = suiteWith((sql) => sql);

async function opened(
	change: Partial<RunHead["environment"]> = {},
	suite = asItWas,
	also: Partial<RunHead> = {},
): Promise<RunJournal> {
	await writeRecord(folder, judge(record));
	const { planned, environment } = record;
	const head = sampleHead({ planned, environment: { ...environment, ...change }, ...also });
	return await resumeJournal(folder, head, suite);
}

async function resumed(change: Partial<RunHead["environment"]>, suite = asItWas): Promise<MeasuredRun> {
	const journal = await opened(change, suite);
	await journal.close();
	return journal.measured;
}

describe("a run that ended early", () => {
	test("is continued with what it had, and nothing to be told where nothing changed", async () => {
		const { scenarios, notices, status } = await resumed({});
		expect({ scenarios, notices, status }).toEqual({
			scenarios: record.scenarios,
			notices: record.notices,
			status: "partial",
		});
	});

	test("is read only once its folder is taken: until then another process may add to it", async () => {
		const taken: boolean[] = [];
		const asked = suiteWith((sql) => {
			taken.push(existsSync(join(folder, ".in-use")));
			return sql;
		});
		await resumed({}, asked);
		expect(new Set(taken)).toEqual(new Set([true]));
	});

	test("is not continued with another text of a query that it has measured", async () => {
		const ended = resumed(
			{},
			suiteWith((sql) => sql.replace("`sales`.`saleDate` >= ?", "true")),
		);
		await expect(ended).rejects.toMatchObject({
			exitCode: 2,
			message: expect.stringMatching(/the query of i13-slow-moving is not what it was/),
			remedy: expect.stringContaining("Start a new run"),
		});
	});

	test("is not continued with other indexes than those it has measured with", async () => {
		const [first, ...rest] = record.indexes;
		if (first === undefined) throw new Error("the sample has indexes");
		const indexes = [{ ...first, columns: [...first.columns, "site"] }, ...rest];
		await expect(resumed({}, { ...asItWas, indexes })).rejects.toThrow(`${first.table}(batchId, site)`);
	});

	test("says so when it is continued on another CPU or at another commit", async () => {
		const git = { commit: "f".repeat(40), dirty: true };
		const { notices } = await resumed({ cpuModel: "Other CPU", git });
		expect(notices.slice(record.notices.length)).toEqual([
			"Continued on another machine after 2 scenarios: Example CPU @ 2.60 GHz, 2 cores before, Other CPU, 2 cores from there on.",
			"Continued at another state of the code after 2 scenarios: commit 0123456789ab before, commit ffffffffffff with uncommitted changes from there on.",
		]);
	});
});

describe("a run under way", () => {
	/** One that a bug has made. */
	function invalidScenario(): MeasuredScenario {
		const [first] = record.scenarios;
		if (first === undefined) throw new Error("the sample has scenarios");
		return { ...first, weight: Number.NaN };
	}

	test("that makes something invalid of a scenario is closed as failed, with all that was valid", async () => {
		const journal = await opened();
		await expect(journal.addScenario(invalidScenario())).rejects.toThrow("weight");
		await journal.finish("failed", "the first thing that went wrong");
		const saved = await readRecord(folder);
		expect(saved).toMatchObject({ status: "failed", failure: "the first thing that went wrong" });
		expect(saved.scenarios).toEqual(journal.judged.scenarios);
		expect(saved.scenarios.map(({ id }) => id)).toEqual(record.scenarios.map(({ id }) => id));
	});

	test("that cannot be judged is closed as failed, never as complete, and keeps the facts that its record lacks", async () => {
		let broken = false;
		const published = {
			...record.published,
			get claims() {
				if (broken) throw new Error("a bug of the verdict");
				return record.published.claims;
			},
		};
		const journal = await opened({}, asItWas, { published });
		const [first] = record.scenarios;
		if (first === undefined) throw new Error("the sample has scenarios");
		broken = true;
		await expect(journal.addScenario({ ...first, title: "measured again" })).rejects.toThrow("a bug of the verdict");
		await expect(journal.finish("complete")).rejects.toThrow("a bug of the verdict");
		await journal.finish("failed", "a bug of the verdict");
		await journal.close();
		expect(await readRecord(folder)).toMatchObject({ status: "failed", failure: "a bug of the verdict" });
		expect((await readRecord(folder)).scenarios[0]?.title).toBe(first.title);
		const continued = await resumeJournal(folder, sampleHead({ planned: record.planned }), asItWas);
		expect(continued.measured.scenarios[0]?.title).toBe("measured again");
		await continued.close();
	});

	test("has every fact on disk before the next: killed, it is continued with all of them", async () => {
		const journal = await opened();
		const [first] = record.scenarios;
		if (first === undefined) throw new Error("the sample has scenarios");
		journal.notice("seen before the end");
		await journal.addScenario({ ...first, title: "measured again" });
		// Killed in the middle of the next: half a line, and a record that lacks what came before it.
		await appendFile(join(folder, "facts.jsonl"), '{"kind":"scenario","scenario":{"id":"');
		await writeRecord(folder, judge(record));
		await journal.close();
		const continued = await resumeJournal(folder, sampleHead({ planned: record.planned }), asItWas);
		expect(continued.measured.scenarios[0]?.title).toBe("measured again");
		expect(continued.measured.notices).toContain("seen before the end");
		await continued.finish("complete");
		await continued.close();
		expect(await readdir(folder)).toEqual(["run.json"]);
		expect(measuredPartOf(await readRecord(folder))).toEqual(continued.measured);
	});

	test("changes afterwards by what is found out about it, and keeps what its record lacks", async () => {
		const journal = await opened();
		const [first] = record.scenarios;
		if (first === undefined) throw new Error("the sample has scenarios");
		await journal.addScenario({ ...first, title: "measured again" });
		await writeRecord(folder, judge(record));
		await expect(amendRun(folder, { command: "another" })).rejects.toMatchObject({ exitCode: 2 });
		await journal.close();
		expect(await amendRun(folder, { command: "another" })).toEqual(await readRecord(folder));
		const { command, scenarios } = await readRecord(folder);
		expect([command, scenarios[0]?.title]).toEqual(["another", "measured again"]);
		expect(await readdir(folder)).toEqual(["run.json"]);
	});

	test("that can save nothing any more still knows what it has measured and how it ended", async () => {
		const journal = await opened();
		const [first] = record.scenarios;
		if (first === undefined) throw new Error("the sample has scenarios");
		await rm(folder, { recursive: true });
		await writeFile(folder, "");
		await expect(journal.addScenario({ ...first, title: "measured again" })).rejects.toMatchObject({ exitCode: 2 });
		await expect(journal.finish("failed", "no folder")).rejects.toMatchObject({ exitCode: 2 });
		expect(journal.judged).toMatchObject({ status: "failed", failure: "no folder" });
		expect(journal.judged.scenarios[0]?.title).toBe("measured again");
	});
});
