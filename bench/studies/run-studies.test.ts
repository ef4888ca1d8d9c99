import { expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { askedCandidate } from "../../scenarios/asked-indexes.ts";
import { perf001 } from "../../scenarios/perf-001/index.ts";
import { memoryJournal } from "../record/fixtures/memory-journal.ts";
import { runRecordSchema } from "../record/schema.ts";
import type { Studies } from "../record/studies/schema.ts";
import { charging } from "../report/fixtures/sample-attribution.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import type { Server } from "../server/server.ts";
import type { StudyOptions } from "./options.ts";
import { runStudies } from "./run-studies.ts";
import type { Study, StudyContext, StudyId } from "./study.ts";

/** None of the studies here goes to a server. */
const server: Server = {
	source: "local",
	version: "9",
	why: "a test",
	owned: true,
	restored: false,
	address: { host: "127.0.0.1", port: 9, user: "nobody", password: "" },
	database: "nowhere",
	keepDataset: async () => {},
	stop: async () => {},
};
const connect = () => Promise.reject(new Error("no server"));

const effects = { ...charging("idx_a", "none", "none"), indexes: [] };
const costs = { seconds: 0, durability: {}, tables: [], writes: [] };
const pools = {
	seconds: 0,
	dataBytes: 0,
	flushMethod: "",
	pairsAsked: 0,
	secondsPerPool: 0,
	pools: [],
	strata: [],
	leftOut: [],
};
const loads = { seconds: 0, roundPairs: 0, level: 0.95, roundLimitSeconds: 1, mix: [], unfaithful: [], levels: [] };
const found: Partial<Studies> = { attribution: effects, writes: costs, memory: pools, load: loads };

/** Says what each study was asked, every time that it is made. */
function catalogueOf(ids: readonly StudyId[]) {
	const made: string[] = [];
	const catalogue = ids.map(
		(id): Study => ({
			id,
			title: id,
			wanted: ({ load }) => id !== "load" || load.length > 0,
			run: async ({ scenarios }) => {
				made.push(`${id} of ${scenarios.length}`);
				return found[id] ?? costs;
			},
		}),
	);
	return { made, catalogue };
}

const core = perf001.scenarios.slice(0, 3);
const asking = (options: Partial<StudyOptions>, scenarios = core): Omit<StudyContext, "record"> => ({
	suite: perf001,
	scenarios,
	seed: 1,
	options: { full: false, load: [], indexSets: [], candidates: [], ...options },
	connect,
	server,
	progress: silentProgress,
	signal: new AbortController().signal,
});
const noted = () => {
	const notices: string[] = [];
	return { notices, progress: { ...silentProgress, notice: (line: string) => notices.push(line) } };
};

test("a run that is continued makes those studies again that answer something else than is asked now", async () => {
	const journal = memoryJournal();
	const { made, catalogue } = catalogueOf(["attribution", "writes", "memory", "load"]);
	const madeFor = async (context: Omit<StudyContext, "record">) => {
		made.length = 0;
		await runStudies(context, journal, catalogue);
		return [...made];
	};
	expect(await madeFor(asking({}))).toEqual(["attribution of 3", "writes of 3", "memory of 3"]);
	expect(await madeFor(asking({}))).toEqual([]);
	const candidates = [askedCandidate("invoices(customerId, status)", perf001)];
	expect(await madeFor(asking({ candidates }))).toEqual(["attribution of 3"]);
	expect(await madeFor(asking({ candidates: [...candidates, ...candidates] }))).toEqual([]);
	expect(await madeFor(asking({ candidates, load: [1, 4, 16] }))).toEqual(["load of 3"]);
	expect(await madeFor(asking({ candidates, load: [2] }))).toEqual(["load of 3"]);
	const full = { candidates, load: [2], full: true };
	expect(await madeFor(asking(full))).toEqual(["attribution of 3", "writes of 3"]);
	const more = await madeFor(asking(full, perf001.scenarios.slice(0, 5)));
	expect(more).toEqual(["attribution of 5", "writes of 5", "memory of 5", "load of 5"]);
	expect(runRecordSchema.shape.studyRequests.parse(journal.measured.studyRequests)?.writes).toEqual({
		options: ["--full"],
		scenarios: perf001.scenarios
			.slice(0, 5)
			.map(({ id }) => id)
			.sort(),
	});
});

test("a study is about all scenarios that the record has, also where the run is continued with fewer", async () => {
	const journal = memoryJournal();
	const [template] = sampleRecord().scenarios;
	if (template === undefined) throw new Error("the sample has scenarios");
	for (const { id } of core) await journal.addScenario({ ...template, id });
	const { made, catalogue } = catalogueOf(["attribution"]);
	await runStudies(asking({}), journal, catalogue);
	await runStudies(asking({}, core.slice(0, 1)), journal, catalogue);
	await runStudies(asking({ full: true }, core.slice(0, 1)), journal, catalogue);
	expect(made).toEqual(["attribution of 3", "attribution of 3"]);
});

test("what a record does not say the request of is made again, and said so", async () => {
	const journal = memoryJournal();
	await journal.addStudies({ writes: costs });
	const { made, catalogue } = catalogueOf(["writes"]);
	const { notices, progress } = noted();
	await runStudies({ ...asking({}), progress }, journal, catalogue);
	expect(made).toEqual(["writes of 3"]);
	expect(notices).toEqual([expect.stringContaining("made again")]);
});
