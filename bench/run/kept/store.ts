import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeAtomically } from "../../record/file.ts";
import { measuredIndexSchema, measuredStratumSchema } from "../../record/measured.ts";

/** Far more than any project measures; the least recently used go first. */
const MOST_ENTRIES = 5000;

const keptSchema = z.object({
	/** What it is kept under. */
	dependence: z.string(),
	/** Of the statements for the keys that were drawn. */
	statements: z.string(),
	machine: z.string(),
	runId: z.string(),
	measuredAt: z.string(),
	strata: z.array(measuredStratumSchema),
	/** Those under test on the tables of the scenario, as they were built. */
	indexes: z.array(measuredIndexSchema),
});

/** What was measured of one scenario, to be used again. */
export type Kept = z.infer<typeof keptSchema>;

/** "timed" where the clock was needed: that counts on one machine alone. */
export type KeptForm = "counted" | "timed";

/** Where evidence is kept. */
export function evidenceFolder(cacheFolder: string): string {
	return join(cacheFolder, "evidence");
}

/** @returns undefined where there is none, or none that is whole: then it is measured again. */
export async function readKept(cacheFolder: string, dependence: string, form: KeptForm): Promise<Kept | undefined> {
	const path = pathOf(cacheFolder, dependence, form);
	const text = await readFile(path, "utf8").catch(() => undefined);
	if (text === undefined) return undefined;
	const [sum, content = ""] = text.split("\n", 2);
	if (sum !== sumOf(content)) return undefined;
	const found = keptSchema.safeParse(JSON.parse(content));
	if (!found.success || found.data.dependence !== dependence) return undefined;
	const now = new Date();
	await utimes(path, now, now).catch(() => {});
	return found.data;
}

/** Keeps evidence in place of what was kept of the same. That it cannot be kept is no reason to lose a run. */
export async function writeKept(cacheFolder: string, form: KeptForm, kept: Kept): Promise<void> {
	try {
		await mkdir(evidenceFolder(cacheFolder), { recursive: true, mode: 0o700 });
		const content = JSON.stringify(kept);
		await writeAtomically(pathOf(cacheFolder, kept.dependence, form), `${sumOf(content)}\n${content}\n`);
	} catch {
		// The next run measures it again.
	}
}

/** Removes what was not used for longest, beyond a bound. */
export async function evictEvidence(cacheFolder: string, most = MOST_ENTRIES): Promise<void> {
	const folder = evidenceFolder(cacheFolder);
	const names = await readdir(folder).catch(() => []);
	if (names.length <= most) return;
	const aged = await Promise.all(
		names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
	);
	const oldest = aged.toSorted((a, b) => a.at - b.at).slice(0, names.length - most);
	for (const { name } of oldest) await rm(join(folder, name), { force: true });
}

function pathOf(cacheFolder: string, dependence: string, form: KeptForm): string {
	return join(evidenceFolder(cacheFolder), `${dependence}-${form}.json`);
}

function sumOf(content: string): string {
	return createHash("sha256").update(content).digest("hex");
}
