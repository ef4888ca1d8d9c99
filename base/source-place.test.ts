import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot, usersPlace } from "./source-place.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-place-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a module of a user's throws when it is loaded. */
async function thrownBy(name: string, text: string): Promise<unknown> {
	const file = join(folder, name);
	await writeFile(file, text);
	return await import(pathToFileURL(file).href).then(
		() => undefined,
		(error: unknown) => error,
	);
}

test("an error of a user's own code is told with its file and line", async () => {
	const error = await thrownBy("throws.mjs", "\n\nnull.length;\n");
	expect(usersPlace(error)).toEqual({ file: join(folder, "throws.mjs"), line: 3 });
});

test("an error of a package that a user's code called is the line of the call", async () => {
	const drizzle = pathToFileURL(join(packageRoot(), "node_modules", "drizzle-orm", "index.js")).href;
	const error = await thrownBy("calls.mjs", `import { sql } from ${JSON.stringify(drizzle)};\nsql.identifier.x.y;\n`);
	expect(usersPlace(error)).toMatchObject({ line: 2 });
});

test("an error of this tool has no such place", () => {
	expect(usersPlace(new Error("a bug"))).toBeUndefined();
	expect(usersPlace("no error")).toBeUndefined();
});
