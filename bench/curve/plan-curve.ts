import { estimateBytes } from "../../seed/estimate.ts";
import type { Scale } from "../../seed/scale.ts";
import { benchConfig, type Config } from "../config.ts";
import type { BenchFlags } from "../flags.ts";
import type { CurveRecord } from "../record/curve/schema.ts";
import type { CurvePlan } from "./run-curve.ts";

/** The run that chooses scenarios times nothing. */
const COUNTED = { countersOnly: true, design: "paired" } as const;

/** Which curve: a new one, or one that is continued. */
export type CurveIdentity = Pick<CurveRecord, "curveId" | "startedAt" | "command">;

/** @param flags whatever an ordinary run of one size is asked; `scale`, `out`, `curve` and studies are the curve's own. */
export function planCurve(
	{ curve: _, load: __, resume: ___, ...asked }: BenchFlags,
	environment: NodeJS.ProcessEnv,
	folder: string,
	identity: CurveIdentity,
	sizes: readonly Scale[],
): CurvePlan {
	const flags = { ...asked, indexSet: [], try: [] };
	return {
		...identity,
		folder,
		sizes,
		...(flags.only === undefined ? {} : { only: flags.only }),
		configOf: async (scale, mode, chosen): Promise<Config> => {
			const scenarios = chosen === undefined ? {} : { only: chosen };
			const config = await benchConfig(
				{ ...flags, ...scenarios, ...(mode === "counters" ? COUNTED : {}), scale: scale.name, out: folder },
				environment,
			);
			const studies = { full: false, indexSets: [], candidates: [], load: [], none: true };
			return { ...config, studies };
		},
	};
}

/** What is ahead, in a sentence. */
export async function aheadOfCurve({ sizes, configOf, only }: CurvePlan): Promise<string> {
	const configs = await Promise.all(sizes.map((scale) => configOf(scale, "timed", only)));
	const minutes = configs.reduce((sum, config) => sum + config.budgetSeconds, 0) / 60;
	const bytes = (scale: Scale) => (configs[0] === undefined ? 0 : estimateBytes(configs[0].suite.dataset, scale));
	const largest = Math.max(...sizes.map(bytes));
	return `Scale curve over ${sizes.map(({ name }) => name).join(", ")}: measuring takes up to about ${Math.ceil(minutes)} min, longer where single queries take seconds; the largest dataset has about ${(largest / 1e9).toFixed(1)} GB. Every finished size is saved; --resume continues.`;
}
