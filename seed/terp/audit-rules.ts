import type { AuditRule } from "../dataset-spec.ts";

function noOrphans(child: string, column: string, parent: string): AuditRule {
	return {
		holds: `every ${child}.${column} is in ${parent}`,
		// Distinct values first: a handful of look-ups instead of one per row.
		violations: `SELECT COUNT(*) FROM (SELECT DISTINCT \`${column}\` AS k FROM \`${child}\` WHERE \`${column}\` IS NOT NULL) c
			LEFT JOIN \`${parent}\` p ON p.id = c.k WHERE p.id IS NULL`,
	};
}

/** What must hold in the loaded data: no orphans, money that adds up, dates in order. */
export const auditRules: readonly AuditRule[] = [
	noOrphans("brands", "vendorId", "vendors"),
	noOrphans("strains", "parentStrainId", "strains"),
	noOrphans("products", "brandId", "brands"),
	noOrphans("products", "strainId", "strains"),
	noOrphans("productTags", "productId", "products"),
	noOrphans("productTags", "tagId", "tags"),
	noOrphans("lots", "vendorId", "vendors"),
	noOrphans("batches", "productId", "products"),
	noOrphans("batches", "lotId", "lots"),
	noOrphans("batchLocations", "batchId", "batches"),
	noOrphans("sales", "batchId", "batches"),
	noOrphans("sales", "customerId", "clients"),
	noOrphans("invoices", "customerId", "clients"),
	noOrphans("ledgerEntries", "accountId", "accounts"),
	noOrphans("ledgerEntries", "fiscalPeriodId", "fiscalPeriods"),
	{
		holds: "a sale's product is its batch's, and the sale follows the batch's creation",
		// Per batch first: one look-up per batch instead of one per sale.
		violations: `SELECT COUNT(*) FROM (SELECT batchId, MIN(productId) lo, MAX(productId) hi, MIN(saleDate) first
			FROM sales GROUP BY batchId) s JOIN batches b ON b.id = s.batchId
			WHERE s.lo <> b.productId OR s.hi <> b.productId OR s.first < b.createdAt`,
	},
	{
		holds: "an invoice's total, payments and amount due agree with each other and its status",
		violations: `SELECT COUNT(*) FROM invoices WHERE totalAmount <> subtotal + taxAmount - discountAmount
			OR amountDue <> IF(status = 'VOID', 0, totalAmount - amountPaid)
			OR (status = 'PAID') <> (amountPaid = totalAmount)
			OR (status = 'PARTIAL') <> (amountPaid > 0 AND amountPaid < totalAmount)
			OR dueDate < invoiceDate`,
	},
	{
		holds: "the two rows of a journal are neighbours with equal debit and credit, date and period",
		violations: `SELECT COUNT(*) FROM ledgerEntries d JOIN ledgerEntries c ON c.id = d.id + 1
			WHERE d.id % 2 = 1 AND (d.debit <> c.credit OR d.credit <> 0 OR c.debit <> 0 OR d.debit <= 0
			OR d.entryDate <> c.entryDate OR d.fiscalPeriodId <> c.fiscalPeriodId OR d.accountId = c.accountId)`,
	},
	{
		holds: "the ledger's debits equal its credits",
		violations: "SELECT SUM(debit) <> SUM(credit) FROM ledgerEntries",
	},
	{
		holds: "an entry lies within its fiscal period",
		violations: `SELECT COUNT(*) FROM (SELECT fiscalPeriodId, MIN(entryDate) lo, MAX(entryDate) hi FROM ledgerEntries
			GROUP BY fiscalPeriodId) e JOIN fiscalPeriods p ON p.id = e.fiscalPeriodId
			WHERE e.lo < p.startDate OR e.hi > p.endDate`,
	},
	{
		holds: "what a client owes is the sum of its open invoices",
		violations: `SELECT COUNT(*) FROM clients c LEFT JOIN (SELECT customerId, SUM(amountDue) due FROM invoices
			WHERE status NOT IN ('PAID', 'VOID', 'DRAFT') GROUP BY customerId) i ON i.customerId = c.id
			WHERE c.total_owed <> COALESCE(i.due, 0)`,
	},
];
