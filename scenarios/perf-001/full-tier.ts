import type { Scenario } from "../suite.ts";
import { batchesById } from "./controls/batches-by-id.ts";
import { inventoryPages } from "./controls/inventory-page.ts";
import { invoiceScreenOfAll, invoicesByStatus } from "./controls/invoice-screen.ts";
import { entriesOfReference, journalEntry } from "./controls/journal-lookups.ts";
import { ledgerCheck } from "./controls/ledger-check.ts";
import { ledgerPage } from "./controls/ledger-page.ts";
import { locationInventory } from "./controls/location-inventory.ts";
import { locationList } from "./controls/location-list.ts";
import { outstandingReceivables, receivablesFigures } from "./controls/receivables-figures.ts";
import { salesSheet, stockValuation } from "./controls/sellable-batches.ts";
import { tagUsageStep } from "./controls/tag-usage-step.ts";
import { topProducts } from "./controls/top-products.ts";
import { invoiceScreenOfClient } from "./customer/invoice-screen.ts";
import { leaderboardCountStep } from "./customer/leaderboard-count-step.ts";
import { portalSearch } from "./customer/portal-search.ts";
import { recentInvoices } from "./customer/recent-invoices.ts";
import { yearTotal } from "./customer/year-total.ts";
import { dashboardInvoices } from "./financial/dashboard-invoices.ts";
import { categoryCounts } from "./inventory/category-counts.ts";
import { clientWant } from "./inventory/client-want.ts";
import { locationsSorted } from "./inventory/locations-sorted.ts";
import { productRecommendations } from "./inventory/product-recommendations.ts";
import { salesCountOfBatch, salesFiguresOfBatch } from "./inventory/sales-figures-of-batch.ts";
import { sampleRequest } from "./inventory/sample-request.ts";
import { strainFamilyStats } from "./inventory/strain-family-stats.ts";
import { vendorProductStep, vendorProducts, vendorSales } from "./inventory/vendor-context.ts";

/** The reads of TERP's catalogue that not every run measures: with the core ones they are all that can be expressed. */
export const perf001FullTier: readonly Scenario[] = [
	locationsSorted,
	strainFamilyStats,
	sampleRequest,
	salesFiguresOfBatch,
	salesCountOfBatch,
	productRecommendations,
	vendorSales,
	vendorProducts,
	vendorProductStep,
	categoryCounts,
	clientWant,
	dashboardInvoices,
	portalSearch,
	leaderboardCountStep,
	recentInvoices,
	yearTotal,
	invoiceScreenOfClient,
	locationList,
	locationInventory,
	inventoryPages,
	salesSheet,
	stockValuation,
	batchesById,
	tagUsageStep,
	ledgerPage,
	entriesOfReference,
	journalEntry,
	ledgerCheck,
	outstandingReceivables,
	receivablesFigures,
	topProducts,
	invoiceScreenOfAll,
	invoicesByStatus,
];
