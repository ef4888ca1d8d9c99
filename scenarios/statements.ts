import type { Statement } from "../mysql/statement.ts";
import type { Key, Stratum } from "./suite.ts";

/** What one unit of work sends for one key. */
export function statementsFor(stratum: Stratum, key: Key): readonly Statement[] {
	return stratum.queries(key).map((query) => query.toSQL());
}
