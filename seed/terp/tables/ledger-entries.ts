import { writeDay, writeMoment } from "../../calendar.ts";
import { RandomStream } from "../../random-stream.ts";
import { fieldBytes, type RowWriter } from "../../row-writer.ts";
import { FIRST_SALE, fiscalPeriodOf, TODAY } from "../calendars.ts";
import { TAIL_JOURNALS } from "../chart-of-accounts.ts";
import type { Journal } from "../journal-book.ts";
import { type TableRows, USERS } from "../table-rows.ts";

const PREFIX = fieldBytes("JE-");
const DEBIT_LEG = fieldBytes("-D");
const CREDIT_LEG = fieldBytes("-C");
const SALE = fieldBytes("Sale, invoice INV-");
const PAYMENT = fieldBytes("Payment of invoice INV-");
const INVOICE_REFERENCE = fieldBytes("INVOICE");
const PAYMENT_REFERENCE = fieldBytes("PAYMENT");
const TAIL_FIELDS = TAIL_JOURNALS.map(({ reference, description }) => ({
	reference: fieldBytes(reference),
	description: fieldBytes(description),
}));
const POSTED_SHARE = 0.98;
/** Of journals that book neither a sale nor a payment. */
const MANUAL_SHARE = 0.2;

export const ledgerEntries: TableRows = {
	name: "ledgerEntries",
	columns: [
		"id",
		"entryNumber",
		"entryDate",
		"accountId",
		"debit",
		"credit",
		"description",
		"referenceType",
		"referenceId",
		"fiscalPeriodId",
		"isManual",
		"isPosted",
		"postedAt",
		"postedBy",
		"createdBy",
		"createdAt",
	],
	rowBytes: 205,
	declares: () => [
		{
			kind: "key",
			column: "accountId",
			parent: "accounts",
			law: "sales and payments: receivable half, revenue and cash a quarter each; a long tail of 21 accounts",
			top: { keys: 3, share: 0.94 },
		},
		{
			kind: "key",
			column: "fiscalPeriodId",
			parent: "fiscalPeriods",
			law: "by date: twelve periods of two months, the last still empty",
			top: { keys: 11, share: 1 },
		},
		{
			kind: "share",
			column: "isPosted",
			law: "nearly all posted",
			shares: { 0: 1 - POSTED_SHARE, 1: POSTED_SHARE },
		},
		{ kind: "date", column: "entryDate", law: "in order of id", from: FIRST_SALE, to: TODAY },
	],
	rows: ({ seed, journals }) => {
		const stream = new RandomStream(seed, "ledgerEntries/fields");
		const periods = new Map<number, number>();
		const periodOf = (day: number): number => {
			const known = periods.get(day) ?? fiscalPeriodOf(day);
			periods.set(day, known);
			return known;
		};
		return {
			write(row, out) {
				const index = row >>> 1;
				const journal = journals.at(index);
				const isDebit = (row & 1) === 0;
				stream.at(index);
				out.int(row + 1);
				out.raw(PREFIX);
				out.digits(index + 1, 8);
				out.raw(isDebit ? DEBIT_LEG : CREDIT_LEG);
				out.endField();
				writeDay(out, journal.day);
				out.int(isDebit ? journal.debit : journal.credit);
				out.cents(isDebit ? journal.amount : 0);
				out.cents(isDebit ? 0 : journal.amount);
				writeReference(out, journal);
				out.int(periodOf(journal.day));
				out.int(journal.kind === "tail" && stream.chance(MANUAL_SHARE) ? 1 : 0);
				const user = 1 + stream.below(USERS);
				if (stream.chance(POSTED_SHARE)) {
					out.int(1);
					writeMoment(out, journal.day, 64_800);
					out.int(user);
				} else {
					out.int(0);
					out.null();
					out.null();
				}
				out.int(user);
				writeMoment(out, journal.day, 61_200);
				out.endRow();
			},
		};
	},
};

/** description, referenceType and referenceId. */
function writeReference(out: RowWriter, { kind, reference, tail }: Readonly<Journal>): void {
	if (kind === "tail") {
		const fields = TAIL_FIELDS[tail];
		out.field(fields?.description ?? SALE);
		out.field(fields?.reference ?? INVOICE_REFERENCE);
	} else {
		out.code(kind === "sale" ? SALE : PAYMENT, reference + 1, 7);
		out.field(kind === "sale" ? INVOICE_REFERENCE : PAYMENT_REFERENCE);
	}
	out.int(reference + 1);
}
