import { namesIn } from "../mysql/sql/tokens.ts";
import { sampleStatements } from "./sample-statements.ts";
import type { Scenario, Suite } from "./suite.ts";

/** Every name in the scenario's statements, in lower case. */
export function namesOf(scenario: Scenario): ReadonlySet<string> {
	return new Set(sampleStatements(scenario).flatMap(({ sql }) => [...namesIn(sql)]));
}

/** Tables of the suite that statements of the scenario name; one too many does no harm, one too few would. */
export function tablesOf(scenario: Scenario, suite: Pick<Suite, "tables">): readonly string[] {
	const named = namesOf(scenario);
	return suite.tables.map(({ name }) => name).filter((name) => named.has(name.toLowerCase()));
}
