import { createHash } from "node:crypto";
import type { SchemaModel } from "../../schema/model.ts";
import type { Bundle } from "../bundle/format.ts";
import type { DatasetSpec, Volumes } from "../dataset-spec.ts";
import type { Scale } from "../scale.ts";
import { auditRules } from "../synthesize/audit-rules.ts";
import { synthesizedDataset } from "../synthesize/dataset.ts";
import { referencesOf } from "../synthesize/references.ts";
import { parentsFirst } from "../synthesize/volumes.ts";
import { modelOfBundle } from "./model-of-bundle.ts";
import { planTwin } from "./plan-twin.ts";

/** Share of the original's rows at the scale `smoke`. */
const SMOKE = 0.01;
const FEWEST = 20;

/**
 * The dataset of a twin: tables with the original's rows (times the scale's factor), made from a bundle alone.
 * @param model the application's schema, as `usableSchema` leaves it; the bundle's own without it.
 */
export function twinDataset(bundle: Bundle, model: SchemaModel = modelOfBundle(bundle)): DatasetSpec {
	const volumes = twinVolumes(model, bundle);
	const basis = synthesizedDataset("twin", model, { rows: volumes({ name: "production", factor: 1 }) });
	const digest = createHash("sha256").update(JSON.stringify(bundle)).digest("hex").slice(0, 12);
	const planned = planTwin(model, bundle, volumes({ name: "production", factor: 1 }), 0).tables;
	const bytes = new Map(bundle.tables.map(({ name, bytesPerRow }) => [name, bytesPerRow]));
	// In the order in which the basis has them.
	const names = parentsFirst(model.tables, referencesOf(model)).map(({ name }) => name);
	return {
		...basis,
		id: `twin-${digest}`,
		tables: basis.tables.map((spec, at) => {
			const known = bytes.get(names[at] ?? "") ?? 0;
			return { ...spec, rowBytes: known === 0 ? spec.rowBytes : Math.round(known) };
		}),
		volumes,
		prepare: (seed, wanted) => planTwin(model, bundle, wanted, seed),
		rules: auditRules(model, referencesOf(model), planned),
		assumptions: [
			`Rows are a twin's, made from statistics captured on ${bundle.captured}; no value of the original is in them.`,
		],
	};
}

/** Rows of the original times the factor; tables that the bundle does not know have none but what their keys need. */
export function twinVolumes(model: SchemaModel, bundle: Bundle): (scale: Scale) => Volumes {
	const known = new Map(bundle.tables.map(({ name, rows }) => [name, rows]));
	return ({ factor }) =>
		Object.fromEntries(
			model.tables.map(({ name }) => {
				const rows = known.get(name) ?? FEWEST;
				return [name, Math.max(Math.min(rows, FEWEST), Math.round(rows * (factor ?? SMOKE)))];
			}),
		);
}
