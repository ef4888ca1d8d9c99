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
export type MadeRound = Readonly<Record<Maker, Load & MadeCost>>;

/** What a load and its check took. */
export interface MadeCost {
	/** Most resident memory of a process that makes rows. */
	readonly workerBytes: number;
	/** Processor time of the workers and the server: it tells more than the clock where others use the machine. */
	readonly cpuSeconds: number;
}

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
		const watch = new ChildWatch();
		const contender: Contender = {
			id: "ours",
			title: maker,
			scale: ground.scale,
			async load({ server, ...rest }) {
				await watch.look();
				const looking = setInterval(() => watch.look(), 100);
				try {
					const report = await provideDataset({ ...rest, ownedServer: server.owned, progress: silentProgress });
					return { rows: estimateRows(rest.spec, ground.scale), seconds: report.seconds };
				} finally {
					clearInterval(looking);
					await watch.look();
				}
			},
		};
		const load = await measureContender(contender, { ...ground, spec: specs[maker] });
		found[maker] = { ...load, workerBytes: watch.workerBytes, cpuSeconds: watch.cpuSeconds };
	}
	return found as MadeRound;
}

/** Rows per second of the synthesized over the hand-written, of the same round. */
export function madeRatios(rounds: readonly MadeRound[]): Spread {
	const rate = ({ rows, seconds }: Load) => rows / seconds;
	return spreadOf(rounds.map((round) => rate(round.synthesized) / rate(round["hand-written"])));
}

/** Processor time per row of the hand-written over that of the synthesized, of the same round: as a speed, more is better. */
export function madeCpuRatios(rounds: readonly MadeRound[]): Spread {
	return spreadOf(rounds.map((round) => round["hand-written"].cpuSeconds / round.synthesized.cpuSeconds));
}

/** What the processes that this one has started have used: those that make rows, and the server. */
class ChildWatch {
	/** Bytes of the largest process that makes rows. */
	workerBytes = 0;
	/** Seconds of processor time by process: when first seen, and last. */
	private readonly seconds = new Map<string, { readonly first: number; last: number }>();

	/** Of Linux; elsewhere nothing is told. */
	async look(): Promise<void> {
		const pids = await readFile(`/proc/self/task/${process.pid}/children`, "utf8").catch(() => "");
		await Promise.all(
			pids
				.split(" ")
				.filter((pid) => pid !== "")
				.map((pid) => this.lookAt(pid)),
		);
	}

	/** Processor seconds of all of them since they were first looked at. */
	get cpuSeconds(): number {
		return [...this.seconds.values()].reduce((sum, { first, last }) => sum + last - first, 0);
	}

	private async lookAt(pid: string): Promise<void> {
		const [command = "", status = "", stat = ""] = await Promise.all(
			["cmdline", "status", "stat"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "")),
		);
		const isWorker = /generate-worker/.test(command);
		if (isWorker)
			this.workerBytes = Math.max(this.workerBytes, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024);
		// After the name in parentheses, the twelfth and thirteenth field are ticks of a hundredth of a second.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		const now = (Number(fields[11]) + Number(fields[12])) / 100;
		if (Number.isNaN(now)) return;
		const known = this.seconds.get(pid);
		if (known === undefined) this.seconds.set(pid, { first: isWorker ? 0 : now, last: now });
		else known.last = now;
	}
}
