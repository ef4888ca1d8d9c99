import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { appendLines } from "../../base/append-lines.ts";
import { BenchError } from "../../base/errors.ts";
import { adviceFactSchema, type Taken } from "../record/advice/facts.ts";
import { type Advice, adviceSchema } from "../record/advice/schema.ts";
import { writeAtomically } from "../record/file.ts";
import type { TakenStore } from "./laboratory.ts";

export const ADVICE_FILE = "advice.json";
const FACTS_FILE = "executions.jsonl";

/** Executions in a file beside the advice, each as soon as it is known. */
export async function openStore(folder: string): Promise<TakenStore & { readonly kept: number }> {
	const file = join(folder, FACTS_FILE);
	const known = new Map<string, Taken>();
	for (const line of (await readFile(file, "utf8").catch(() => "")).split("\n")) {
		const fact = factOf(line);
		if (fact !== undefined) known.set(fact.key, fact.taken);
	}
	return {
		kept: known.size,
		get: (key) => known.get(key),
		async put(key, taken) {
			known.set(key, taken);
			await appendLines(file, [JSON.stringify({ kind: "taken", key, taken })]);
		},
	};
}

/** The last line of a killed run may be cut short: then that execution is made again. */
function factOf(line: string) {
	try {
		const parsed = adviceFactSchema.safeParse(JSON.parse(line));
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}

/** Writes the advice. @throws an Error with the failing paths where it is no valid one: that is a bug. */
export async function writeAdvice(folder: string, advice: Advice): Promise<void> {
	await writeAtomically(join(folder, ADVICE_FILE), `${JSON.stringify(adviceSchema.parse(advice), null, "\t")}\n`);
}

/** @throws BenchError kind "usage" where there is none, or it is of another kind. */
export async function readAdvice(folder: string): Promise<Advice> {
	const file = join(folder, ADVICE_FILE);
	const text = await readFile(file, "utf8").catch((cause: unknown) => {
		throw new BenchError("usage", `There is no advice at ${folder}.`, "Name the folder of a run of advise.", { cause });
	});
	try {
		return adviceSchema.parse(JSON.parse(text));
	} catch (cause) {
		throw new BenchError("usage", `${file} is no advice of this version.`, "Make it again with index-impact advise.", {
			cause,
		});
	}
}
