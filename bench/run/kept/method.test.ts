import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { methodHash } from "./method.ts";

test("code in any folder below counts, a test does not", async () => {
	const root = await mkdtemp(join(tmpdir(), "index-impact-method-"));
	onTestFinished(() => rm(root, { recursive: true }));
	const hashWith = async (file: string, content: string) => {
		await mkdir(dirname(join(root, file)), { recursive: true });
		await writeFile(join(root, file), content);
		return methodHash(root);
	};
	const first = await hashWith("mysql/sql/tokens.ts", "1");
	const changed = await hashWith("mysql/sql/tokens.ts", "2");
	expect(changed).not.toBe(first);
	expect(await hashWith("mysql/sql/tokens.test.ts", "3")).toBe(changed);
	expect(await hashWith("bench/report/words.ts", "4")).toBe(changed);
	expect(await hashWith("bench/measure/deep/in/it.js", "5")).not.toBe(changed);
	expect(await hashWith("mysql/sql/tokens.ts", "1")).not.toBe(changed);
});
