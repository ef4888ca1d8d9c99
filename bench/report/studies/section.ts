/** A part of a report as plain text and figures; every renderer makes its own markup of it. */
export interface ReportSection {
	/** Anchor in the page, such as "write-cost". */
	readonly id: string;
	readonly title: string;
	/** The answer, in a sentence or two. */
	readonly lead: string;
	readonly tables: readonly ReportTable[];
	/** What a reader must know before trusting the figures. */
	readonly notes: readonly string[];
}

export interface ReportTable {
	/** Above the table, where there are several. */
	readonly caption?: string;
	/** A title that ends in ":" aligns its column to the right. */
	readonly titles: readonly string[];
	/** Plain text; a row has as many cells as there are titles. */
	readonly rows: readonly (readonly string[])[];
	/** Columns, by position, that hold names or code. */
	readonly code?: readonly number[];
}
