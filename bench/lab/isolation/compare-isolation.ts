import type { Connection } from "mysql2/promise";
import { silentProgress, type Task } from "../../../base/progress.ts";
import type { Connect } from "../../../mysql/connect.ts";
import { buildIndexes, dropIndexes } from "../../../mysql/index-set.ts";
import { showInvisible } from "../../../mysql/session.ts";
import { quoted } from "../../../mysql/sql/identifiers.ts";
import { scopesOf } from "../../../mysql/sql/table-references.ts";
import { isWord, tokensOf } from "../../../mysql/sql/tokens.ts";
import type { Candidate } from "../../../schema/candidates/candidate.ts";
import { batchesOf } from "../../advise/batches.ts";
import { buildCandidates } from "../../advise/build-candidates.ts";
import type { Gathered } from "../../advise/gather.ts";
import { IndexState } from "../../advise/index-state.ts";
import { Laboratory } from "../../advise/laboratory.ts";
import { Workplace } from "../../advise/workplace.ts";
import type { Subject } from "../../measure/survey.ts";
import type { Taken } from "../../record/advice/facts.ts";

/**
 * Ways to show one candidate among others that are built, each held against its being the only one that is there:
 * visible among all, all seen and the others forbidden by a hint, visible among its batch alone.
 */
export type Way = "visible" | "no-index-hint" | "batches";

/** One candidate and one stratum by one way. */
export interface Pair {
	readonly way: Way;
	readonly candidate: string;
	readonly stratum: string;
	/** Whether the candidate alone changes the plan at all. */
	readonly changes: boolean;
	readonly samePlans: boolean;
	/** Rows examined and handler calls; compared only where the plan is the same, and one that the candidate changes. */
	readonly sameWork: boolean;
	readonly alone: string;
	readonly shown: string;
}

interface Seen {
	readonly plans: string;
	readonly work: string;
}

/**
 * What each candidate does to each stratum that names its table, once with nothing else there, then by every way of showing
 * it among others.
 */
export async function compareIsolation(
	connect: Connect,
	session: Connection,
	observer: Connection,
	subjects: readonly Subject[],
	{ candidates, uses }: Pick<Gathered, "candidates" | "uses">,
	task: Task,
	signal: AbortSignal,
): Promise<readonly Pair[]> {
	const alone = new Map<string, Seen>();
	const bare = new Workplace(laboratory(session, observer, new IndexState(observer)), subjects, signal);
	const base = await bare.seen(new Set(), subjects);
	for (const [at, candidate] of candidates.entries()) {
		task.update(at, `${candidate.index.name}, alone`);
		await buildIndexes(observer, [candidate.index], true, silentProgress, signal);
		const lab = laboratory(session, observer, undefined);
		for (const subject of bare.touching(candidate.index.table)) {
			const [seen] = (await lab.look(new Set(), [subject], signal)).values();
			if (seen !== undefined) alone.set(keyOf(candidate, subject), seenOf(seen.plans, seen.evidence));
		}
		await dropIndexes(observer, [candidate.index]);
	}
	const pairs: Pair[] = [];
	const compare = async (way: Way, built: readonly Candidate[]) => {
		const { refused } = await buildCandidates(connect, built, signal);
		const state = way === "no-index-hint" ? undefined : new IndexState(observer);
		await showInvisible(session, way === "no-index-hint");
		for (const candidate of built) {
			if (refused.has(candidate)) continue;
			task.update(candidates.length + pairs.length / Math.max(1, subjects.length), `${candidate.index.name}, ${way}`);
			const lab = laboratory(session, observer, state);
			for (const subject of bare.touching(candidate.index.table)) {
				const asked = way === "no-index-hint" ? forbidding(subject, built, candidate) : subject;
				const known = alone.get(keyOf(candidate, subject));
				if (asked === undefined || known === undefined) continue;
				const [seen] = (await lab.look(new Set([candidate]), [asked], signal)).values();
				if (seen === undefined) continue;
				const shown = seenOf(seen.plans, seen.evidence);
				pairs.push({
					way,
					candidate: candidate.index.name,
					stratum: `${subject.scenario.id} ${subject.stratum.id}`,
					changes: known.plans !== base.get(subject)?.plans,
					samePlans: shown.plans === known.plans,
					sameWork: shown.work === known.work,
					alone: known.plans,
					shown: shown.plans,
				});
			}
		}
		await state?.show(new Set());
	};
	await compare("visible", candidates);
	await compare("no-index-hint", candidates);
	await dropIndexes(
		observer,
		candidates.map(({ index }) => index),
	);
	for (const batch of batchesOf(candidates, uses, () => candidates.length)) {
		await compare("batches", batch);
		await dropIndexes(
			observer,
			batch.map(({ index }) => index),
		);
	}
	return pairs;
}

/** @param state absent where what is there is all that is seen, or hints say what is. */
function laboratory(session: Connection, observer: Connection, state: IndexState | undefined): Laboratory {
	const kept = new Map<string, Taken>();
	const store = {
		get: (key: string) => kept.get(key),
		put: async (key: string, taken: Taken) => void kept.set(key, taken),
	};
	return new Laboratory(session, observer, state ?? { show: async () => undefined }, store);
}

function keyOf({ index }: Candidate, { scenario, stratum }: Subject): string {
	return JSON.stringify([index.table, index.name, scenario.id, stratum.id]);
}

function seenOf(plans: string, { handlers, rowsExamined }: { handlers: object; rowsExamined: number | null }): Seen {
	return { plans, work: JSON.stringify([handlers, rowsExamined]) };
}

/** The subject with all other candidates forbidden by a hint; undefined where it has more than one query block. */
function forbidding(subject: Subject, candidates: readonly Candidate[], shown: Candidate): Subject | undefined {
	const hinted = (sql: string) => {
		const tokens = tokensOf(sql);
		const selects = tokens.filter((token) => isWord(token, "select"));
		const [select] = selects;
		if (selects.length !== 1 || select === undefined) return undefined;
		const references = [...new Set(scopesOf(tokens).flatMap((scope) => scope.references))];
		const hints = references.flatMap(({ table, alias }) => {
			const others = candidates.filter((one) => one !== shown && one.index.table === table);
			return others.length === 0
				? []
				: [`NO_INDEX(${quoted(alias)} ${others.map(({ index }) => quoted(index.name)).join(", ")})`];
		});
		return `${sql.slice(0, select.end)} /*+ ${hints.join(" ")} */${sql.slice(select.end)}`;
	};
	const sample = subject.stratum.queries(subject.keys[0] ?? []);
	if (sample.some((query) => hinted(query.toSQL().sql) === undefined)) return undefined;
	const queries: Subject["stratum"]["queries"] = (key) =>
		subject.stratum.queries(key).map((query) => ({
			toSQL: () => {
				const { sql, params } = query.toSQL();
				return { sql: hinted(sql) ?? sql, params };
			},
		}));
	return { ...subject, stratum: { ...subject.stratum, queries } };
}
