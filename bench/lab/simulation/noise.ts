import type { Pair } from "../../statistics/log-ratio.ts";
import { RECORDED } from "./recorded-noise.ts";

/** Draws one time after another of work that would take 1 on a quiet machine; `progress` runs from 0 to 1 over a trial. */
type TimeSource = (progress: number) => number;

/** What a machine does to identical work. */
export interface NoiseModel {
	readonly name: string;
	/** A fresh trial on this machine, in a state as likely as any. */
	readonly start: (random: () => number) => TimeSource;
}

function standardNormal(random: () => number): number {
	// Box & Muller (1958); 1 - random() is never 0.
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Independent times, 8 % spread. */
const logNormal: NoiseModel = {
	name: "log-normal",
	start: (random) => () => Math.exp(0.08 * standardNormal(random)),
};

/** One time in twenty is held up by a Pareto-distributed wait (shape 2.5: finite variance, infinite skewness). */
const heavyTailed: NoiseModel = {
	name: "heavy-tailed",
	start: (random) => () => {
		const time = Math.exp(0.05 * standardNormal(random));
		return random() < 0.05 ? time * (1 - random()) ** (-1 / 2.5) : time;
	},
};

/** The machine slows by 15 % over the trial and wanders around that (autocorrelation 0.9, 8 % spread). */
const drifting: NoiseModel = {
	name: "drifting",
	start: (random) => {
		let wander = 0.08 * standardNormal(random);
		return (progress) => {
			wander = 0.9 * wander + 0.08 * Math.sqrt(1 - 0.9 ** 2) * standardNormal(random);
			return Math.exp(0.15 * progress + wander + 0.03 * standardNormal(random));
		};
	},
};

/** A sixth of the times are 1.9 times as long, in runs of six on average: what shared machines were seen to do. */
const bursts: NoiseModel = {
	name: "bursts",
	start: (random) => {
		let slow = random() < 1 / 6;
		return () => {
			slow = slow ? random() >= 1 / 6 : random() < 1 / 30;
			return (slow ? 1.9 : 1) * Math.exp(0.04 * standardNormal(random));
		};
	},
};

/** What a shared machine really did to one query: a window of its times, starting anywhere. */
export const RECORDED_NOISE: readonly NoiseModel[] = RECORDED.map(({ of, times }) => ({
	name: `recorded, ${of}`,
	start: (random) => {
		let next = Math.floor(random() * times.length);
		return () => times[next++ % times.length] ?? 1;
	},
}));

export const MADE_UP_NOISE: readonly NoiseModel[] = [logNormal, heavyTailed, drifting, bursts];

export const NOISE_MODELS: readonly NoiseModel[] = [...MADE_UP_NOISE, ...RECORDED_NOISE];

/**
 * A simulated trial, pair by pair: its arms run one after the other in random order, the work of the second arm taking
 * exp(effect) times the first's on a quiet machine. `horizon` is the number of pairs over which the machine drifts.
 */
export function pairSource(model: NoiseModel, random: () => number, horizon: number, effect: number): () => Pair {
	const time = model.start(random);
	const factor = Math.exp(effect);
	let index = 0;
	return () => {
		const progress = index++ / horizon;
		const first = time(progress);
		const second = time(progress);
		return random() < 0.5 ? [first, second * factor] : [second, first * factor];
	};
}

/** The first n pairs of a simulated trial of n pairs. */
export function simulatePairs(model: NoiseModel, random: () => number, n: number, effect: number): Pair[] {
	return Array.from({ length: n }, pairSource(model, random, n, effect));
}
