import { isDeepStrictEqual } from "node:util";
import type { RunRecord } from "../../record/schema.ts";

/** What must be the same in every run over the same data, by scenario and stratum. */
export function evidenceOf(record: RunRecord): ReadonlyMap<string, unknown> {
	return new Map(
		record.scenarios.flatMap((scenario) =>
			scenario.strata.map(({ id, parameters, before, after }) => [
				`${scenario.id}/${id}`,
				{
					parameters,
					arms: [before, after].map(({ plan, handlers, rowsExamined, digest, resultRows }) => ({
						plan: plan.map(({ table, access, key }) => ({ table, access, key })),
						handlers,
						rowsExamined,
						digest,
						resultRows,
					})),
				},
			]),
		),
	);
}

/** The strata whose evidence is missing or differs; empty when the runs found the same. */
export function differences(found: RunRecord, expected: RunRecord): readonly string[] {
	const [a, b] = [evidenceOf(found), evidenceOf(expected)];
	return [...new Set([...a.keys(), ...b.keys()])]
		.filter((name) => !isDeepStrictEqual(a.get(name), b.get(name)))
		.map((name) => `${name} (${JSON.stringify(a.get(name))} instead of ${JSON.stringify(b.get(name))})`);
}
