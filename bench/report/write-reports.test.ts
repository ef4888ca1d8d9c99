import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BenchError } from "../../base/errors.ts";
import { sampleRecord } from "./fixtures/sample-record.ts";
import { writeReports } from "./write-reports.ts";

describe("writing the reports of a run", () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "index-impact-reports-"));
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	it("writes every file the Markdown links to and nothing else", async () => {
		const paths = await writeReports(sampleRecord({ strata: 3 }), join(folder, "run"));
		const names = paths.map((path) => relative(join(folder, "run"), path));
		expect(names.slice(0, 2)).toEqual(["report.md", "report.html"]);
		const found = await readdir(join(folder, "run"), { recursive: true });
		expect(found.filter((name) => name !== "charts").toSorted()).toEqual(names.toSorted());
		const links = [...(await readFile(join(folder, "run", "report.md"), "utf8")).matchAll(/\]\((charts\/[^)]*)\)/g)];
		expect(links.length).toBeGreaterThan(0);
		for (const [, link] of links) expect(names).toContain(link);
	});

	it("gives the same bytes when a saved run is rendered again", async () => {
		const record = sampleRecord({ strata: 3 });
		const first = await writeReports(record, join(folder, "a"));
		const second = await writeReports(JSON.parse(JSON.stringify(record)), join(folder, "b"));
		for (const [at, path] of first.entries()) {
			expect((await readFile(path)).equals(await readFile(second[at] ?? ""))).toBe(true);
		}
	});

	it("says in one sentence which folder it cannot make, and leaves what is there alone", async () => {
		await writeFile(join(folder, "taken"), "a file where the folder should be");
		const failure = await writeReports(sampleRecord({ strata: 1 }), join(folder, "taken")).catch(
			(error: unknown) => error,
		);
		expect(failure).toBeInstanceOf(BenchError);
		expect(String(failure)).toContain("for the reports cannot be made");
		expect(await readdir(folder)).toEqual(["taken"]);
	});
});
