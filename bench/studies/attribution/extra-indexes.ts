import type { Connection } from "mysql2/promise";
import { messageOf } from "../../../base/errors.ts";
import type { Progress } from "../../../base/progress.ts";
import { isQueryError } from "../../../mysql/errors.ts";
import { type BuiltIndex, buildIndexes, dropIndexes } from "../../../mysql/index-set.ts";
import { covers, sameIndex } from "../../../mysql/index-spec.ts";
import type { IndexSet, IndexSpec } from "../../../scenarios/suite.ts";
import { warmIndexes } from "../../measure/warm.ts";
import type { Attribution } from "../../record/studies/attribution.ts";

/** An index that the comparison needs beyond those under test: built, or why not. */
export type Extra = BuiltIndex | { readonly spec: IndexSpec; readonly failure: string };

/** Indexes of sets and candidates that are not under test, each once. */
export function extrasOf(
	tested: readonly IndexSpec[],
	sets: readonly IndexSet[],
	candidates: readonly IndexSpec[],
): readonly IndexSpec[] {
	const found: IndexSpec[] = [];
	for (const spec of [...sets.flatMap((set) => set.indexes), ...candidates]) {
		if (![...tested, ...found].some((other) => sameIndex(other, spec))) found.push(spec);
	}
	return found;
}

/** Builds extras invisible, one after another. One that the server refuses is reported and left out. */
export async function buildExtras(
	observer: Connection,
	specs: readonly IndexSpec[],
	progress: Progress,
	signal: AbortSignal,
): Promise<readonly Extra[]> {
	await dropIndexes(observer, specs);
	const extras: Extra[] = [];
	for (const spec of specs) {
		try {
			extras.push(...(await buildIndexes(observer, [spec], false, progress, signal)));
			await warmIndexes(observer, [spec]);
		} catch (error) {
			if (!isQueryError(error)) throw error;
			progress.notice(`${spec.name} cannot be built: ${messageOf(error)}.`);
			extras.push({ spec, failure: messageOf(error) });
		}
	}
	return extras;
}

/** An extra as the record has it. */
export function builtRecord(extra: Extra): Attribution["built"][number] {
	const { name, table, columns } = extra.spec;
	const cost =
		"failure" in extra
			? { buildSeconds: 0, bytes: 0, failure: extra.failure }
			: { buildSeconds: extra.seconds, bytes: extra.bytes };
	return { name, table, columns: [...columns], ...cost };
}

/** Which of these indexes begin with all columns of which other, and so can do whatever it can. */
export function coveredAmong(specs: readonly IndexSpec[]): Attribution["covered"] {
	return specs.flatMap((spec) => {
		const by = specs.filter((other) => other !== spec && covers(other, spec)).map(({ name }) => name);
		return by.length === 0 ? [] : [{ index: spec.name, by }];
	});
}
