import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sampleCurve } from "../../report/fixtures/sample-curve.ts";
import { curveJsonSchema, readCurve, writeCurve } from "./file.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-curve-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a curve is read back as it was written, from the folder or the file, and no half-written file stays", async () => {
	const curve = sampleCurve();
	await writeCurve(folder, curve);
	expect(await readCurve(folder)).toEqual(curve);
	expect(await readCurve(join(folder, "curve.json"))).toEqual(curve);
	expect(await readdir(folder)).toEqual(["curve.json"]);
});

test("a written curve validates against the committed JSON Schema, which is that of the code", async () => {
	await writeCurve(folder, sampleCurve());
	const committed: object = JSON.parse(
		await readFile(new URL("../../../results/curve.schema.json", import.meta.url), "utf8"),
	);
	expect(committed).toEqual(JSON.parse(JSON.stringify(curveJsonSchema())));
	const validate = new Ajv2020({ strict: false, formats: { "date-time": true } }).compile(committed);
	expect(validate(JSON.parse(await readFile(join(folder, "curve.json"), "utf8")))).toBe(true);
	expect(validate({ schemaVersion: 1 })).toBe(false);
});

test.each([
	["cut short", (text: string) => text.slice(0, 300), "is not a scale curve"],
	["of another version", (text: string) => text.replace('"schemaVersion":2', '"schemaVersion":9'), "schemaVersion 9"],
	[
		"of version 1",
		(text: string) => text.replace('"schemaVersion":2', '"schemaVersion":1'),
		"an earlier version wrote",
	],
	["with a field of the wrong type", (text: string) => text.replace('"seed":1', '"seed":"one"'), "seed"],
])("a curve that is %s is refused with one sentence and the remedy", async (_, broken, sentence) => {
	await writeFile(join(folder, "curve.json"), broken(JSON.stringify(sampleCurve())));
	await expect(readCurve(folder)).rejects.toMatchObject({
		exitCode: 2,
		message: expect.stringContaining(sentence),
	});
});
