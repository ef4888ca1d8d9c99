import type { Schedule } from "../calendar.ts";
import { dayNumber } from "../calendar.ts";
import { logNormal, QuantileTable } from "../quantile-table.ts";
import { RandomStream } from "../random-stream.ts";
import { WeightedChoice } from "../weighted-choice.ts";
import { salesCalendar, TODAY } from "./calendars.ts";
import type { CustomerBook } from "./customer-book.ts";

export const TERMS = [
	{ name: "NET_30", days: 30, weight: 50 },
	{ name: "NET_15", days: 15, weight: 25 },
	{ name: "NET_7", days: 7, weight: 15 },
	{ name: "COD", days: 0, weight: 10 },
] as const;

/** Share of the invoices of an age, in days, that are not paid: half of them older than 120 days past due. */
export const UNPAID_BY_AGE = [
	{ below: 30, share: 0.6 },
	{ below: 150, share: 0.267 },
	{ below: Number.POSITIVE_INFINITY, share: 0.097 },
] as const;
const VOID_SHARE = 0.005;
/** Of unpaid invoices past due; the rest is overdue. */
const PARTIAL_SHARE = 0.1;
/** Of unpaid invoices not yet due, added up. */
const NOT_DUE = [
	{ status: "SENT", upTo: 0.65 },
	{ status: "VIEWED", upTo: 0.85 },
	{ status: "PARTIAL", upTo: 0.95 },
	{ status: "DRAFT", upTo: 1 },
] as const;

export type InvoiceStatus = "DRAFT" | "SENT" | "VIEWED" | "PARTIAL" | "PAID" | "OVERDUE" | "VOID";

/** One invoice; amounts in cents, days counted from 1970. */
export interface Invoice {
	customer: number;
	day: number;
	terms: number;
	dueDay: number;
	subtotal: number;
	tax: number;
	discount: number;
	total: number;
	paid: number;
	status: InvoiceStatus;
	/** The day the payment came in, or -1. */
	paidDay: number;
}

/** Every invoice as a function of its index, so that the ledger can look up what it books. */
export class InvoiceBook {
	readonly count: number;
	readonly schedule: Schedule;
	private readonly customers: CustomerBook;
	private readonly stream: RandomStream;
	private readonly terms = new WeightedChoice(TERMS.map(({ weight }) => weight));
	/** About 2 million dollars a month over 200 orders is TERP's mean order: 10,000 dollars. */
	private readonly amount = new QuantileTable(logNormal(6_000_00, 1));
	private readonly daysToPay = new QuantileTable(logNormal(22, 0.6));
	private readonly today = dayNumber(TODAY);
	private readonly scratch: Invoice = {
		customer: 0,
		day: 0,
		terms: 0,
		dueDay: 0,
		subtotal: 0,
		tax: 0,
		discount: 0,
		total: 0,
		paid: 0,
		status: "PAID",
		paidDay: -1,
	};

	constructor(seed: number, count: number, customers: CustomerBook) {
		this.count = count;
		this.schedule = salesCalendar().schedule(count);
		this.customers = customers;
		this.stream = new RandomStream(seed, "invoices");
	}

	/** The invoice of an index; the object is used again by the next call. */
	at(index: number): Readonly<Invoice> {
		const { stream, scratch } = this;
		stream.at(index);
		scratch.day = this.schedule.dayOf(index);
		scratch.customer = this.customers.draw(stream);
		scratch.terms = this.terms.draw(stream);
		scratch.dueDay = scratch.day + (TERMS[scratch.terms]?.days ?? 0);
		scratch.subtotal = Math.round(this.amount.draw(stream));
		// One in ten gets 2 to 10 % off; one in eight pays an excise of 15 %.
		const lot = stream.unit();
		scratch.discount = lot < 0.1 ? Math.round(scratch.subtotal * (0.02 + lot * 0.8)) : 0;
		scratch.tax = lot >= 0.875 ? Math.round((scratch.subtotal * 15) / 100) : 0;
		scratch.total = scratch.subtotal + scratch.tax - scratch.discount;
		this.settle(scratch);
		return scratch;
	}

	private settle(invoice: Invoice): void {
		const { stream, today } = this;
		const age = today - invoice.day;
		invoice.paid = 0;
		invoice.paidDay = -1;
		invoice.status = this.drawStatus(age, today > invoice.dueDay);
		if (invoice.status !== "PAID" && invoice.status !== "PARTIAL") return;
		const days = Math.round(this.daysToPay.draw(stream));
		invoice.paidDay = invoice.day + (days <= age ? days : stream.below(age + 1));
		// A part payment is 10 to 90 % of the total.
		invoice.paid = invoice.status === "PAID" ? invoice.total : Math.round(invoice.total * (0.1 + 0.8 * stream.unit()));
	}

	private drawStatus(age: number, pastDue: boolean): InvoiceStatus {
		const { stream } = this;
		if (stream.chance(VOID_SHARE)) return "VOID";
		const unpaid = age < UNPAID_BY_AGE[0].below ? 0 : age < UNPAID_BY_AGE[1].below ? 1 : 2;
		if (!stream.chance(UNPAID_BY_AGE[unpaid].share)) return "PAID";
		const lot = stream.unit();
		if (pastDue) return lot < PARTIAL_SHARE ? "PARTIAL" : "OVERDUE";
		return lot < NOT_DUE[0].upTo
			? "SENT"
			: lot < NOT_DUE[1].upTo
				? "VIEWED"
				: lot < NOT_DUE[2].upTo
					? "PARTIAL"
					: "DRAFT";
	}
}

/** The share of each status that the laws above come to, over all days of business and terms of payment. */
export function statusShares(): Readonly<Record<InvoiceStatus, number>> {
	const shares: Record<InvoiceStatus, number> = {
		DRAFT: 0,
		SENT: 0,
		VIEWED: 0,
		PARTIAL: 0,
		PAID: 0,
		OVERDUE: 0,
		VOID: VOID_SHARE,
	};
	const { before, days } = salesCalendar();
	const allTerms = TERMS.reduce((sum, { weight }) => sum + weight, 0);
	for (let day = 0; day < days; day++) {
		const age = days - 1 - day;
		const business = ((before[day + 1] as number) - (before[day] as number)) * (1 - VOID_SHARE);
		const unpaid = business * (UNPAID_BY_AGE.find(({ below }) => age < below)?.share ?? 0);
		shares.PAID += business - unpaid;
		for (const { days: term, weight } of TERMS) {
			const open = (unpaid * weight) / allTerms;
			if (age > term) {
				shares.PARTIAL += open * PARTIAL_SHARE;
				shares.OVERDUE += open * (1 - PARTIAL_SHARE);
			} else {
				let passed = 0;
				for (const { status, upTo } of NOT_DUE) {
					shares[status] += open * (upTo - passed);
					passed = upTo;
				}
			}
		}
	}
	return shares;
}
