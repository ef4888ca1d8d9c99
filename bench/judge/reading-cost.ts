import type { IndexRecord } from "../record/schema.ts";

/** Whether what an index answers for takes longer with it in all, at the stated weights: then no number of reads pays for it. */
export function losesReadingTime({ breakEven }: Pick<IndexRecord, "breakEven">): boolean {
	return breakEven !== undefined && breakEven.savedMsCi[1] <= 0;
}
