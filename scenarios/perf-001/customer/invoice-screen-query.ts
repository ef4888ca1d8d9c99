import { desc, eq, type SQL, sql } from "drizzle-orm";
import { clients, invoices } from "../../../seed/terp/schema.ts";
import { terp } from "../builder.ts";

/** The list and the summary of the later version's Invoices screen, of one client or of all. */
export const invoiceScreen = (filter: SQL | undefined) => [
	terp
		.select({ invoice: invoices, clientName: clients.name })
		.from(invoices)
		.leftJoin(clients, eq(invoices.customerId, clients.id))
		.where(filter)
		.orderBy(desc(invoices.createdAt))
		.limit(50),
	terp
		.select({
			status: invoices.status,
			count: sql`COUNT(*)`,
			total: sql`SUM(${invoices.totalAmount})`,
			due: sql`SUM(${invoices.amountDue})`,
		})
		.from(invoices)
		.where(filter)
		.groupBy(invoices.status),
];
