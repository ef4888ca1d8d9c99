import { silentProgress } from "../../../base/progress.ts";
import { estimateRows } from "../../../seed/estimate.ts";
import { provideDataset } from "../../../seed/provide-dataset.ts";
import type { Scale } from "../../../seed/scale.ts";
import type { Contender } from "./contender.ts";

/** `pnpm seed` itself; its audit comes on top and is not timed, since no other contender has one. */
export function ours(scale: Scale): Contender {
	return {
		id: "ours",
		title: "pnpm seed",
		scale,
		async load({ server, ...ground }) {
			const report = await provideDataset({ ...ground, ownedServer: server.owned, progress: silentProgress });
			return { rows: estimateRows(ground.spec, scale), seconds: report.seconds };
		},
	};
}
