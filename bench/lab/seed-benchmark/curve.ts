import type { Progress } from "../../../base/progress.ts";
import { connector } from "../../../mysql/connect.ts";
import type { DatasetSpec } from "../../../seed/dataset-spec.ts";
import { estimateRows } from "../../../seed/estimate.ts";
import { provideDataset } from "../../../seed/provide-dataset.ts";
import { parseScale } from "../../../seed/scale.ts";
import { announceSeeding } from "../../run/disk-preflight.ts";
import type { Server } from "../../server/server.ts";

/** What seeding costs at one scale. */
export interface CurvePoint {
	readonly scale: string;
	readonly rows: number;
	/** From the empty database to analyzed tables. */
	readonly seconds: number;
	/** The most resident memory this process ever had until then. */
	readonly rssBytes: number;
}

export interface Curve {
	readonly scales: readonly string[];
	readonly spec: DatasetSpec;
	readonly seed: number;
	/** A server of the right size for the scale, with nothing in it. */
	readonly open: (scale: string) => Promise<Server>;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** Seeds every scale on a server of its own, the smallest first: peak memory then belongs to the scale. */
export async function measureCurve(curve: Curve): Promise<readonly CurvePoint[]> {
	const { spec, seed, progress, signal } = curve;
	const points: CurvePoint[] = [];
	const ascending = curve.scales.map(parseScale).toSorted((a, b) => estimateRows(spec, a) - estimateRows(spec, b));
	for (const scale of ascending) {
		const server = await curve.open(scale.name);
		try {
			const { seconds } = await provideDataset({
				connect: connector(server.address, server.database),
				database: server.database,
				spec,
				scale,
				seed,
				ownedServer: server.owned,
				beforeMaking: () => announceSeeding(server, { spec, scale, seed }, progress),
				progress,
				signal,
			});
			// In kilobytes, of the process since its start.
			const rssBytes = process.resourceUsage().maxRSS * 1024;
			points.push({ scale: scale.name, rows: estimateRows(spec, scale), seconds, rssBytes });
		} finally {
			await server.stop();
		}
	}
	return points;
}
