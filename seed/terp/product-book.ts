import { Permutation } from "../permutation.ts";
import { logNormal, QuantileTable } from "../quantile-table.ts";
import { RandomStream } from "../random-stream.ts";
import { WeightedChoice } from "../weighted-choice.ts";
import type { TerpVolumes } from "./volumes.ts";

/** Deviation of the logarithm of how many batches a product sees. */
export const PRODUCT_SIGMA = 1;
/** Share of strains that head a family. */
const BASE_SHARE = 0.3;

/** A weight per element, log-normal, the same for the same seed and name. */
export function logNormalWeights(seed: number, name: string, size: number, sigma: number): Float64Array {
	const table = new QuantileTable(logNormal(1, sigma));
	const stream = new RandomStream(seed, name);
	return Float64Array.from({ length: size }, (_, index) => table.draw(stream.at(index)));
}

/** Zipf's law: the k-th of `size` elements has weight k^-exponent. */
export function zipfWeights(size: number, exponent: number): Float64Array {
	return Float64Array.from({ length: size }, (_, index) => (index + 1) ** -exponent);
}

/** Which products, brands, strains and vendors are busy. */
export class ProductBook {
	/** Index of a product, by how many batches it sees. */
	readonly popularity: WeightedChoice;
	/** Strains that head a family come first. */
	readonly baseStrains: number;
	readonly families: WeightedChoice;
	readonly brands: WeightedChoice;
	readonly vendors: WeightedChoice;
	readonly strains: WeightedChoice;
	private readonly strainOrder: Permutation;

	constructor(seed: number, volumes: TerpVolumes) {
		this.popularity = new WeightedChoice(
			logNormalWeights(seed, "products/popularity", volumes.products, PRODUCT_SIGMA),
		);
		this.baseStrains = Math.max(1, Math.round(volumes.strains * BASE_SHARE));
		this.families = new WeightedChoice(zipfWeights(this.baseStrains, 0.8));
		this.brands = new WeightedChoice(zipfWeights(volumes.brands, 0.7));
		this.vendors = new WeightedChoice(zipfWeights(volumes.vendors, 0.6));
		this.strains = new WeightedChoice(zipfWeights(volumes.strains, 0.6));
		this.strainOrder = new Permutation(volumes.strains, new RandomStream(seed, "strains/order").at(0).uint32());
	}

	/** Id of a strain, by how many products carry it. */
	drawStrain(stream: RandomStream): number {
		return this.strainOrder.at(this.strains.draw(stream)) + 1;
	}
}
