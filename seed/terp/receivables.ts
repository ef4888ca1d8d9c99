import { dayNumber } from "../calendar.ts";
import { FIRST_SALE, TODAY } from "./calendars.ts";
import type { InvoiceBook } from "./invoice-book.ts";

/** What one pass over all invoices tells: who owes what, and which payment came in on which day. */
export interface Receivables {
	/** Index of the first invoice that the ledger covers. */
	readonly firstBooked: number;
	/** Indexes of paid invoices, in order of the day of payment. */
	readonly payments: Uint32Array;
	/** Where each day's payments start in `payments`; one more entry than days. */
	readonly paymentStarts: Float64Array;
	/** Cents per client id: invoiced without drafts and voids, and still open. */
	readonly spent: Float64Array;
	readonly owed: Float64Array;
	/** Day of each client's oldest open invoice, or 0. */
	readonly oldestOpen: Float64Array;
}

/** Journals that are neither a sale nor a payment, at least: the long tail of accounts. */
const TAIL_SHARE = 0.07;

/** @param journals the ledger's pairs of rows: the earliest invoices predate it when it cannot hold them all. */
export function collectReceivables(book: InvoiceBook, clients: number, journals: number): Receivables {
	const first = dayNumber(FIRST_SALE);
	const days = dayNumber(TODAY) - first + 1;
	const spent = new Float64Array(clients + 1);
	const owed = new Float64Array(clients + 1);
	const oldestOpen = new Float64Array(clients + 1);
	const perDay = new Uint32Array(days);
	/** Per invoice: days until it was paid, counted from 1, or 0. Bytes, since at x100 there are 25 million of them. */
	const daysToPay = new Uint8Array(book.count);
	const room = Math.floor(journals * (1 - TAIL_SHARE));
	let events = 0;
	let firstBooked = 0;
	// Newest first, since the ledger must hold the newest.
	for (let index = book.count - 1; index >= 0; index--) {
		const invoice = book.at(index);
		const { customer, status } = invoice;
		if (status !== "DRAFT" && status !== "VOID") {
			spent[customer] = (spent[customer] as number) + invoice.total;
			if (status !== "PAID") {
				owed[customer] = (owed[customer] as number) + invoice.total - invoice.paid;
				oldestOpen[customer] = invoice.day;
			}
		}
		if (firstBooked > index) continue;
		events += invoice.paidDay < 0 ? 1 : 2;
		if (events > room) firstBooked = index + 1;
		else if (invoice.paidDay >= 0) {
			const place = invoice.paidDay - first;
			perDay[place] = (perDay[place] as number) + 1;
			const lag = invoice.paidDay - invoice.day + 1;
			if (lag > 255) throw new RangeError(`An invoice paid after ${lag - 1} days: a byte does not hold that.`);
			daysToPay[index] = lag;
		}
	}
	const paymentStarts = new Float64Array(days + 1);
	for (let day = 0; day < days; day++) {
		paymentStarts[day + 1] = (paymentStarts[day] as number) + (perDay[day] as number);
	}
	const payments = new Uint32Array(paymentStarts[days] as number);
	const next = paymentStarts.slice();
	for (let index = firstBooked; index < book.count; index++) {
		const lag = daysToPay[index] as number;
		if (lag === 0) continue;
		const place = book.schedule.dayOf(index) + lag - 1 - first;
		const payment = next[place] as number;
		payments[payment] = index;
		next[place] = payment + 1;
	}
	return { firstBooked, payments, paymentStarts, spent, owed, oldestOpen };
}
