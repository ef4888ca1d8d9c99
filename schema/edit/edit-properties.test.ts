import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { IndexPart, SchemaModel } from "../model.ts";
import { sameParts } from "./expected-model.ts";
import { generatedSchema } from "./fixtures/generated-schema.ts";
import { LoadedTexts } from "./fixtures/loaded-text.ts";
import { type EditPlan, planEdits } from "./plan-edits.ts";
import { differenceOf } from "./prove.ts";
import { EditRefused, type SchemaEdit } from "./request.ts";

const loader = new LoadedTexts();
afterAll(() => loader.close());

/** Numbers from which edits are chosen once the tables and their indexes are known. */
const choices = fc.array(
	fc.record({
		kind: fc.constantFrom("add", "add", "drop", "move"),
		table: fc.nat(9),
		other: fc.nat(9),
		index: fc.nat(9),
		parts: fc.array(
			fc.record({ column: fc.nat(9), form: fc.constantFrom("plain", "plain", "prefix", "desc", "expression") }),
			{
				minLength: 1,
				maxLength: 3,
			},
		),
		unique: fc.boolean(),
		named: fc.boolean(),
	}),
	{ minLength: 1, maxLength: 4 },
);
type Choice = (typeof choices extends fc.Arbitrary<infer T> ? T : never)[number];

function editFor(choice: Choice, number: number, model: SchemaModel): SchemaEdit | undefined {
	const table = pick(model.tables, choice.table);
	const target = pick(model.tables, choice.other);
	const index = pick(table.indexes, choice.index);
	const wanted = (on: typeof table) => ({
		table: on.name,
		parts: choice.parts.map(({ column, form }) => partFor(pick(on.columns, column), form)),
		kind: choice.unique ? ("unique" as const) : ("plain" as const),
		...(choice.named ? { name: `new_${number}` } : {}),
	});
	if (choice.kind === "add") return { kind: "add", index: wanted(target) };
	if (index === undefined) return undefined;
	const from = { table: table.name, name: index.name };
	return choice.kind === "drop" ? { kind: "drop", index: from } : { kind: "move", from, to: wanted(target) };
}

function partFor({ name, type }: { name: string; type: string }, form: string): IndexPart {
	if (form === "prefix" && type.startsWith("varchar")) return { column: name, length: 5 };
	if (form === "desc") return { column: name, descending: true };
	if (form === "expression") return { expression: `concat(\`${name}\`, 'a,\`b')` };
	return { column: name };
}

function pick<T>(from: readonly T[], number: number): T {
	return from[number % from.length] as T;
}

/** The edits that can be made one after the other, and their plan. */
function planned(model: SchemaModel, chosen: readonly Choice[]): EditPlan | undefined {
	const edits: SchemaEdit[] = [];
	let plan: EditPlan | undefined;
	for (const [number, choice] of chosen.entries()) {
		const edit = editFor(choice, number, plan?.expected ?? model);
		if (edit === undefined) continue;
		try {
			plan = planEdits(loader.folder, model, [...edits, edit]);
			edits.push(edit);
		} catch (error) {
			// Two edits may want one name, or an index that is there.
			if (!(error instanceof EditRefused) || !/^index-(name-taken|there-already)$/.test(error.refusal.kind))
				throw error;
		}
	}
	return plan;
}

function isSubsequence(part: string, whole: string): boolean {
	let at = 0;
	for (const sign of part) {
		at = whole.indexOf(sign, at) + 1;
		if (at === 0) return false;
	}
	return true;
}

test("Random edits of generated schemas do what was asked and nothing else, and their inverse restores every byte.", async () => {
	let made = 0;
	await fc.assert(
		fc.asyncProperty(generatedSchema, choices, async ({ text }, chosen) => {
			const model = await loader.model(text);
			const plan = planned(model, chosen);
			const after = plan?.files[0]?.after;
			if (plan === undefined || after === undefined) return;
			made += plan.made.length;
			const loaded = await loader.model(after);
			expect(differenceOf(plan.expected, loaded), after).toBeUndefined();
			const newline = text.includes("\r\n");
			expect(after.match(newline ? /(?<!\r)\n/ : /\r/)).toBeNull();
			if (plan.made.every(({ kind }) => kind === "added")) expect(isSubsequence(text, after), after).toBe(true);
			const back = planEdits(loader.folder, loaded, plan.inverse);
			expect(back.files[0]?.after, after).toBe(text);
		}),
		{ numRuns: 400, seed: Number(process.env.FC_SEED ?? 20261126) },
	);
	expect(made).toBeGreaterThan(400);
}, 300_000);

test("An index that was dropped is added again without its old words, and the schema is the same.", async () => {
	await fc.assert(
		fc.asyncProperty(generatedSchema, fc.nat(9), fc.nat(9), async ({ text }, tableNumber, indexNumber) => {
			const model = await loader.model(text);
			const table = pick(model.tables, tableNumber);
			const index = pick(table.indexes, indexNumber);
			const twins = table.indexes.filter(({ parts }) => index !== undefined && sameParts(parts, index.parts));
			if (index === undefined || twins.length > 1) return;
			const dropped = planEdits(loader.folder, model, [
				{ kind: "drop", index: { table: table.name, name: index.name } },
			]);
			const without = await loader.model(dropped.files[0]?.after ?? "");
			const { name, parts, kind } = index;
			const added = planEdits(loader.folder, without, [
				{ kind: "add", index: { table: table.name, name, parts, kind } },
			]);
			const again = await loader.model(added.files[0]?.after ?? "");
			expect(differenceOf(model, again), added.files[0]?.after).toBeUndefined();
		}),
		{ numRuns: 100, seed: Number(process.env.FC_SEED ?? 20261126) },
	);
}, 120_000);
