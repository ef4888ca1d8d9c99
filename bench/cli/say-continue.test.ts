import { expect, test } from "vitest";
import { BenchError } from "../../base/errors.ts";
import { sayContinue } from "./say-continue.ts";

test("what ended early is continued, but not what has to be corrected first", () => {
	const said = (error?: unknown) => {
		const lines: string[] = [];
		sayContinue("advise", "results/a", { notice: (line) => lines.push(line) }, error);
		return lines;
	};
	const of = (kind: "usage" | "measurement") => new BenchError(kind, "It ended.", "Do something.");
	expect(said(of("usage"))).toEqual([]);
	for (const error of [of("measurement"), new Error("a bug"), undefined]) {
		expect(said(error)).toEqual([expect.stringMatching(/advise --resume results\/a$/)]);
	}
});
