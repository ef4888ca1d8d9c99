import { readFileSync } from "node:fs";
import { z } from "zod";
import { BenchError, messageOf } from "../../base/errors.ts";
import type { Finding } from "./finding.ts";

const BASELINE = z.object({
	version: z.literal(1),
	findings: z.array(
		z.object({
			id: z.string().regex(/^[0-9a-f]{8}$/),
			rule: z.string(),
			table: z.string(),
			index: z.string().optional(),
			columns: z.array(z.string()),
			reason: z.string().trim().min(1, "Every entry needs a reason."),
		}),
	),
});

/** Findings that a team lets stand, each with its reason. */
export type Baseline = Readonly<z.infer<typeof BASELINE>>;

/** @throws BenchError kind "usage" for a file that cannot be read or is no baseline. */
export function readBaseline(file: string): Baseline {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (thrown) {
		throw new BenchError(
			"usage",
			`The baseline ${file} cannot be read: ${messageOf(thrown)}.`,
			"Name a file that audit --print-baseline made.",
		);
	}
	let data: unknown;
	try {
		data = JSON.parse(text);
	} catch (thrown) {
		throw wrong(file, messageOf(thrown));
	}
	const parsed = BASELINE.safeParse(data);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw wrong(file, `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not of the form"}`);
}

function wrong(file: string, why: string): BenchError {
	return new BenchError(
		"usage",
		`${file} is no baseline: ${why}`,
		"Make one with: index-impact audit --print-baseline --reason <why>.",
	);
}

/** A baseline that lets all of these findings stand for one reason. */
export function baselineOf(findings: readonly Finding[], reason: string): Baseline {
	return {
		version: 1,
		findings: findings.map(({ id, rule, table, index, columns }) => ({
			id,
			rule,
			table,
			...(index !== undefined ? { index } : {}),
			columns: [...columns],
			reason,
		})),
	};
}
