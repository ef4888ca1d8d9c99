import { betaQuantile } from "../../statistics/beta.ts";

/** The 95 % interval of a share of which `hits` of `of` were seen (Clopper & Pearson, Biometrika 26, 1934). */
export function proportionInterval(hits: number, of: number): readonly [number, number] {
	return [betaQuantile(0.025, hits, of - hits + 1), betaQuantile(0.975, hits + 1, of - hits)];
}
