import { readFile } from "node:fs/promises";
import { silentProgress } from "../../../base/progress.ts";
import type { DatasetSpec } from "../../../seed/dataset-spec.ts";
import { estimateRows } from "../../../seed/estimate.ts";
import { provideDataset } from "../../../seed/provide-dataset.ts";
import type { Scale } from "../../../seed/scale.ts";
import { synthesizedDataset } from "../../../seed/synthesize/dataset.ts";
import { type Contender, type Ground, type Load, measureContender } from "./contender.ts";
import { type Spread, spreadOf } from "./ratios.ts";

/** Ways to make the rows of the same tables in the same columns. */
export const MAKERS = ["hand-written", "synthesized"] as const;
export type Maker = (typeof MAKERS)[number];

/** One load of each, in the order in which they came. */
export type MadeRound = Readonly<Record<Maker, Load & { readonly workerBytes: number }>>;

/** The same tables, columns and volumes, with rows that nobody wrote a generator for. */
export function synthesizedLike(spec: DatasetSpec, scale: Scale): DatasetSpec {
	const tables = spec.tables.map(({ table }) => table);
	const left = spec.tables.flatMap(({ table, columns }) =>
		table.columns
			.filter(({ name }) => !columns.includes(name))
			.map(({ name }) => [`${table.name}.${name}`, { leave: true }]),
	);
	const model = { tables, views: [], relations: [], problems: [] };
	const made = synthesizedDataset(spec.id, model, { rows: spec.volumes(scale), columns: Object.fromEntries(left) });
	const volumes = spec.volumes(scale);
	return { ...made, volumes: () => volumes };
}

/** A round: each way once, in this order, into an empty database. */
export async function madeRound(
	specs: Readonly<Record<Maker, DatasetSpec>>,
	order: readonly Maker[],
	ground: Omit<Ground, "connect" | "database" | "spec">,
): Promise<MadeRound> {
	const found: Partial<Record<Maker, MadeRound[Maker]>> = {};
	for (const maker of order) {
		let workerBytes = 0;
		const contender: Contender = {
			id: "ours",
			title: maker,
			scale: ground.scale,
			async load({ server, ...rest }) {
				const watch = setInterval(async () => {
					workerBytes = Math.max(workerBytes, await largestChild());
				}, 200);
				try {
					const report = await provideDataset({ ...rest, ownedServer: server.owned, progress: silentProgress });
					return { rows: estimateRows(rest.spec, ground.scale), seconds: report.seconds };
				} finally {
					clearInterval(watch);
				}
			},
		};
		const load = await measureContender(contender, { ...ground, spec: specs[maker] });
		found[maker] = { ...load, workerBytes };
	}
	return found as MadeRound;
}

/** Rows per second of the synthesized over the hand-written, of the same round. */
export function madeRatios(rounds: readonly MadeRound[]): Spread {
	const rate = ({ rows, seconds }: Load) => rows / seconds;
	return spreadOf(rounds.map((round) => rate(round.synthesized) / rate(round["hand-written"])));
}

/** The most resident memory of any process that makes rows, as the system tells it; 0 where it does not. */
async function largestChild(): Promise<number> {
	const pids = await readFile(`/proc/self/task/${process.pid}/children`, "utf8").catch(() => "");
	const peaks = pids
		.split(" ")
		.filter((pid) => pid !== "")
		.map(async (pid) => {
			const [command, status] = await Promise.all(
				["cmdline", "status"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "")),
			);
			// The server is a child, too.
			if (!/generate-worker/.test(command ?? "")) return 0;
			return Number(/VmHWM:\s+(\d+) kB/.exec(status ?? "")?.[1] ?? 0) * 1024;
		});
	return Math.max(0, ...(await Promise.all(peaks)));
}
