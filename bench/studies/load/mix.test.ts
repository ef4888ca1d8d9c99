import { int, mysqlTable, QueryBuilder } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import type { Scenario } from "../../../scenarios/suite.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { splitMix } from "./mix.ts";

const notes = mysqlTable("notes", { id: int("id").primaryKey() });
const [template] = sampleRecord({ strata: 1 }).scenarios;
const [known] = template?.strata ?? [];
if (template === undefined || known === undefined) throw new Error("the sample has a stratum");

const subject = (id: string, weight: number) => {
	const stratum: Scenario["strata"][number] = {
		id: "any",
		share: 1,
		keys: { by: "constant", keys: [[1]] },
		queries: () => [new QueryBuilder().select().from(notes)],
	};
	const { title, group, kind, caller, source, affected, weightReason, indexes } = template;
	const scenario: Scenario = {
		...{ title, group, kind, caller, source, affected, weightReason, indexes },
		...{ id, weight, result: "set", strata: [stratum] },
	};
	return { scenario, stratum, keys: [[1]] };
};
const measured = (id: string, change: Partial<typeof known>) => ({
	...template,
	id,
	strata: [{ ...known, ...change, id: "any" }],
});

test("what cannot run in both arms is left out of the mix and named with its share of the whole weight and the reason", () => {
	const subjects = [subject("sound", 3), subject("hangs", 5), subject("differs", 2), subject("never-asked", 0)];
	const scenarios = [
		measured("sound", {}),
		measured("hangs", { after: { ...known.after, timedOutSeconds: 30 } }),
		measured("differs", { verdict: "invalid", reasons: [{ kind: "results-differ" }] }),
		measured("never-asked", { verdict: "invalid" }),
	];
	const { mix, leftOut } = splitMix(subjects, { scenarios });
	expect(mix.map(({ subject: { scenario }, share }) => [scenario.id, share])).toEqual([["sound", 1]]);
	expect(leftOut).toEqual([
		{ scenario: "hangs", stratum: "any", share: 0.5, reason: "given up after 30 s with the indexes" },
		{ scenario: "differs", stratum: "any", share: 0.2, reason: "its results cannot be compared" },
	]);
	expect(splitMix(subjects.slice(0, 1), { scenarios }).leftOut).toEqual([]);
});
