import { describe, expect, it } from "vitest";
import { withStudies } from "./fixtures/sample-changes.ts";
import { sampleRecord } from "./fixtures/sample-record.ts";
import { summarize } from "./summary.ts";

describe("headline facts of a run", () => {
	it("count every verdict once", () => {
		const summary = summarize(sampleRecord({ strata: 16 }));
		expect(summary.strata).toHaveLength(16);
		expect(Object.values(summary.scenarioCounts).reduce((a, b) => a + b)).toBe(16);
		expect(summary.claimCounts).toMatchObject({ exceeded: 2, confirmed: 1, regressed: 2, unresolved: 1 });
		expect(summary.indexCounts).toEqual({ keep: 4, "keep-with-care": 1, replace: 0, drop: 1, unresolved: 0 });
	});

	it("name the largest gain and the worst regression first", () => {
		const { best, worst, answer } = summarize(sampleRecord({ strata: 16 }));
		expect(best[0]?.key).toBe("i13-slow-moving/cold batch");
		expect(worst.map((fact) => fact.key)).toEqual(["f3-trial-balance/one period", "f1-account-balance/hot account"]);
		expect(answer).toContain("The worst regression is “Trial balance · one period”");
		expect(answer).toContain("the factor is less robust than the reduction");
	});

	it("count no index as earning its keep that costs more than it saves, and name it", () => {
		const { headline, answer } = summarize(sampleRecord({ strata: 16, change: withStudies }));
		expect(headline).toMatch(/^4 of 6 indexes earn their keep; idx_ledger_entries_account_id costs more/);
		expect(answer).toContain("idx_ledger_entries_account_id costs more than it saves at the stated weights.");
	});

	it("leave out the stratum's name where a scenario has only one", () => {
		const titles = summarize(sampleRecord({ strata: 16 })).strata.map((fact) => fact.title);
		expect(titles).toContain("Locations of a batch");
		expect(titles).toContain("Balance of an account · hot account");
	});

	it("say nothing is missing when everything planned was measured", () => {
		expect(summarize(sampleRecord()).incomplete).toBeNull();
	});

	it("say which planned scenarios an interrupted run lacks and why", () => {
		const summary = summarize(
			sampleRecord({
				strata: 4,
				change: (record) => ({
					...record,
					status: "interrupted",
					failure: "Stopped by Ctrl-C.",
					planned: [...record.planned, "c2", "c3"],
				}),
			}),
		);
		expect(summary.missing).toEqual(["c2", "c3"]);
		expect(summary.incomplete).toBe("The run was interrupted: 2 of 4 planned scenarios are missing: c2, c3.");
	});

	it("say that a failed run with no scenario measured nothing", () => {
		const summary = summarize(
			sampleRecord({
				strata: 0,
				change: (r) => ({ ...r, status: "failed", failure: "No space left", planned: ["a"], claims: [], indexes: [] }),
			}),
		);
		expect(summary.headline).toBe("Nothing was measured.");
		expect(summary.incomplete).toContain("1 of 1 planned scenario is missing: a.");
	});
});
