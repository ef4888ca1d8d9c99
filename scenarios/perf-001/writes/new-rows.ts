import { type SQL, sql } from "drizzle-orm";
import type { MySqlInsertValue } from "drizzle-orm/mysql-core";
import type {
	batches,
	batchLocations,
	invoices,
	ledgerEntries,
	productTags,
	sales,
} from "../../../seed/terp/schema.ts";
import { keyNumber, keyText } from "../../key.ts";
import type { Key } from "../../suite.ts";

/**
 * Rows as the application would add them today: their foreign keys are those of the latest rows, so that they meet an
 * index where new rows meet it. `serial` makes the values of unique columns, ascending like the application's own.
 */
const digits = (serial: number) => String(serial).padStart(8, "0");

/** key: batch, product, customer, day, cost and price. */
export const saleKeys =
	"SELECT batchId, productId, COALESCE(customerId, 1), saleDate, cogsAtSale, salePrice FROM sales ORDER BY id DESC LIMIT 400";

export function newSale(key: Key): typeof sales.$inferInsert {
	return {
		batchId: keyNumber(key, 0),
		productId: keyNumber(key, 1),
		quantity: "4",
		cogsAtSale: keyText(key, 4),
		salePrice: keyText(key, 5),
		customerId: keyNumber(key, 2),
		saleDate: keyText(key, 3),
		createdBy: 1,
	};
}

/** key: account debited, account credited, amount, day, fiscal period. */
export const journalKeys = `SELECT d.accountId, c.accountId, d.debit, d.entryDate, d.fiscalPeriodId
	FROM ledgerEntries AS d JOIN ledgerEntries AS c ON c.id = d.id + 1
	WHERE d.debit > 0 AND c.credit > 0 ORDER BY d.id DESC LIMIT 400`;

/** Both legs of a journal. */
export function newEntries(key: Key, serial: number): readonly (typeof ledgerEntries.$inferInsert)[] {
	const common = {
		entryDate: keyText(key, 3),
		description: `Sale, invoice INV-9${digits(serial)}`,
		referenceType: "INVOICE",
		referenceId: 1,
		fiscalPeriodId: keyNumber(key, 4),
		isPosted: true,
		createdBy: 1,
	};
	const amount = keyText(key, 2);
	return [
		{ ...common, entryNumber: `JE-9${digits(serial)}-1`, accountId: keyNumber(key, 0), debit: amount, credit: "0.00" },
		{ ...common, entryNumber: `JE-9${digits(serial)}-2`, accountId: keyNumber(key, 1), debit: "0.00", credit: amount },
	];
}

/** key: customer, day, due day, total. */
export const invoiceKeys =
	"SELECT customerId, invoiceDate, dueDate, totalAmount FROM invoices ORDER BY id DESC LIMIT 400";

export function newInvoice(key: Key, serial: number): typeof invoices.$inferInsert {
	return {
		invoiceNumber: `INV-9${digits(serial)}`,
		customerId: keyNumber(key, 0),
		invoiceDate: keyText(key, 1),
		dueDate: keyText(key, 2),
		subtotal: keyText(key, 3),
		totalAmount: keyText(key, 3),
		amountDue: keyText(key, 3),
		status: "SENT",
		createdBy: 1,
	};
}

/** key: product, lot, cost of a unit. */
export const batchKeys =
	"SELECT productId, lotId, COALESCE(unitCogs, '500.00') FROM batches ORDER BY id DESC LIMIT 400";

export function newBatch(key: Key, serial: number): typeof batches.$inferInsert {
	return {
		code: `BATCH-9${digits(serial)}`,
		sku: `SKU-99999-${digits(serial)}`,
		productId: keyNumber(key, 0),
		lotId: keyNumber(key, 1),
		grade: "A",
		cogsMode: "FIXED",
		unitCogs: keyText(key, 2),
		paymentTerms: "CONSIGNMENT",
		onHandQty: "60",
	};
}

/** key: batch, site; of any batch, since transfers move old ones too. */
export const locationKeys = "SELECT batchId, site FROM batchLocations ORDER BY CRC32(id), id LIMIT 400";

export function newLocation(batchId: number | SQL, site: string): MySqlInsertValue<typeof batchLocations> {
	return { batchId, site, ...NEW_PLACE, qty: "12" };
}

/** A place that no batch is in yet. */
export const NEW_PLACE = { zone: "Z", rack: "R99", shelf: "S9", bin: "B99" } as const;

/** The id that the session's last INSERT was given: the application reads it from the reply. */
export const LATEST_ID = sql`LAST_INSERT_ID()`;

/** key: product, a tag that it has. */
export const tagKeys =
	"SELECT productId, tagId FROM productTags WHERE deleted_at IS NULL ORDER BY CRC32(id), id LIMIT 400";

/** No product has a tag of such a number yet. */
const FIRST_NEW_TAG = 1_000_000;

export function newTag(key: Key, serial: number): typeof productTags.$inferInsert {
	return { productId: keyNumber(key), tagId: FIRST_NEW_TAG + serial };
}
