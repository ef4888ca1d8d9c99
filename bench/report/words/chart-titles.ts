import { formatCount, formatPct } from "../format.ts";
import type { Summary } from "../summary.ts";

type Titled = Pick<Summary, "record" | "strata" | "scenarioCounts" | "indexCounts" | "claimCounts">;

/** What the chart of latencies shows, in one line. */
export function beforeAfterTitle({ strata, scenarioCounts: { faster, slower } }: Titled): string {
	return `${faster} of ${formatCount(strata.length, "stratum", "strata")} got faster, ${slower === 0 ? "none" : slower} slower`;
}

/** What the chart of indexes shows. */
export function scorecardTitle({ record: { indexes }, indexCounts }: Titled): string {
	const kept = indexCounts.keep + indexCounts["keep-with-care"];
	const care = indexCounts["keep-with-care"];
	const earn = kept === 1 ? "earns its keep" : "earn their keep";
	return `${kept} of ${formatCount(indexes.length, "index", "indexes")} ${earn}${care === 0 ? "" : `, ${care === kept ? "" : `${care} of them `}with care`}`;
}

/** What the chart of claims shows. */
export function claimsTitle({ record: { claims }, claimCounts }: Titled): string {
	const counts = Object.entries(claimCounts).flatMap(([verdict, count]) => (count > 0 ? [`${count} ${verdict}`] : []));
	return `${formatCount(claims.length, "published claim")}, measured: ${counts.join(", ")}`;
}

/** What the chart of null trials shows. */
export function noiseTitle({ record: { noiseFloor } }: Titled): string {
	return `Where nothing changes, this machine shows changes of up to ${formatPct(noiseFloor.pct)}`;
}
