import { writeDay, writeMoment } from "../../calendar.ts";
import { RandomStream } from "../../random-stream.ts";
import { type FieldBytes, fieldBytes } from "../../row-writer.ts";
import { FIRST_SALE, TODAY } from "../calendars.ts";
import { WHALE_SHARE, WHALES } from "../customer-book.ts";
import { type InvoiceStatus, statusShares, TERMS } from "../invoice-book.ts";
import { type TableRows, USERS } from "../table-rows.ts";

const PREFIX = fieldBytes("INV-");
const ORDER = fieldBytes("ORDER");
const STATUS_FIELDS: Record<InvoiceStatus, FieldBytes> = {
	DRAFT: fieldBytes("DRAFT"),
	SENT: fieldBytes("SENT"),
	VIEWED: fieldBytes("VIEWED"),
	PARTIAL: fieldBytes("PARTIAL"),
	PAID: fieldBytes("PAID"),
	OVERDUE: fieldBytes("OVERDUE"),
	VOID: fieldBytes("VOID"),
};
const TERM_FIELDS = TERMS.map(({ name }) => fieldBytes(name));

export const invoices: TableRows = {
	name: "invoices",
	columns: [
		"id",
		"invoiceNumber",
		"customerId",
		"invoiceDate",
		"dueDate",
		"subtotal",
		"taxAmount",
		"discountAmount",
		"totalAmount",
		"amountPaid",
		"amountDue",
		"status",
		"paymentTerms",
		"referenceType",
		"referenceId",
		"createdBy",
		"createdAt",
		"updatedAt",
	],
	rowBytes: 190,
	declares: () => [
		{
			kind: "key",
			column: "customerId",
			parent: "clients",
			law: "ten whales share 70 %; regulars log-normal, sigma 0.8",
			top: { keys: WHALES, share: WHALE_SHARE },
		},
		{
			kind: "share",
			column: "status",
			law: "85 % paid; the rest open or overdue by age, half of it far past due",
			shares: statusShares(),
		},
		{ kind: "date", column: "invoiceDate", law: "by weekday, in order of id", from: FIRST_SALE, to: TODAY },
	],
	rows: ({ seed, invoices: book }) => {
		const stream = new RandomStream(seed, "invoices/fields");
		return {
			write(row, out) {
				const invoice = book.at(row);
				const second = 32_400 + Math.floor(book.schedule.partOf(row) * 32_400);
				out.int(row + 1);
				out.code(PREFIX, row + 1, 7);
				out.int(invoice.customer);
				writeDay(out, invoice.day);
				writeDay(out, invoice.dueDay);
				out.cents(invoice.subtotal);
				out.cents(invoice.tax);
				out.cents(invoice.discount);
				out.cents(invoice.total);
				out.cents(invoice.paid);
				out.cents(invoice.status === "VOID" ? 0 : invoice.total - invoice.paid);
				out.field(STATUS_FIELDS[invoice.status]);
				out.field(TERM_FIELDS[invoice.terms] ?? PREFIX);
				out.field(ORDER);
				out.int(row + 1);
				out.int(1 + stream.at(row).below(USERS));
				writeMoment(out, invoice.day, second);
				// The last change is the payment, at the end of its day.
				if (invoice.paidDay > invoice.day) writeMoment(out, invoice.paidDay, 64_800);
				else writeMoment(out, invoice.day, 64_800);
				out.endRow();
			},
		};
	},
};
