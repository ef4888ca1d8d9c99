import { countedWork } from "../judge/counted-work.ts";
import { middleOf } from "../judge/work-bounds.ts";
import { compareWork, isEvenWork } from "../judge/work-change.ts";
import type { AdviceVerdict, Saved } from "../record/advice/schema.ts";
import type { Evidence } from "../record/evidence.ts";
import { WORK_KINDS, type Work } from "../record/work.ts";
import type { Seen } from "./laboratory.ts";

/** One subject under two states, and how often a day it runs. */
export interface Change {
	readonly weight: number;
	readonly before: Seen;
	readonly after: Seen;
}

/**
 * What changes save a day in milliseconds of work, with the least and most that any plausible prices allow. A price is the
 * same for all subjects of one server, so counts are added up first and priced once.
 */
export function savedBy(changes: readonly Change[]): Saved {
	const differences = new Map<string, { count: number; low: number; high: number; middle: number }>();
	let abandoned = 0;
	for (const { weight, before, after } of changes) {
		if (before.plans === after.plans || isUnknown(before) || isUnknown(after)) continue;
		const given = abandonedMs(before.evidence, after.evidence);
		if (given !== undefined) {
			abandoned += weight * given;
			continue;
		}
		const [was, is] = comparable(before.evidence, after.evidence);
		for (const kind of WORK_KINDS) {
			const [counted = 0, low, high] = was.parts[kind] ?? [];
			const [other = 0, otherLow, otherHigh] = is.parts[kind] ?? [];
			if (counted === other) continue;
			const price = { low: low ?? otherLow ?? 0, high: high ?? otherHigh ?? 0 };
			const known = differences.get(kind) ?? { count: 0, ...price, middle: middlePrice(kind, was, is) };
			differences.set(kind, { ...known, count: known.count + weight * (counted - other) });
		}
	}
	let [ms, low, high] = [abandoned, abandoned, abandoned];
	for (const one of differences.values()) {
		ms += (one.count * one.middle) / 1000;
		low += (one.count * (one.count > 0 ? one.low : one.high)) / 1000;
		high += (one.count * (one.count > 0 ? one.high : one.low)) / 1000;
	}
	return { ms, low, high };
}

/** Work that was counted the same way on both sides. */
function comparable(before: Evidence, after: Evidence): readonly [Work, Work] {
	if (before.work !== undefined && after.work !== undefined) return [before.work, after.work];
	return [countedWork(before), countedWork(after)];
}

/** The middle price of one kind, as `middleOf` has it. */
function middlePrice(kind: (typeof WORK_KINDS)[number], ...works: readonly Work[]): number {
	const [part] = works.flatMap(({ parts }) => (parts[kind] === undefined ? [] : [parts[kind]]));
	return part === undefined ? 0 : middleOf({ parts: { [kind]: [1, part[1], part[2]] } });
}

/** Of a query that was given up in one state: what the other saves or loses at least. */
function abandonedMs(before: Evidence, after: Evidence): number | undefined {
	const [was, is] = [before.timedOutSeconds, after.timedOutSeconds];
	if (was === undefined && is === undefined) return undefined;
	if (was !== undefined && is !== undefined) return 0;
	const other = middleOf(countedWork(was === undefined ? before : after)) / 1000;
	return was === undefined ? -(1000 * (is ?? 0) - other) : 1000 * was - other;
}

function isUnknown({ failure }: Seen): boolean {
	return failure !== undefined;
}

/** Milliseconds of work of one execution, at middle prices. */
export function workMs({ evidence }: Seen): number {
	if (evidence.timedOutSeconds !== undefined) return 1000 * evidence.timedOutSeconds;
	return middleOf(evidence.work ?? countedWork(evidence)) / 1000;
}

/** What evidence says of one subject under two states. */
export function verdictOf(before: Seen, after: Seen): AdviceVerdict {
	if (before.failure !== undefined || after.failure !== undefined) return "invalid";
	const given = abandonedMs(before.evidence, after.evidence);
	if (given !== undefined) return given > 0 ? "faster" : given < 0 ? "slower" : "open";
	switch (compareWork(before.evidence, after.evidence)) {
		case "less":
			return "faster";
		case "more":
			return "slower";
		case "same":
			return "no-change";
		default:
			return isEvenWork({ before: before.evidence, after: after.evidence }) ? "no-change" : "open";
	}
}
