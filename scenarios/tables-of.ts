import { sampleStatements } from "./sample-statements.ts";
import type { Scenario, Suite } from "./suite.ts";

/** Tables of the suite that statements of the scenario name; one too many does no harm, one too few would. */
export function tablesOf(scenario: Scenario, suite: Pick<Suite, "tables">): readonly string[] {
	const text = sampleStatements(scenario)
		.map(({ sql }) => sql.toLowerCase())
		.join("\n");
	return suite.tables.map(({ name }) => name).filter((name) => text.includes(name.toLowerCase()));
}
