import type { Connection } from "mysql2/promise";
import { isQueryError } from "../../mysql/errors.ts";
import type { Statement } from "../../mysql/statement.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Evidence } from "../record/schema.ts";
import type { Arm, Arms } from "./arms.ts";
import { firstDifference, type NamedResult } from "./compare-results.ts";
import type { Subject, Survey } from "./survey.ts";

type Settled = Pick<Evidence, "accepted" | "difference"> | "same";

/** Any moment will do, if both arms have the same. */
const MOMENT = 1_760_000_000;
/** A LIMIT at the very end of a statement, with what may follow it. */
const LAST_LIMIT = /\s+limit\s+(?:\?|\d+)(?:\s*(?:,|offset)\s*(?:\?|\d+))?\s*;?\s*$/i;

/**
 * Looks once more at every stratum whose arms return different results. Accepted are sums that differ in their last
 * digits, results that are the same at one moment, and those of a LIMIT that are the same without it; of any other, the
 * first place that differs is noted.
 * @returns new surveys.
 */
export async function settleDifferences(
	arms: Pick<Arms, "before" | "after">,
	subjects: readonly Subject[],
	surveys: { readonly before: Survey; readonly after: Survey },
): Promise<{ readonly before: Survey; readonly after: Survey }> {
	const before = new Map(surveys.before);
	const after = new Map(surveys.after);
	for (const subject of subjects) {
		const [was, is] = [before.get(subject), after.get(subject)];
		if (was === undefined || is === undefined || "failure" in was || "failure" in is) continue;
		if (was.evidence.digest === is.evidence.digest) continue;
		const settled = await settle(arms, subject).catch((error: unknown) => {
			if (!isQueryError(error)) throw error;
			return undefined;
		});
		if (settled === undefined) continue;
		const found = settled === "same" ? { digest: was.evidence.digest } : settled;
		before.set(subject, { ...was, evidence: { ...was.evidence, ...(settled === "same" ? {} : settled) } });
		after.set(subject, { ...is, evidence: { ...is.evidence, ...found } });
	}
	return { before, after };
}

async function settle({ before, after }: Pick<Arms, "before" | "after">, subject: Subject): Promise<Settled> {
	const statements = statementsFor(subject.stratum, subject.keys[0] ?? []);
	const { result } = subject.scenario;
	const pair = async (texts: readonly Statement[], comparison = result) => {
		const left = await resultsIn(before, texts);
		return { left, difference: firstDifference(left, await resultsIn(after, texts), comparison) };
	};
	const { left, difference } = await pair(statements);
	if (difference === undefined) return "same";
	const momentary = await atOneMoment(before.connection, () => pair(statements));
	if (momentary.difference === undefined) return { accepted: "moment" };
	const unlimited = statements.map(withoutLimit);
	if (difference.kind === "value" && unlimited.some(({ sql }, i) => sql !== statements[i]?.sql)) {
		const whole = await atOneMoment(before.connection, () => pair(unlimited, "set"));
		if (whole.difference === undefined) return { accepted: "ties" };
	}
	const again = firstDifference(left, await resultsIn(before, statements), result);
	return { difference: again === undefined ? difference : { ...difference, kind: "unstable" } };
}

/** Runs the work while the clock of the session, by which statements know the time, stands still. */
async function atOneMoment<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
	await connection.query("SET SESSION timestamp = ?", [MOMENT]);
	try {
		return await work();
	} finally {
		await connection.query("SET SESSION timestamp = DEFAULT");
	}
}

/** The statement without its last LIMIT; parameters of that are its last. */
function withoutLimit({ sql, params }: Statement): Statement {
	const limit = LAST_LIMIT.exec(sql)?.[0] ?? "";
	const taken = limit.split("?").length - 1;
	return { sql: sql.slice(0, sql.length - limit.length), params: params.slice(0, params.length - taken) };
}

async function resultsIn(arm: Arm, statements: readonly Statement[]): Promise<readonly NamedResult[]> {
	await arm.enter();
	const results: NamedResult[] = [];
	for (const { sql, params } of statements) {
		const [rows, fields] = await arm.connection.query({ sql, rowsAsArray: true }, [...params]);
		results.push({ columns: fields.map(({ name }) => name), rows: rows as unknown as unknown[][] });
	}
	return results;
}

/** How a trial compares the results of its arms: as the scenario says, or by numbers where differences are accepted. */
export function comparisonOf({ scenario }: Subject, { accepted }: Evidence): Subject["scenario"]["result"] {
	return accepted === undefined ? scenario.result : "count";
}
