import type { IndexRecord } from "../../record/schema.ts";
import type { Difference } from "./difference.ts";

/** An index that grew by more than this over the same data was built otherwise. */
const SIZE_TOLERANCE = 1.1;

/** What changed in the indexes under test: which there are, on what columns, what they earn and what they cost. */
export function* compareIndexes(base: readonly IndexRecord[], head: readonly IndexRecord[]): Generator<Difference> {
	for (const old of base) {
		const subject = `${old.table}.${old.name}`;
		const now = head.find((index) => index.name === old.name && index.table === old.table);
		if (now === undefined) {
			yield { subject, what: "missing", base: old.verdict, head: "not built", worse: true };
			continue;
		}
		if (old.verdict !== now.verdict) {
			const worse = now.verdict === "drop" || (old.verdict === "keep" && now.verdict === "keep-with-care");
			yield { subject, what: "verdict", base: old.verdict, head: now.verdict, worse };
		}
		const [from, to] = [old.columns.join(", "), now.columns.join(", ")];
		if (from !== to) yield { subject, what: "columns", base: from, head: to, worse: false };
		// An index on other columns costs what it costs: whether that is too much is for its verdict to say.
		for (const cost of [...compareSizes(subject, old, now), ...compareWriteCosts(subject, old, now)]) {
			yield { ...cost, worse: cost.worse && from === to };
		}
	}
	for (const now of head) {
		if (base.some(({ name, table }) => name === now.name && table === now.table)) continue;
		yield { subject: `${now.table}.${now.name}`, what: "new", base: "not built", head: now.verdict, worse: false };
	}
}

function* compareSizes(subject: string, old: IndexRecord, now: IndexRecord): Generator<Difference> {
	if (now.bytes <= old.bytes * SIZE_TOLERANCE && old.bytes <= now.bytes * SIZE_TOLERANCE) return;
	const size = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
	yield { subject, what: "size", base: size(old.bytes), head: size(now.bytes), worse: now.bytes > old.bytes };
}

/** What an insert pays is a ratio within a run too, so it compares; build times are not and do not. */
function* compareWriteCosts(
	subject: string,
	{ writeCost: old }: IndexRecord,
	{ writeCost: now }: IndexRecord,
): Generator<Difference> {
	if (old === undefined || now === undefined) return;
	if (now.ci[0] <= old.ci[1] && now.ci[1] >= old.ci[0]) return;
	const text = ({ changePct, ci }: typeof old) =>
		`${changePct.toFixed(1)} % [${ci.map((bound) => bound.toFixed(1)).join(", ")}]`;
	yield { subject, what: "write cost", base: text(old), head: text(now), worse: now.changePct > old.changePct };
}
