import type { Calendar, Schedule } from "../calendar.ts";
import { exponential, logNormal, QuantileTable } from "../quantile-table.ts";
import { RandomStream } from "../random-stream.ts";
import { WeightedChoice } from "../weighted-choice.ts";
import { harvestCalendar, intakeCalendar } from "./calendars.ts";
import type { ProductBook } from "./product-book.ts";

/** The newest 15 % of the batches await intake and have no sales. */
export const AWAITING_SHARE = 0.15;
/** In every ten batches: how many of each class, and a batch's weight in it. */
export const POPULARITY = [
	{ name: "hot", members: 2, weight: 12 },
	{ name: "typical", members: 3, weight: 3 },
	{ name: "cold", members: 5, weight: 1 },
] as const;
const GROUP = 10;
const FIRST_MEMBER = [0, 2, 5] as const;
/** Days from a batch's creation to a sale: exponential, and never before the batch is on the shelf. */
const MEAN_DAYS_TO_SALE = 120;
const DAYS_TO_SHELF = 7;

/** What other tables need to know of a batch. */
export interface Batch {
	day: number;
	second: number;
	/** Index of the product. */
	product: number;
	/** Cents. */
	cogs: number;
	/** Cents. */
	price: number;
}

/** When batches come in, what they are, and which of them sell. */
export class BatchBook {
	readonly count: number;
	/** Batches that are or were for sale; they come first. */
	readonly sellable: number;
	private readonly intake: Schedule;
	private readonly harvest: Schedule;
	private readonly firstIntake: number;
	private readonly products: ProductBook;
	private readonly stream: RandomStream;
	private readonly groupStream: RandomStream;
	private readonly cogs = new QuantileTable(logNormal(900_00, 0.7));
	private readonly lag = new QuantileTable(exponential(1));
	private readonly classes = new WeightedChoice(POPULARITY.map(({ members, weight }) => members * weight));
	private readonly lagShare: Float64Array;
	private readonly scratch: Batch = { day: 0, second: 0, product: 0, cogs: 0, price: 0 };

	constructor(seed: number, count: number, products: ProductBook) {
		this.count = count;
		this.sellable = count - Math.round(count * AWAITING_SHARE);
		const intake: Calendar = intakeCalendar();
		this.firstIntake = intake.first;
		this.intake = intake.schedule(this.sellable);
		this.harvest = harvestCalendar().schedule(count - this.sellable);
		this.products = products;
		this.stream = new RandomStream(seed, "batches");
		this.groupStream = new RandomStream(seed, "batches/popularity");
		// Share of the lag's distribution that fits into so many days.
		this.lagShare = Float64Array.from({ length: 1200 }, (_, days) => {
			return Math.round((1 - Math.exp(-days / MEAN_DAYS_TO_SALE)) * 1e9) / 1e9;
		});
	}

	/** The batch's day, and its place in the day, 0 up to 1. */
	dayOf(index: number): number {
		return index < this.sellable ? this.intake.dayOf(index) : this.harvest.dayOf(index - this.sellable);
	}

	/** The batch of an index; the object is used again by the next call. */
	at(index: number): Readonly<Batch> {
		const { stream, scratch } = this;
		stream.at(index);
		scratch.product = this.products.popularity.draw(stream);
		scratch.cogs = Math.round(this.cogs.draw(stream));
		// A margin of 20 to 60 %.
		scratch.price = Math.round(scratch.cogs * (1.2 + 0.4 * stream.unit()));
		scratch.day = this.dayOf(index);
		const part = index < this.sellable ? this.intake.partOf(index) : this.harvest.partOf(index - this.sellable);
		// Intake is open from eight to five.
		scratch.second = 28_800 + Math.floor(part * 32_400);
		return scratch;
	}

	/** Class of a batch's popularity: 0 hot, 1 typical, 2 cold. */
	classOf(index: number): 0 | 1 | 2 {
		const place = ((index % GROUP) + this.turn(Math.floor(index / GROUP))) % GROUP;
		return place < FIRST_MEMBER[1] ? 0 : place < FIRST_MEMBER[2] ? 1 : 2;
	}

	/** Index of the batch that a sale on this day takes from. */
	drawFor(stream: RandomStream, day: number): number {
		const days = day - this.firstIntake;
		const intakeDays = this.intake.starts.length - 1;
		// After the last intake, only what came in before it can be sold.
		const least = Math.max(DAYS_TO_SHELF, days - intakeDays + 1);
		const share = this.lagShare[days - least] as number;
		const lag = least + MEAN_DAYS_TO_SALE * this.lag.at(Math.floor(stream.uint32() * share));
		// Evenly over all days, as if there were no weekends: else a Sunday's share would fall on one single group.
		const created = Math.max(0, days - lag + stream.unit());
		const here = (created / intakeDays) * this.sellable;
		// Whole groups only, all of them on the shelf by then.
		const last = this.intake.starts[Math.min(intakeDays, days)] as number;
		const group = Math.max(0, Math.min(Math.floor(here / GROUP), Math.floor(last / GROUP) - 1));
		const kind = this.classes.draw(stream) as 0 | 1 | 2;
		const place = (FIRST_MEMBER[kind] as number) + stream.below(POPULARITY[kind].members);
		return group * GROUP + ((place - this.turn(group) + GROUP) % GROUP);
	}

	private turn(group: number): number {
		return this.groupStream.at(group).below(GROUP);
	}
}
