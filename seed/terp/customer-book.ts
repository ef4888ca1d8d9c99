import { Permutation } from "../permutation.ts";
import { logNormal, QuantileTable } from "../quantile-table.ts";
import { RandomStream } from "../random-stream.ts";
import { WeightedChoice } from "../weighted-choice.ts";

export const WHALES = 10;
export const WHALE_SHARE = 0.7;
/** Deviation of the logarithm of a regular customer's activity. */
const REGULAR_SIGMA = 0.8;

/** Ten whales share 70 % of the business evenly; the regulars' activity is log-normal. */
export class CustomerBook {
	readonly choice: WeightedChoice;
	private readonly ids: Permutation;

	constructor(seed: number, clients: number) {
		const activity = new QuantileTable(logNormal(1, REGULAR_SIGMA));
		const stream = new RandomStream(seed, "clients/activity");
		const weights = new Float64Array(clients);
		let regular = 0;
		for (let rank = WHALES; rank < clients; rank++) {
			weights[rank] = activity.draw(stream.at(rank));
			regular += weights[rank] as number;
		}
		weights.fill((regular / (1 - WHALE_SHARE)) * (WHALE_SHARE / WHALES), 0, WHALES);
		this.choice = new WeightedChoice(weights);
		this.ids = new Permutation(clients, stream.at(0).uint32());
	}

	/** The id of a customer, drawn by activity. */
	draw(stream: RandomStream): number {
		return this.ids.at(this.choice.draw(stream)) + 1;
	}

	/** Ids of the whales. */
	whales(): readonly number[] {
		return Array.from({ length: WHALES }, (_, rank) => this.ids.at(rank) + 1);
	}
}
