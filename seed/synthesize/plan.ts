import type { RankLaw } from "./rank-law.ts";

/**
 * How rows are made, as data: it crosses to the workers. A column's value is made in two steps. First a number is drawn
 * for the row, then the number is written as a value, so that equal numbers are equal values, and a reference writes what
 * the row that it points to has.
 */
export interface DatasetPlan {
	readonly tables: readonly TablePlan[];
	/** Words and names that texts are made of, by kind. */
	readonly pools: Readonly<Record<string, readonly string[]>>;
}

export interface TablePlan {
	readonly name: string;
	readonly rows: number;
	/** In the order in which rows carry them. */
	readonly columns: readonly ColumnPlan[];
	/** What several columns are drawn from together; columns name them by their place. */
	readonly groups: readonly GroupPlan[];
}

export interface ColumnPlan {
	readonly name: string;
	/** Share of rows that are NULL. */
	readonly nulls: number;
	readonly draw: DrawPlan;
	readonly value: ValuePlan;
}

export type DrawPlan =
	/** The row's own number. */
	| { readonly by: "row" }
	/** The numbers of all rows, in another order. */
	| { readonly by: "shuffled" }
	/** Ranks by a law, spread over the numbers of its keys so that frequency and order have nothing to do with each other. */
	| { readonly by: "law"; readonly law: RankLaw; readonly spread: boolean }
	/**
	 * By the distribution of the values in their order: numbers at equal distances of probability, first and last included.
	 * `window`: 1 where a row's place tells nothing of its value; less, down to 0, where values advance with the rows but for
	 * so large a part of the table; negative where they go down.
	 */
	| { readonly by: "quantile"; readonly points: readonly number[]; readonly window: number }
	/** The row's number, but for a window in which rows change places: each row has a number of its own. */
	| { readonly by: "moved"; readonly window: number }
	/**
	 * Few values: their shares by the class of another key's frequency (one class without such a key; cut at two ranks) and by
	 * equal parts of the table. The last weight is that of all other values, which are those of `rest`.
	 */
	| {
			readonly by: "mixed";
			readonly numbers: readonly number[];
			readonly rest: { readonly from: number; readonly count: number };
			readonly weights: readonly (readonly (readonly number[])[])[];
			readonly cuts: readonly [number, number];
			/** A group of kind "clustered", whose key the values may hang on, and the part of the rows in which they do. */
			readonly group?: number;
			readonly purity: number;
	  }
	/** What the group draws, one of its parts. */
	| { readonly by: "group"; readonly group: number; readonly part: number };

/** Numbers that several columns share. */
export type GroupPlan =
	/** One row of another table, which all columns of a reference point to. */
	| { readonly kind: "reference"; readonly law: RankLaw; readonly nulls: number; readonly parents: number }
	/** An earlier row of the same table; the first rows have none, or themselves where they must have one. */
	| { readonly kind: "self"; readonly nulls: number }
	/** Keys with their exact numbers of rows, in runs. */
	| ClusteredPlan
	/** Rows of another table, each at most once. */
	| { readonly kind: "one-to-one"; readonly parents: number }
	/** Combinations of which none comes twice: a leading part by its law, the others by their sizes. */
	| {
			readonly kind: "tuple";
			readonly law: RankLaw;
			/** Numbers that the leading part is spread over. */
			readonly leading: number;
			readonly sizes: readonly number[];
			/** Rows of one leading value follow each other, as in a table that is stored in the order of this key. */
			readonly inOrder: boolean;
	  };

export interface ClusteredPlan {
	readonly kind: "clustered";
	readonly law: RankLaw;
	/** Numbers that the keys are spread over: the rows of the other table. */
	readonly numbers: number;
	readonly nulls: number;
	/** Rows that stay together. */
	readonly block: number;
	/** Part of the table within which blocks change places. */
	readonly window: number;
	/**
	 * Whether keys advance with the rows, go against them, have their rows near each other in no order of the keys, or lie
	 * all over the table.
	 */
	readonly order: "along" | "against" | "local" | "spread";
}

export type ValuePlan =
	/** What the row of that number has in a column of another table. */
	| { readonly as: "parent"; readonly table: string; readonly column: string }
	/** from + step * number, with so many digits after the point. */
	| { readonly as: "number"; readonly from: number; readonly step: number; readonly scale: number }
	/** Anywhere between two numbers, for each number another; `scale` digits after the point. */
	| { readonly as: "amount"; readonly from: number; readonly to: number; readonly scale: number }
	| { readonly as: "real"; readonly from: number; readonly to: number }
	/** One of a list, by place. */
	| { readonly as: "member"; readonly members: readonly string[] }
	| { readonly as: "bits"; readonly width: number }
	/** Moments that advance with the number over `of` numbers, each shifted by up to so many days. */
	| {
			readonly as: "moment";
			readonly form: "date" | "datetime" | "time" | "year";
			/** Digits of a second. */
			readonly digits: number;
			/** Days since 1970. */
			readonly from: number;
			readonly to: number;
			readonly of: number;
			readonly shiftDays: number;
			/** One number, one moment, a second or a day apart. */
			readonly unique: boolean;
	  }
	/** Moments by their age: days since 1970 at equal distances of the numbers 0 to `of`. */
	| {
			readonly as: "aged";
			readonly form: "date" | "datetime";
			readonly digits: number;
			readonly days: readonly number[];
			readonly of: number;
	  }
	/** Texts in the order of their numbers, of lengths that three quantiles tell; so many differ in 4, 8 and 16 characters. */
	| {
			readonly as: "ordered-text";
			readonly of: number;
			readonly lengths: { readonly least: number; readonly p50: number; readonly p95: number; readonly most: number };
			readonly prefixes: readonly [number, number, number];
	  }
	| { readonly as: "uuid"; readonly form: "text" | "bytes" | "ordered-bytes" }
	/** Text of a kind, cut to `length` characters. `unique` ends it with the number. */
	| { readonly as: "text"; readonly kind: TextKind; readonly length: number; readonly unique: boolean }
	/** Digits in base 36, just so many characters. */
	| { readonly as: "serial"; readonly width: number; readonly radix: 10 | 16 | 36 }
	| { readonly as: "bytes"; readonly length: number; readonly unique: boolean }
	/** A small object; with a text in it that makes it about so many bytes long. */
	| { readonly as: "json"; readonly length?: number }
	| { readonly as: "point"; readonly srid: number }
	| { readonly as: "vector"; readonly dimensions: number };

export type TextKind =
	| "email"
	| "person"
	| "first"
	| "last"
	| "company"
	| "title"
	| "url"
	| "slug"
	| "phone"
	| "street"
	| "city"
	| "country"
	| "postcode"
	| "ip"
	| "token"
	| "code"
	| "word"
	| "sentence"
	| "paragraph";
