import type { Progress } from "../../base/progress.ts";
import { datasetKey } from "../../seed/dataset-key.ts";
import type { DatasetSpec } from "../../seed/dataset-spec.ts";
import { estimateBytes } from "../../seed/estimate.ts";
import type { Scale } from "../../seed/scale.ts";
import type { ServerRequest, ServerSettings } from "../server/server.ts";

/** Which data a server is asked for. */
export interface WantedDataset {
	readonly spec: DatasetSpec;
	readonly scale: Scale;
	readonly seed: number;
}

/** What a server source needs to know to start a server for one dataset, or to restore one that holds it. */
export function serverRequest(
	{ source: _, ...settings }: ServerSettings,
	{ spec, scale, seed }: WantedDataset,
	progress: Progress,
	signal: AbortSignal,
): ServerRequest {
	return {
		...settings,
		datasetKey: datasetKey(spec, scale, seed),
		datasetTitle: `${spec.id}, scale ${scale.name}, seed ${seed}`,
		datasetBytes: estimateBytes(spec, scale),
		progress,
		signal,
	};
}
