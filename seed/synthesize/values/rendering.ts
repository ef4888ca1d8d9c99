import type { FieldBytes, RowWriter } from "../../row-writer.ts";

/** Writes the value of a number as one whole field: equal numbers give equal bytes. */
export type Render = (number: number, out: RowWriter) => void;

/** Pools as fields. */
export type EncodedPools = Readonly<Record<string, readonly FieldBytes[]>>;
