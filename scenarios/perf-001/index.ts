import { terpDataset } from "../../seed/terp/dataset.ts";
import { terpTables } from "../../seed/terp/schema.ts";
import { defineSuite } from "../suite.ts";
import { perf001Claims, perf001Concentration } from "./claims.ts";
import { dashboardStats } from "./controls/dashboard-stats.ts";
import { inventorySearch } from "./controls/inventory-search.ts";
import { receivablesAgeing } from "./controls/receivables-ageing.ts";
import { tagSearch } from "./controls/tag-search.ts";
import { clientBalance } from "./customer/balance.ts";
import { invoiceList } from "./customer/invoice-list.ts";
import { leaderboardStep } from "./customer/leaderboard-step.ts";
import { portalInvoices } from "./customer/portal-invoices.ts";
import { clientStatement } from "./customer/statement.ts";
import { accountBalance } from "./financial/account-balance.ts";
import { generalLedger } from "./financial/general-ledger.ts";
import { receivablesCheck } from "./financial/receivables-check.ts";
import { topDebtors } from "./financial/top-debtors.ts";
import { trialBalance } from "./financial/trial-balance.ts";
import { perf001FullTier } from "./full-tier.ts";
import { perf001Indexes, perf001IndexSets } from "./indexes.ts";
import { batchLocationsOfOne } from "./inventory/batch-locations.ts";
import { cogsByProduct } from "./inventory/cogs-by-product.ts";
import { locationSearch } from "./inventory/location-search.ts";
import { lotPicker } from "./inventory/lot-picker.ts";
import { pageByCategory } from "./inventory/page-by-category.ts";
import { pickList } from "./inventory/pick-list.ts";
import { productTagsOfOne } from "./inventory/product-tags.ts";
import { salesOfOneBatch } from "./inventory/sales-of-batch.ts";
import { similarProducts } from "./inventory/similar-products.ts";
import { slowMovingStep } from "./inventory/slow-moving-step.ts";
import { strainProducts } from "./inventory/strain-products.ts";
import { perf001Writes } from "./writes/index.ts";

/** TERP's PERF-001: six indexes, ten claims, and the queries that they were meant for or could touch. */
export const perf001 = defineSuite({
	id: "perf-001",
	title: "TERP PERF-001: six indexes on inventory, ledger and invoices",
	tables: terpTables,
	dataset: terpDataset,
	indexes: perf001Indexes,
	indexSets: perf001IndexSets,
	scenarios: [
		batchLocationsOfOne,
		pickList,
		locationSearch,
		strainProducts,
		cogsByProduct,
		lotPicker,
		pageByCategory,
		productTagsOfOne,
		similarProducts,
		slowMovingStep,
		salesOfOneBatch,
		accountBalance,
		generalLedger,
		trialBalance,
		topDebtors,
		receivablesCheck,
		portalInvoices,
		leaderboardStep,
		invoiceList,
		clientBalance,
		clientStatement,
		inventorySearch,
		dashboardStats,
		tagSearch,
		receivablesAgeing,
		...perf001FullTier,
	],
	writes: perf001Writes,
	claims: perf001Claims,
	concentration: perf001Concentration,
});

/** By this name a suite file is read. */
export { perf001 as suite };
