import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BenchError } from "../../base/errors.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { readRecord, recordJsonSchema, writeRecord } from "./file.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-record-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a record is read back as it was written, from the folder or the file, and no half-written file stays", async () => {
	const record = sampleRecord({ strata: 5 });
	await writeRecord(folder, record);
	expect(await readRecord(folder)).toEqual(record);
	expect(await readRecord(join(folder, "run.json"))).toEqual(record);
	expect(await readdir(folder)).toEqual(["run.json"]);
});

test("a written record validates against the committed JSON Schema, which is that of the code", async () => {
	await writeRecord(folder, sampleRecord({ strata: 5 }));
	const committed: object = JSON.parse(
		await readFile(new URL("../../results/run.schema.json", import.meta.url), "utf8"),
	);
	expect(committed).toEqual(JSON.parse(JSON.stringify(recordJsonSchema())));
	const validate = new Ajv2020({ strict: false, formats: { "date-time": true } }).compile(committed);
	expect(validate(JSON.parse(await readFile(join(folder, "run.json"), "utf8")))).toBe(true);
	expect(validate({ schemaVersion: 1 })).toBe(false);
});

describe("a broken record is refused with one sentence and the remedy:", () => {
	const good = () => JSON.stringify(sampleRecord({ strata: 3 }));
	test.each([
		["cut short", () => good().slice(0, 500), "not JSON"],
		["empty", () => "", "not JSON"],
		["of another version", () => good().replace('"schemaVersion":2', '"schemaVersion":9'), "schemaVersion 9;"],
		["of version 1", () => good().replace('"schemaVersion":2', '"schemaVersion":1'), "an earlier version wrote"],
		["something else altogether", () => "[1,2,3]", "no schemaVersion"],
		["null", () => "null", "no schemaVersion"],
		["with a field of the wrong type", () => good().replace('"seed":1', '"seed":"one"'), "dataset.seed"],
	])("%s", async (_, text, sentence) => {
		await writeFile(join(folder, "run.json"), text());
		const error = await readRecord(folder).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(BenchError);
		expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining(sentence) });
	});

	test("not there", async () => {
		await expect(readRecord(join(folder, "nowhere"))).rejects.toMatchObject({ exitCode: 2 });
	});
});

test("a folder that cannot be written is a user's mistake, not a bug", async () => {
	await writeFile(join(folder, "file"), "");
	await expect(writeRecord(join(folder, "file", "run"), sampleRecord({ strata: 3 }))).rejects.toMatchObject({
		exitCode: 2,
	});
});
