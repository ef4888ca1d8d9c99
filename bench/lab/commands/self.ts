import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { oneFlag, type Values, WrongValue } from "../../cli/flags/flag.ts";
import { path } from "../../cli/flags/readers.ts";
import { pick } from "../../cli/flags/table.ts";
import { type CommandContext, defineCommand } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { formatNumber } from "../../report/format.ts";
import { atLeast, counting, LAB_FLAGS } from "../flags.ts";
import { type Spread, spreadOf } from "../seed-benchmark/ratios.ts";
import { FIGURES, type Figure, type SelfRound, selfRound } from "../self-benchmark/figures.ts";
import { timedCommand } from "../self-benchmark/timed-command.ts";

const SELF_FLAGS = {
	...pick("server", "scale"),
	rounds: counting(LAB_FLAGS.rounds, "rounds; each takes every figure once", 3, atLeast(1)),
	only: oneFlag({
		group: "What is measured:",
		value: "<figures>",
		help: `the figures to take, separated by commas, by default all: ${FIGURES.join(", ")}`,
		read: (text: string) => text.split(",").map(figureOf),
		usual: FIGURES.join(","),
	}),
	against: oneFlag({
		group: "What is measured:",
		value: "<folder>",
		help: "another checkout with its packages, such as the last release: both take turns, and the ratios are shown",
		read: path,
	}),
	...pick("json"),
};

/** `pnpm bench:self`. */
export const command = defineCommand({
	name: "self",
	description:
		"Times the commands as a user waits for them, from a kept dataset: the gate, the gate again, the gate with one more index, a whole run, the start, a report of 200 scenarios.",
	flags: SELF_FLAGS,
	run: ({ flags }, context) => benchmarkSelf(flags, context),
});

function figureOf(text: string): Figure {
	const found = FIGURES.find((figure) => figure === text.trim());
	if (found === undefined) throw new WrongValue(`It takes one of ${FIGURES.join(", ")}.`);
	return found;
}

type Spreads = Partial<Record<Figure, Spread>>;

async function benchmarkSelf(
	{ rounds, only, against, scale, server, json }: Values<typeof SELF_FLAGS>,
	{ signal }: Pick<CommandContext, "signal">,
): Promise<number> {
	const progress = progressDisplay(process.stderr);
	const folder = await mkdtemp(join(tmpdir(), "index-impact-self-"));
	const ours = { folder: join(import.meta.dirname, "..", "..", ".."), signal };
	const checkouts = [ours, ...(against === undefined ? [] : [{ folder: resolve(against), signal }])];
	const taken = checkouts.map((): SelfRound[] => []);
	try {
		const keeps = await Promise.all(
			checkouts.map(async (one) => (await timedCommand(one, ["bench", "--help"])).stdout.includes("--fresh")),
		);
		await timedCommand(ours, ["seed", "--scale", scale, "--server", server]);
		for (let round = 0; round < rounds; round++) {
			const order = round % 2 === 0 ? checkouts : checkouts.toReversed();
			for (const checkout of order) {
				const at = checkouts.indexOf(checkout);
				const setting = { folder, round, scale, figures: only, keepsEvidence: keeps[at] ?? false };
				const found = await selfRound(checkout, { ...setting, server: ["--server", server] });
				taken[at]?.push(found);
				progress.notice(
					`Round ${round + 1} of ${rounds}${at === 0 ? "" : ", the other checkout"}: ${roundText(found)}`,
				);
			}
		}
		const [own = [], others] = taken;
		const spreads = spreadsOf(own);
		const ratios = others === undefined ? undefined : ratiosOf(own, others);
		const answer = { ...spreads, ...(ratios === undefined ? {} : { ratios }) };
		process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${linesOf(spreads, ratios).join("\n")}\n`);
		return 0;
	} finally {
		await rm(folder, { recursive: true, force: true });
		progress.close();
	}
}

function spreadsOf(rounds: readonly SelfRound[]): Spreads {
	return Object.fromEntries(
		FIGURES.flatMap((figure) => {
			const values = rounds.flatMap((round) => round[figure] ?? []);
			return values.length === 0 ? [] : [[figure, spreadOf(values)]];
		}),
	);
}

/** Ours over the other checkout's, both of the same round. */
function ratiosOf(own: readonly SelfRound[], others: readonly SelfRound[]): Spreads {
	return spreadsOf(
		own.map((round, at) =>
			Object.fromEntries(
				FIGURES.flatMap((figure) => {
					const [mine, theirs] = [round[figure], others[at]?.[figure]];
					return mine === undefined || theirs === undefined ? [] : [[figure, mine / theirs]];
				}),
			),
		),
	);
}

function roundText(round: SelfRound): string {
	return FIGURES.flatMap((figure) => {
		const value = round[figure];
		return value === undefined ? [] : [`${figure} ${formatNumber(value, 2)}`];
	}).join(", ");
}

function linesOf(spreads: Spreads, ratios: Spreads | undefined): readonly string[] {
	const text = ({ median, min, max }: Spread) =>
		`${formatNumber(median, 2)} (${formatNumber(min, 2)} to ${formatNumber(max, 2)})`;
	return FIGURES.flatMap((figure) => {
		const [spread, ratio] = [spreads[figure], ratios?.[figure]];
		if (spread === undefined) return [];
		return [`${figure.padEnd(20)} ${text(spread)}${ratio === undefined ? "" : `, ratio ${text(ratio)}`}`];
	});
}
