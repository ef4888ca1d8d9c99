import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { appendLines } from "../../../base/append-lines.ts";
import { asWriteFailure, readRecord, writeAtomically } from "../../record/file.ts";
import { type Fact, factSchema, withFact } from "../../record/journal.ts";
import type { MeasuredRun } from "../../record/measured.ts";
import { measuredPartOf } from "../../record/schema.ts";

/**
 * The facts of a run under way, one line each, beside its record. They are there as long as the record may lack some of
 * them: a run that ended in good order leaves none.
 */
const FACTS_FILE = "facts.jsonl";

/** Starts the file anew with all that is known. */
export async function startFacts(folder: string, run: MeasuredRun): Promise<void> {
	await writeAtomically(join(folder, FACTS_FILE), `${JSON.stringify({ kind: "start", run } satisfies Fact)}\n`);
}

/** Adds facts; they are on the disk when it is done. @throws BenchError where there is no room, or nowhere to write. */
export async function appendFacts(folder: string, facts: readonly Fact[]): Promise<void> {
	const path = join(folder, FACTS_FILE);
	const lines = facts.map((fact) => JSON.stringify(fact));
	await appendLines(path, lines, 0o600).catch((cause: unknown) => {
		throw asWriteFailure(path, cause);
	});
}

/** Removes the file once the record has all that is in it. */
export async function dropFacts(folder: string): Promise<void> {
	await rm(join(folder, FACTS_FILE), { force: true });
}

/**
 * What a run has measured: from its facts where it did not end in good order, else from its record.
 * @throws BenchError kind "usage" when there is no record, as `readRecord` does.
 */
export async function readMeasured(folder: string): Promise<MeasuredRun> {
	const measured = measuredPartOf(await readRecord(folder));
	const replayed = replay(await readFile(join(folder, FACTS_FILE), "utf8").catch(() => ""));
	return replayed?.runId === measured.runId ? replayed : measured;
}

/** Adds up the facts in a text. A line that was cut short is left out: it was never told to be saved. */
function replay(text: string): MeasuredRun | undefined {
	let run: MeasuredRun | undefined;
	for (const line of text.split("\n")) {
		const fact = factIn(line);
		if (fact?.kind === "start") run = fact.run;
		else if (fact !== undefined && run !== undefined) run = withFact(run, fact);
	}
	return run;
}

function factIn(line: string): Fact | undefined {
	try {
		return factSchema.safeParse(JSON.parse(line)).data;
	} catch {
		return undefined;
	}
}
