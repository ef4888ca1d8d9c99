import type { RunRecord } from "../../record/schema.ts";
import type { Attribution, AttributionSet } from "../../record/studies/attribution.ts";
import { formatBytes, formatCount, formatFactor, formatSeconds } from "../format.ts";
import { savedCells } from "../time-saved.ts";
import type { ReportTable } from "./section.ts";

/** Sets of indexes side by side: what each costs, then what each does to every stratum that one of them changes. */
export function setTables(found: Attribution, record: RunRecord): readonly ReportTable[] {
	return found.sets.length === 0 ? [] : [costTable(found, record), changeTable(found)];
}

function costTable({ sets, built }: Attribution, record: RunRecord): ReportTable {
	const costs = new Map([...record.indexes, ...built].map((index) => [index.name, index]));
	const sum = (set: AttributionSet, of: "bytes" | "buildSeconds") =>
		set.indexes.reduce((total, { name }) => total + (costs.get(name)?.[of] ?? 0), 0);
	return {
		caption: "Sets of indexes",
		titles: ["Set", "Indexes", "Faster:", "Slower:", "Bytes:", "Build:"],
		rows: sets.map((set) => {
			const having = (verdict: string) => set.effects.filter(({ timed }) => timed?.verdict === verdict).length;
			return [
				set.title,
				set.indexes.map(({ name }) => name).join(", ") || "none",
				formatCount(having("faster"), "stratum", "strata"),
				formatCount(having("slower"), "stratum", "strata"),
				formatBytes(sum(set, "bytes")),
				formatSeconds(sum(set, "buildSeconds")),
			];
		}),
		code: [1],
	};
}

function changeTable({ sets }: Attribution): ReportTable {
	const compared = sets.filter(({ indexes }) => indexes.length > 0);
	const strata = new Map(
		compared.flatMap(({ effects }) =>
			effects.map(({ scenario, stratum }) => [`${scenario} ${stratum}`, { scenario, stratum }] as const),
		),
	);
	return {
		caption:
			"Time against no index, interval of the time saved in percent, or of the factor where it more than doubled",
		titles: ["Stratum", ...compared.map(({ title }) => title)],
		rows: [...strata].map(([name, { scenario, stratum }]) => [
			name,
			...compared.map(({ effects }) =>
				cellOf(effects.find((effect) => effect.scenario === scenario && effect.stratum === stratum)),
			),
		]),
	};
}

function cellOf(effect: AttributionSet["effects"][number] | undefined): string {
	if (effect === undefined) return "same plan";
	const { timed } = effect;
	if (timed === undefined) return "another plan, not timed";
	const { factor, reductionPct, ci } = timed.change;
	return `${formatFactor(factor)} ${savedCells(reductionPct, ci).interval}${timed.verdict === "unresolved" ? ", unresolved" : ""}`;
}
