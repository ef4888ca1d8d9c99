import { readFile } from "node:fs/promises";
import { z } from "zod";
import { BenchError, messageOf } from "../../base/errors.ts";

/** A known regression that a team accepts: which, why, and how bad it may be. */
const waiver = z.union([
	z.strictObject({
		/** Scenario id; with `stratum` only that stratum of it. */
		scenario: z.string().min(1),
		stratum: z.string().min(1).optional(),
		reason: z.string().min(1),
		/**
		 * How many times slower, or how many times the work where the clock says nothing, is still accepted. A time exceeds it
		 * when the nearer end of its interval does, work when it does so at every plausible price.
		 */
		atMost: z.number().min(1),
	}),
	z.strictObject({
		/** Name of an index that is accepted although it does not earn its keep. */
		index: z.string().min(1),
		/** Its table; without it any index of that name. */
		table: z.string().min(1).optional(),
		reason: z.string().min(1),
	}),
]);

export type Waiver = z.infer<typeof waiver>;

/**
 * Reads a committed waiver file: `{"waivers": [...]}`.
 * @throws BenchError kind "usage" when it is missing or malformed.
 */
export async function readWaivers(path: string): Promise<readonly Waiver[]> {
	let content: unknown;
	try {
		content = JSON.parse(await readFile(path, "utf8"));
	} catch (cause) {
		throw new BenchError(
			"usage",
			`The waiver file ${path} cannot be read: ${messageOf(cause).replace(/, \w+ '.*'$/, "")}.`,
			"See docs/ci.md for its form.",
			{ cause },
		);
	}
	const parsed = z.strictObject({ waivers: z.array(waiver) }).safeParse(content);
	if (parsed.success) return parsed.data.waivers;
	const [issue] = parsed.error.issues;
	throw new BenchError(
		"usage",
		`The waiver file ${path} is malformed at ${issue?.path.join(".") || "the top"}: ${issue?.message}.`,
		'Each waiver names a scenario with "reason" and "atMost", or an index with "reason".',
		{ cause: parsed.error },
	);
}
