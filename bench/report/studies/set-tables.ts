import type { RunRecord, StratumRecord } from "../../record/schema.ts";
import type { Attribution, AttributionSet } from "../../record/studies/attribution.ts";
import { formatBytes, formatCount, formatFactor, formatSeconds } from "../format.ts";
import { savedCells } from "../time-saved.ts";
import type { ReportTable } from "./section.ts";

type Effect = AttributionSet["effects"][number];
type NamedStratum = Pick<Effect, "scenario" | "stratum">;

/** Sets of indexes side by side: what each costs, then what each does to every stratum that one of them changes. */
export function setTables(found: Attribution, record: RunRecord): readonly ReportTable[] {
	return found.sets.length === 0 ? [] : [costTable(found, record), changeTable(found, record)];
}

function costTable({ sets, built }: Attribution, record: RunRecord): ReportTable {
	const costs = new Map([...record.indexes, ...built].map((index) => [index.name, index]));
	const sum = (set: AttributionSet, of: "bytes" | "buildSeconds") =>
		set.indexes.reduce((total, { name }) => total + (costs.get(name)?.[of] ?? 0), 0);
	return {
		caption: "Sets of indexes",
		titles: ["Set", "Indexes", "Faster:", "Slower:", "Bytes:", "Build:"],
		rows: sets.map((set) => {
			const having = (verdict: string) =>
				set.effects.filter((effect) => timingOf(effect, record)?.verdict === verdict).length;
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

/** What the clock says of a set: in its own rounds, or in the run itself where only that could compare it with none. */
function timingOf(
	{ timed, asMeasured, scenario, stratum }: Effect,
	{ scenarios }: RunRecord,
): Pick<StratumRecord, "change" | "verdict"> | undefined {
	if (asMeasured !== true) return timed;
	return scenarios.find(({ id }) => id === scenario)?.strata.find(({ id }) => id === stratum);
}

function changeTable({ sets }: Attribution, record: RunRecord): ReportTable {
	const compared = sets.filter(({ indexes }) => indexes.length > 0);
	const strata = new Map(
		compared.flatMap(({ effects, notComparable = [] }) =>
			[...effects, ...notComparable].map(
				({ scenario, stratum }) => [`${scenario} ${stratum}`, { scenario, stratum }] as const,
			),
		),
	);
	return {
		caption:
			"Time against no index, interval of the time saved in percent, or of the factor where it more than doubled",
		titles: ["Stratum", ...compared.map(({ title }) => title)],
		rows: [...strata].map(([name, of]) => [name, ...compared.map((set) => cellOf(set, of, record))]),
	};
}

function cellOf({ effects, notComparable = [] }: AttributionSet, of: NamedStratum, record: RunRecord): string {
	const isOf = ({ scenario, stratum }: NamedStratum) => scenario === of.scenario && stratum === of.stratum;
	const why = notComparable.find(isOf);
	if (why !== undefined) return `not comparable: ${why.reason}`;
	const effect = effects.find(isOf);
	if (effect === undefined) return "same plan";
	const timing = timingOf(effect, record);
	if (timing?.change === undefined) return "another plan, not timed";
	const { factor, reductionPct, ci } = timing.change;
	return `${formatFactor(factor)} ${savedCells(reductionPct, ci).interval}${timing.verdict === "unresolved" ? ", unresolved" : ""}`;
}
