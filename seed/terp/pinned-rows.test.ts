import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { generatedDigests } from "../fixtures/generated-digests.ts";
import { terpDataset } from "./dataset.ts";

/** Version of the dataset and digests of its tables with seed 1: what every machine, server and worker count must reach. */
const PINNED = new URL("./pinned-rows.json", import.meta.url);

test("rows change only together with the dataset's version, by which kept datasets are told apart", async () => {
	const pinned = JSON.parse(await readFile(PINNED, "utf8"));
	const digests = {
		smoke: await generatedDigests(terpDataset, "smoke", 1),
		"0.01": await generatedDigests(terpDataset, "0.01", 1),
	};
	const now = { version: terpDataset.version, digests };
	const changed = JSON.stringify(digests) !== JSON.stringify(pinned.digests);
	if (changed && now.version === pinned.version) {
		expect.fail(
			`The rows have changed: raise the version in seed/terp/dataset.ts and write to seed/terp/pinned-rows.json:\n${JSON.stringify({ ...now, version: now.version + 1 })}`,
		);
	}
	expect(now, "a raised version needs its rows pinned").toEqual(pinned);
});
