import { isDeepStrictEqual } from "node:util";
import { isSameName } from "../../../mysql/index-spec.ts";
import type { IndexRecord } from "../../record/schema.ts";
import type { Difference, Side } from "./difference.ts";

/** An index that grew by more than this over the same data was built otherwise. */
const SIZE_TOLERANCE = 1.1;

/** What changed in the indexes under test: which there are, on what columns, what they earn and what they cost. */
export function* compareIndexes(base: readonly IndexRecord[], head: readonly IndexRecord[]): Generator<Difference> {
	for (const old of base) {
		const subject = subjectOf(old);
		const now = head.find((index) => isSameName(index, old));
		if (now === undefined) {
			yield { subject, what: "missing", base: { is: "verdict", verdict: old.verdict }, head: NOT_BUILT, worse: true };
			continue;
		}
		if (old.verdict !== now.verdict) {
			const worse =
				now.verdict === "drop" ||
				now.verdict === "replace" ||
				(old.verdict === "keep" && now.verdict === "keep-with-care");
			yield {
				subject,
				what: "verdict",
				base: { is: "verdict", verdict: old.verdict },
				head: { is: "verdict", verdict: now.verdict },
				worse,
			};
		}
		const sameColumns = isDeepStrictEqual(old.columns, now.columns);
		if (!sameColumns) {
			const [base, head] = [old, now].map(({ columns }): Side => ({ is: "columns", columns }));
			if (base !== undefined && head !== undefined) yield { subject, what: "columns", base, head, worse: false };
		}
		// An index on other columns costs what it costs: whether that is too much is for its verdict to say.
		for (const cost of [...compareSizes(subject, old, now), ...compareWriteCosts(subject, old, now)]) {
			yield { ...cost, worse: cost.worse && sameColumns };
		}
	}
	for (const now of head) {
		if (base.some(({ name, table }) => name === now.name && table === now.table)) continue;
		yield {
			subject: subjectOf(now),
			what: "new",
			base: NOT_BUILT,
			head: { is: "verdict", verdict: now.verdict },
			worse: false,
		};
	}
}

/** An index as the subject of a difference. */
function subjectOf({ table, name }: IndexRecord): Difference["subject"] {
	return { of: "index", table, index: name };
}

const NOT_BUILT: Side = { is: "absent", from: "built" };

function* compareSizes(subject: Difference["subject"], old: IndexRecord, now: IndexRecord): Generator<Difference> {
	if (now.bytes <= old.bytes * SIZE_TOLERANCE && old.bytes <= now.bytes * SIZE_TOLERANCE) return;
	const size = (bytes: number): Side => ({ is: "bytes", bytes });
	yield { subject, what: "size", base: size(old.bytes), head: size(now.bytes), worse: now.bytes > old.bytes };
}

/** What an insert pays is a ratio within a run too, so it compares; build times are not and do not. */
function* compareWriteCosts(
	subject: Difference["subject"],
	{ writeCost: old }: IndexRecord,
	{ writeCost: now }: IndexRecord,
): Generator<Difference> {
	if (old === undefined || now === undefined) return;
	if (now.ci[0] <= old.ci[1] && now.ci[1] >= old.ci[0]) return;
	const side = ({ changePct, ci }: typeof old): Side => ({ is: "change", pct: changePct, ci });
	yield { subject, what: "write cost", base: side(old), head: side(now), worse: now.changePct > old.changePct };
}
