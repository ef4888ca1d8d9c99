import { dayNumber } from "../calendar.ts";
import { Permutation } from "../permutation.ts";
import { logNormal, QuantileTable } from "../quantile-table.ts";
import { RandomStream } from "../random-stream.ts";
import { WeightedChoice } from "../weighted-choice.ts";
import { FIRST_SALE, salesCalendar } from "./calendars.ts";
import { accountId, CASH, RECEIVABLE, REVENUE, TAIL_JOURNALS } from "./chart-of-accounts.ts";
import type { InvoiceBook } from "./invoice-book.ts";
import type { Receivables } from "./receivables.ts";

export type JournalKind = "sale" | "payment" | "tail";

/** A pair of ledger rows: the same amount debited and credited. Amount in cents. */
export interface Journal {
	kind: JournalKind;
	day: number;
	debit: number;
	credit: number;
	amount: number;
	/** Index of the invoice it books, or of the tail journal itself. */
	reference: number;
	/** Which of TAIL_JOURNALS; 0 otherwise. */
	tail: number;
}

const TAIL_ACCOUNTS = TAIL_JOURNALS.map(({ debit, credit }) => [accountId(debit), accountId(credit)] as const);

/**
 * The ledger's journals in order of date. A day holds that day's invoices, the payments that came in, and its part of
 * everything else, shuffled among themselves.
 */
export class JournalBook {
	readonly count: number;
	/** First journal of each day; one more entry than days. */
	private readonly starts: Float64Array;
	private readonly tailStarts: Float64Array;
	private readonly firstDay = dayNumber(FIRST_SALE);
	private readonly invoices: InvoiceBook;
	private readonly receivables: Receivables;
	private readonly stream: RandomStream;
	private readonly shuffles: RandomStream;
	private readonly tails = new WeightedChoice(TAIL_JOURNALS.map(({ weight }) => weight));
	private readonly amount = new QuantileTable(logNormal(400_00, 1.1));
	private place = -1;
	private shuffle = new Permutation(1, 0);
	private made = -1;
	private readonly scratch: Journal = { kind: "tail", day: 0, debit: 0, credit: 0, amount: 0, reference: 0, tail: 0 };

	constructor(seed: number, count: number, invoices: InvoiceBook, receivables: Receivables) {
		this.count = count;
		this.invoices = invoices;
		this.receivables = receivables;
		this.stream = new RandomStream(seed, "ledgerEntries");
		this.shuffles = new RandomStream(seed, "ledgerEntries/shuffle");
		const { paymentStarts, firstBooked } = receivables;
		const days = paymentStarts.length - 1;
		const tail = count - (invoices.count - firstBooked) - (paymentStarts[days] as number);
		this.tailStarts = salesCalendar().schedule(tail).starts;
		this.starts = paymentStarts.map(
			(payments, day) => payments + this.salesBefore(day) + (this.tailStarts[day] as number),
		);
	}

	/** The journal of an index; the object is used again by the next call. */
	at(index: number): Readonly<Journal> {
		// Both legs ask for the same journal, one after the other.
		if (index !== this.made) this.make(index);
		this.made = index;
		return this.scratch;
	}

	private make(index: number): void {
		const { scratch, receivables } = this;
		this.goTo(index);
		const place = this.place;
		const inDay = this.shuffle.at(index - (this.starts[place] as number));
		const sales = this.salesBefore(place + 1) - this.salesBefore(place);
		const firstPayment = receivables.paymentStarts[place] as number;
		const payments = (receivables.paymentStarts[place + 1] as number) - firstPayment;
		scratch.day = this.firstDay + place;
		if (inDay < sales) {
			this.bookSale(index, receivables.firstBooked + this.salesBefore(place) + inDay);
		} else if (inDay < sales + payments) {
			this.bookPayment(receivables.payments[firstPayment + inDay - sales] as number);
		} else {
			this.bookTail(index);
		}
	}

	private bookSale(index: number, invoiceIndex: number): void {
		const invoice = this.invoices.at(invoiceIndex);
		// Drafts and voids are not booked; something else is in their place.
		if (invoice.status === "DRAFT" || invoice.status === "VOID") this.bookTail(index);
		else this.book("sale", RECEIVABLE, REVENUE, invoice.total, invoiceIndex, 0);
	}

	private bookPayment(invoiceIndex: number): void {
		this.book("payment", CASH, RECEIVABLE, this.invoices.at(invoiceIndex).paid, invoiceIndex, 0);
	}

	private bookTail(index: number): void {
		const tail = this.tails.draw(this.stream.at(index));
		const [debit, credit] = TAIL_ACCOUNTS[tail] as readonly [number, number];
		this.book("tail", debit, credit, Math.round(this.amount.draw(this.stream)), index, tail);
	}

	private book(
		kind: JournalKind,
		debit: number,
		credit: number,
		amount: number,
		reference: number,
		tail: number,
	): void {
		const { scratch } = this;
		scratch.kind = kind;
		scratch.debit = debit;
		scratch.credit = credit;
		scratch.amount = amount;
		scratch.reference = reference;
		scratch.tail = tail;
	}

	/** Booked invoices before a day. */
	private salesBefore(place: number): number {
		return Math.max(0, (this.invoices.schedule.starts[place] as number) - this.receivables.firstBooked);
	}

	private goTo(index: number): void {
		const inPlace = (place: number) =>
			place >= 0 && index >= (this.starts[place] as number) && index < (this.starts[place + 1] as number);
		if (inPlace(this.place)) return;
		let low = 0;
		let high = this.starts.length - 1;
		while (high - low > 1) {
			const middle = (low + high) >>> 1;
			if (index < (this.starts[middle] as number)) high = middle;
			else low = middle;
		}
		this.place = low;
		const size = (this.starts[low + 1] as number) - (this.starts[low] as number);
		this.shuffle = new Permutation(size, this.shuffles.at(low).uint32());
	}
}
