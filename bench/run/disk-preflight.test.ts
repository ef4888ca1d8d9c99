import { expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { parseScale } from "../../seed/scale.ts";
import { terpDataset as spec } from "../../seed/terp/dataset.ts";
import type { Server } from "../server/server.ts";
import { announceSeeding, diskNeed } from "./disk-preflight.ts";

/** A server of which nothing but its disk is looked at. */
function serverWith(bytes: number | undefined): Server {
	return {
		source: "packages",
		version: "9.7.4",
		why: "",
		owned: true,
		restored: false,
		address: { host: "127.0.0.1", port: 1, user: "", password: "" },
		database: "",
		...(bytes === undefined
			? {}
			: { freeDisk: async () => ({ bytes, where: "in /some/cache", remedy: "set INDEX_IMPACT_CACHE" }) }),
		keepDataset: async () => {},
		stop: async () => {},
	};
}

const notices = async (scale: string, free: number | undefined): Promise<string> => {
	const lines: string[] = [];
	const progress = { ...silentProgress, notice: (line: string) => lines.push(line) };
	await announceSeeding(serverWith(free), { spec, scale: parseScale(scale), seed: 1 }, progress);
	return lines.join("\n");
};

test("a disk that cannot hold the data is refused before seeding, with the scale, the need and the remedies", async () => {
	await expect(notices("100", 5e9)).rejects.toMatchObject({
		kind: "environment",
		exitCode: 3,
		message: expect.stringMatching(
			/^Scale x100 is 238,016,236 rows and needs about 5\d\.\d GB.*only 5\.0 GB can be had in/,
		),
		remedy: expect.stringMatching(/smaller --scale.*seed --clean.*INDEX_IMPACT_CACHE/),
	});
});

test("rows and disk are told before anything that takes more than a moment, with the kept copy's share", async () => {
	expect(await notices("10", 500e9)).toMatch(
		/^Seeding 23,859,219 rows takes about \d\.\d GB of disk, as much as 1\d\.\d GB with .*; 500\.0 GB can be had\.$/,
	);
	expect(await notices("smoke", 500e9)).toBe("");
});

test("where the disk cannot be seen, nothing is refused", async () => {
	expect(await notices("100", undefined)).toContain("Seeding 238,016,236 rows");
});

test("the need grows with the data, from that of an empty server with its redo log", () => {
	expect(diskNeed(1e6).run).toBeGreaterThan(1.2e9);
	expect(diskNeed(1e6).run).toBeLessThan(1.3e9);
	expect(diskNeed(40e9).run).toBeGreaterThan(50e9);
	expect(diskNeed(40e9).kept).toBeGreaterThan(40e9);
});
