import type { Volumes } from "../dataset-spec.ts";
import type { Scale } from "../scale.ts";

/** What `production` means here: TERP never says, so these are the volumes its own plans name or imply. */
const PRODUCTION = {
	vendors: 40,
	brands: 120,
	strains: 400,
	products: 5_000,
	tags: 60,
	productTags: 20_000,
	lots: 2_500,
	batches: 50_000,
	batchLocations: 75_000,
	clients: 1_000,
	sales: 1_000_000,
	invoices: 250_000,
	accounts: 24,
	fiscalPeriods: 12,
	ledgerEntries: 1_000_000,
} as const;

export type TerpTable = keyof typeof PRODUCTION;
export type TerpVolumes = Readonly<Record<TerpTable, number>>;

/** TERP's live database of 14 November 2025; sales after its line items, one lot per batch. */
const LIVE: TerpVolumes = {
	...PRODUCTION,
	vendors: 8,
	brands: 24,
	strains: 50,
	products: 812,
	tags: 14,
	productTags: 2_000,
	lots: 176,
	batches: 176,
	batchLocations: 264,
	clients: 68,
	sales: 20_174,
	invoices: 4_394,
	ledgerEntries: 16_274,
};

/** Enough for every scenario to have hot, typical and cold keys; made in a second. */
const SMOKE: TerpVolumes = {
	...PRODUCTION,
	vendors: 8,
	brands: 16,
	strains: 40,
	products: 120,
	tags: 20,
	productTags: 480,
	lots: 60,
	batches: 600,
	batchLocations: 900,
	clients: 60,
	sales: 3_000,
	invoices: 1_000,
	ledgerEntries: 4_000,
};

/** Events: they grow with the business. */
const EVENTS: readonly TerpTable[] = ["lots", "batches", "batchLocations", "sales", "invoices", "ledgerEntries"];
/** What the events are about: it grows with the square root, as more business means more per customer and product too. */
const CATALOGUE: readonly TerpTable[] = ["vendors", "brands", "strains", "products", "tags", "productTags", "clients"];
const FEWEST_CLIENTS = 50;

/** Rows per table at a scale. */
export function terpVolumes(scale: Scale): TerpVolumes & Volumes {
	if (scale.factor === null) return scale.name === "terp" ? LIVE : SMOKE;
	const volumes: Record<TerpTable, number> = { ...PRODUCTION };
	for (const table of EVENTS) volumes[table] = Math.round(PRODUCTION[table] * scale.factor);
	for (const table of CATALOGUE) volumes[table] = Math.ceil(PRODUCTION[table] * Math.sqrt(scale.factor));
	volumes.clients = Math.max(volumes.clients, FEWEST_CLIENTS);
	// Journals are pairs of rows.
	volumes.ledgerEntries += volumes.ledgerEntries % 2;
	return volumes;
}
