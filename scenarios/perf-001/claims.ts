import type { Claim, ConcentrationClaim } from "../suite.ts";
import {
	batchesByProduct,
	entriesByAccount,
	invoicesByCustomer,
	locationsByBatch,
	salesByBatch,
	tagsByProduct,
} from "./indexes.ts";

const sessionReport =
	"PERF-001 session report (docs/sessions/completed/Session-20251130-PERF-001-c235d037.md), grouped estimates; never measured";
const completionReport = 'PERF-001 completion report, estimates per table; it says "benchmarks not yet measured"';

/** The ten published figures: reductions of query time in percent, all estimated. */
export const perf001Claims: readonly Claim[] = [
	{
		id: "inventory",
		statement: "Inventory operations become 30-50 % faster.",
		source: sessionReport,
		range: [30, 50],
		scope: { group: "inventory" },
	},
	{
		id: "financial",
		statement: "Financial reporting becomes 30-50 % faster.",
		source: sessionReport,
		range: [30, 50],
		scope: { group: "financial" },
	},
	{
		id: "customer",
		statement: "Customer operations become 25-40 % faster.",
		source: sessionReport,
		range: [25, 40],
		scope: { group: "customer" },
	},
	{
		id: "overall",
		statement: "Affected queries become 20-40 % faster overall.",
		source: sessionReport,
		range: [20, 40],
		scope: { all: true },
	},
	{
		id: "batch-locations",
		statement: "Queries by batchLocations.batchId become 30-50 % faster.",
		source: completionReport,
		range: [30, 50],
		scope: { index: locationsByBatch.name },
	},
	{
		id: "product-tags",
		statement: "Queries by productTags.productId become 40-60 % faster.",
		source: completionReport,
		range: [40, 60],
		scope: { index: tagsByProduct.name },
	},
	{
		id: "sales",
		statement: "Queries by sales.batchId become 25-40 % faster.",
		source: completionReport,
		range: [25, 40],
		scope: { index: salesByBatch.name },
	},
	{
		id: "batches",
		statement: "Queries by batches.productId become 20-35 % faster.",
		source: completionReport,
		range: [20, 35],
		scope: { index: batchesByProduct.name },
	},
	{
		id: "ledger-entries",
		statement: "Queries by ledgerEntries.accountId become 30-50 % faster.",
		source: completionReport,
		range: [30, 50],
		scope: { index: entriesByAccount.name },
	},
	{
		id: "invoices",
		statement: "Queries by invoices.customerId become 25-40 % faster.",
		source: completionReport,
		range: [25, 40],
		scope: { index: invoicesByCustomer.name },
	},
];

/** Only six indexes were meant to be built, so what can be tested is the same of operations and of those six. */
export const perf001Concentration: ConcentrationClaim = {
	statement: "The top 10 indexes provide 80 % of the benefit.",
	source: "PERF-001's documents; an expectation, never measured",
	top: 10,
	sharePct: 80,
};
