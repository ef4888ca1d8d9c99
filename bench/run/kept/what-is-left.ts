import type { Connect } from "../../../mysql/connect.ts";
import type { Scenario } from "../../../scenarios/suite.ts";
import { openSession } from "../../measure/arms.ts";
import { calibratePrices } from "../../measure/work-prices.ts";
import type { Journal } from "../../record/journal.ts";
import type { MeasuredIndex } from "../../record/measured.ts";
import type { Prices } from "../../record/work.ts";
import { keptNotice } from "../../report/words/kept-words.ts";
import type { RunPlan } from "../plan.ts";
import { groundOf, keepMeasured, reuseKept } from "./reuse.ts";

/** What a run has to measure itself, and how to keep that when it has. */
export interface Left {
	readonly left: readonly Scenario[];
	/** Indexes that need not be built for it. */
	readonly builtBefore: readonly MeasuredIndex[];
	/** Neither a scenario nor an index is left. */
	readonly nothing: boolean;
	keep(): Promise<void>;
}

type AskedPlan = Pick<
	RunPlan,
	"suite" | "scenarios" | "clockSeconds" | "server" | "queryTimeoutSeconds" | "keptEvidence"
>;

/**
 * Puts into the journal whatever an earlier run has measured of the same, where the plan allows it. A run that is continued
 * measures the rest itself, so that it stands on one footing.
 */
export async function whatIsLeft(
	plan: AskedPlan,
	connect: Connect,
	journal: Journal,
	signal: AbortSignal,
): Promise<Left> {
	const { keptEvidence, scenarios, clockSeconds } = plan;
	if (keptEvidence === undefined) return { left: scenarios, builtBefore: [], nothing: false, keep: async () => {} };
	const ground = await groundOf(journal.measured, plan);
	const keep = (own: readonly Scenario[]) => keepMeasured({ ...plan, scenarios: own }, journal.measured, ground);
	if (keptEvidence === "renewed" || journal.measured.scenarios.length > 0) {
		return { left: scenarios, builtBefore: [], nothing: false, keep: () => keep(scenarios) };
	}
	let prices: Promise<Prices> | undefined;
	const pricesHere = () => {
		prices ??= pricesOf(connect, signal);
		return prices;
	};
	const { environment } = journal.measured;
	const { scenarios: found, left, build, indexes } = await reuseKept(plan, environment, ground, pricesHere);
	if (prices !== undefined) await journal.add({ prices: await prices });
	const nothing = left.length === 0 && build.length === 0;
	if (nothing) {
		const timed = found.flatMap(({ strata }) => strata).filter(({ pairs }) => pairs.length > 0).length;
		await journal.add({ indexes: [...indexes], clock: { limitSeconds: clockSeconds, timed, left: 0 } });
	}
	if (found.length > 0) journal.notice(keptNotice(found, left, new Date()));
	await journal.addScenarios(found);
	return { left, builtBefore: indexes, nothing, keep: () => keep(left) };
}

async function pricesOf(connect: Connect, signal: AbortSignal): Promise<Prices> {
	const connection = await openSession(connect, signal);
	try {
		return await calibratePrices(connection);
	} finally {
		await connection.end().catch(() => connection.destroy());
	}
}
