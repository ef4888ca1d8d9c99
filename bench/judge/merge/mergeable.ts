import { BenchError } from "../../../base/errors.ts";
import type { MeasuredRun } from "../../record/measured.ts";

/** A run that is to be merged, and how a user calls it. */
export interface Part {
	readonly path: string;
	readonly run: MeasuredRun;
}

/**
 * Refuses runs that are not the parts of one run, each whole and there once.
 * @param asked options that say what a run measures; those of all parts must be the same.
 * @throws BenchError kind "usage" with the first reason.
 */
export function requireMergeable(parts: readonly Part[], asked: readonly string[]): void {
	const [first] = parts;
	if (first === undefined) throw new BenchError("usage", "There is no run to merge.", "Name the folder of every part.");
	for (const { path, run } of parts) {
		if (run.shard === undefined) {
			throw new BenchError(
				"usage",
				`${path} is no part of a run: it was measured without --shard.`,
				"Name runs that were made with --shard 1/n to n/n.",
			);
		}
		if (run.status !== "complete") {
			throw new BenchError(
				"usage",
				`${path} is not whole: part ${run.shard.index}/${run.shard.of} ended early.`,
				"Continue it with bench --resume, and merge then.",
			);
		}
		for (const [what, of, other] of facts(first.run, run, asked)) {
			if (of === other) continue;
			throw new BenchError(
				"usage",
				`${first.path} and ${path} are not parts of one run: ${what} is ${shown(of)} in the first and ${shown(other)} in the other.`,
				"Measure all parts with the same code and flags, on the same version of MySQL.",
			);
		}
	}
	requireEachOnce(parts, first.run.shard?.of ?? 0);
}

type Fact = readonly [what: string, of: string, other: string];

function facts(base: MeasuredRun, run: MeasuredRun, asked: readonly string[]): readonly Fact[] {
	const fact = (what: string, of: (run: MeasuredRun) => unknown): Fact => [what, textOf(of(base)), textOf(of(run))];
	return [
		fact("the suite", ({ suite }) => suite),
		fact("the number of parts", ({ shard }) => shard?.of),
		fact("the scale", ({ dataset }) => dataset.scale),
		fact("the seed", ({ dataset }) => dataset.seed),
		fact("the dataset", ({ dataset }) => dataset.fingerprint),
		fact("the digest of the data", ({ dataset }) =>
			dataset.tables.flatMap(({ name, rows, digest }) => `${name} ${rows} ${digest ?? ""}`).sort(),
		),
		fact("the design", ({ design }) => design),
		fact("the mode", ({ mode }) => mode ?? "timed"),
		fact("the version of MySQL", ({ environment }) => environment.mysql.version),
		fact("the version of this tool", ({ environment }) => environment.tool),
		fact("the commit", ({ environment }) => environment.git?.commit),
		fact("what the suite publishes", ({ published }) => published),
		fact("the list of indexes", ({ indexes }) => indexes.map(({ table, name, columns }) => [table, name, columns])),
		...asked.map((option) => fact(`--${option}`, ({ options }) => options?.[option])),
	];
}

function requireEachOnce(parts: readonly Part[], of: number): void {
	const known = new Map<number, string>();
	for (const { path, run } of parts) {
		const index = run.shard?.index ?? 0;
		const other = known.get(index);
		if (other !== undefined) {
			throw new BenchError(
				"usage",
				`Part ${index}/${of} is there twice: ${other} and ${path}.`,
				"Name each part once.",
			);
		}
		known.set(index, path);
	}
	const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !known.has(index));
	if (missing.length > 0) {
		const [is, names] = missing.length === 1 ? ["is", "part"] : ["are", "parts"];
		throw new BenchError(
			"usage",
			`Of ${of} parts, ${missing.map((index) => `${index}/${of}`).join(", ")} ${is} missing.`,
			`Measure the missing ${names} with --shard, or name the run's folder too.`,
		);
	}
	const seen = new Map<string, string>();
	for (const { path, run } of parts) {
		for (const { id } of run.scenarios) {
			const other = seen.get(id);
			if (other !== undefined) {
				throw new BenchError(
					"usage",
					`${other} and ${path} are not parts of one run: both measured ${id}.`,
					"Measure all parts with the same code and flags.",
				);
			}
			seen.set(id, path);
		}
	}
}

function textOf(value: unknown): string {
	return typeof value === "string" ? value : (JSON.stringify(value) ?? "not told");
}

/** Long values are told apart by their difference being there, not by being read. */
function shown(text: string): string {
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
