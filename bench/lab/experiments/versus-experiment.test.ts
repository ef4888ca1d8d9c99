import { expect, test } from "vitest";
import { sampleRound } from "./fixtures/sample-round.ts";
import { versusTable } from "./tables.ts";
import { ownCalls, versusRows } from "./versus-experiment.ts";

test("a way is credited with slow-downs it calls slower, and charged with every call on identical arms", () => {
	const rounds = [
		ownCalls(sampleRound([{ effectPct: 10, verdict: "slower" }, { verdict: "faster" }], 30)),
		{
			way: "a clock on the wall",
			calls: [
				{ effectPct: 10, call: "faster" as const },
				{ effectPct: 0, call: "no call" as const },
			],
			seconds: 4,
		},
		ownCalls(sampleRound([{ effectPct: 10, verdict: "unresolved" }, { verdict: "no-change" }], 50)),
	];
	const rows = versusRows(rounds);
	expect(rows).toEqual([
		{ way: "index-impact", nullVerdicts: 2, falseAlarms: 1, plantedVerdicts: 2, found: 1, secondsPerVerdict: 20 },
		{ way: "a clock on the wall", nullVerdicts: 1, falseAlarms: 0, plantedVerdicts: 1, found: 0, secondsPerVerdict: 2 },
	]);
	expect(versusTable(rows).split("\n")).toHaveLength(4);
});
