import type { Connection } from "mysql2/promise";
import { QueryTimeout } from "../../../mysql/errors.ts";
import { showInvisible } from "../../../mysql/session.ts";
import { execute } from "../../../mysql/statement.ts";
import { keyDrawer } from "../../measure/keys.ts";
import { drawSubjects } from "../../measure/survey.ts";
import type { LoadLevel, LoadLoop } from "../../record/studies/load.ts";
import { seededRandom } from "../../statistics/random.ts";
import type { Study, StudyContext } from "../study.ts";
import { givenUpPart, givenUpText, limitSessions, openStudySession } from "../study-sessions.ts";
import { levelOf, loopFigures } from "./load-figures.ts";
import {
	expectedPerSecond,
	longestRound,
	PAIRS_RUN,
	RATE_SHARE,
	ROUND_PAIRS,
	ROUNDS_PER_PAIR,
	roundMs,
} from "./load-plan.ts";
import { closedLoop, openLoop, type Round, type Send } from "./loops.ts";
import { drawOperations, type MixClass, splitMix } from "./mix.ts";
import { sessionsFor } from "./sessions.ts";

/** More than a trial's: under load the same few keys would be looked up over and over. */
const KEYS_PER_STRATUM = 20;
/** Arrivals below which a round of the open loop says nothing. */
const LEAST_ARRIVALS = 10;
/** An arm keeps up while no more of its arrivals than this wait when the last one is due. */
const WAITING_SHARE = 0.1;

/** Throughput and latency of the application's weighted mix under load, without and with the indexes. */
export const load: Study<"load"> = {
	id: "load",
	title: "under load",
	wanted: (options) => options.full || options.load.length > 0,
	async run(context) {
		const started = performance.now();
		const { record, progress } = context;
		const levels = sessionsFor(context.options.load);
		const killer = await openStudySession(context);
		const sessions: Connection[] = [];
		const givenUp: string[] = [];
		let unwatch: () => void = () => undefined;
		try {
			for (let i = 0; i < Math.max(...levels); i++) sessions.push(await openStudySession(context));
			unwatch = await limitSessions(context, sessions, killer);
			const subjects = await drawSubjects(context.scenarios, keyDrawer([killer], context.seed), KEYS_PER_STRATUM);
			const { mix, leftOut } = splitMix(subjects, record);
			const task = progress.task("under load", levels.length * PAIRS_RUN * ROUNDS_PER_PAIR, "rounds");
			let rounds = 0;
			const onRound = (detail: string) => task.update(rounds++, detail);
			const found: LoadLevel[] = [];
			for (const level of mix.length === 0 ? [] : levels) {
				const rig = {
					context,
					mix,
					sessions: sessions.slice(0, level),
					longestMs: longestRound(levels.length),
					onRound,
				};
				try {
					const closed = await closedLevel(rig);
					found.push({ sessions: level, closed, open: await openLevel(rig, closed) });
				} catch (error) {
					if (!(error instanceof QueryTimeout)) throw error;
					givenUp.push(givenUpText(`A query of the mix with ${level} at once`, error));
				}
			}
			task.finish(`${levels.join(", ")} sessions`);
			return {
				seconds: (performance.now() - started) / 1000,
				roundPairs: ROUND_PAIRS,
				level: levelOf(ROUND_PAIRS),
				roundLimitSeconds: longestRound(levels.length) / 1000,
				mix: mix.map(({ subject, share, operations }) => ({
					scenario: subject.scenario.id,
					stratum: subject.stratum.id,
					share,
					keys: operations.length,
				})),
				leftOut,
				unfaithful: record.scenarios.flatMap(({ id, strata }) =>
					strata.filter(({ hidden }) => hidden !== undefined).map((stratum) => `${id} ${stratum.id}`),
				),
				levels: found,
				...givenUpPart(givenUp),
			};
		} finally {
			unwatch();
			await Promise.all([killer, ...sessions].map((session) => session.end().catch(() => session.destroy())));
		}
	},
};

/** What the rounds of one number of sessions share. */
interface Rig {
	readonly context: StudyContext;
	readonly mix: readonly MixClass[];
	readonly sessions: readonly Connection[];
	readonly longestMs: number;
	/** Told of each round before it starts. */
	readonly onRound: (detail: string) => void;
}

type ArmName = "before" | "after";

async function closedLevel(rig: Rig): Promise<LoadLoop> {
	const { mix, sessions, longestMs } = rig;
	const { record, seed, signal } = rig.context;
	const ms = (arm: ArmName) => roundMs(expectedPerSecond(record, arm, sessions.length), longestMs);
	return loopFigures(
		await roundPairs(rig, "closed", (sends, arm, name) => {
			const drawn = sends.map((_, at) => drawOperations(mix, seededRandom(`${seed}/${name}/${at}`)));
			return closedLoop(sends, drawn, ms(arm), signal);
		}),
	);
}

/** At a rate that the slower arm has shown to manage. */
async function openLevel(rig: Rig, closed: LoadLoop): Promise<LoadLevel["open"]> {
	const { mix, longestMs } = rig;
	const { seed, signal } = rig.context;
	const rate = RATE_SHARE * Math.min(closed.before.perSecond.value, closed.after.perSecond.value);
	const count = Math.max(LEAST_ARRIVALS, Math.round((rate * roundMs(rate, longestMs)) / 1000));
	const arrivals = { rate, count, limitMs: (1000 * count) / rate + longestMs };
	const pairs = await roundPairs(rig, "open", (sends, _, name) =>
		openLoop(sends, drawOperations(mix, seededRandom(`${seed}/${name}`)), arrivals, signal),
	);
	return {
		...loopFigures(pairs),
		rate,
		rateShare: RATE_SHARE,
		beforeKeepsUp: keepsUp(pairs.map(([round]) => round)),
		afterKeepsUp: keepsUp(pairs.map(([, round]) => round)),
	};
}

function keepsUp(rounds: readonly Round[]): boolean {
	const behind = rounds.filter(({ unanswered, waitingShare }) => unanswered > 0 || waitingShare > WAITING_SHARE);
	return behind.length <= rounds.length / 2;
}

/**
 * Pairs of rounds, one in each arm, in random order; both arms of a pair draw the same operations. A first pair warms up
 * and is thrown away.
 */
async function roundPairs(
	{ context, sessions, onRound }: Rig,
	loop: "closed" | "open",
	round: (sends: readonly Send[], arm: ArmName, name: string) => Promise<Round>,
): Promise<readonly (readonly [Round, Round])[]> {
	const name = `load/${sessions.length}/${loop}`;
	const order = seededRandom(`${context.seed}/${name}/order`);
	const sends = sessions.map(
		(session): Send =>
			(operation) =>
				execute(session, operation),
	);
	const pairs: (readonly [Round, Round])[] = [];
	for (let pair = 0; pair < PAIRS_RUN; pair++) {
		const run = async (arm: ArmName): Promise<Round> => {
			context.signal.throwIfAborted();
			onRound(`${loop} loop with ${sessions.length}, ${arm}`);
			await Promise.all(sessions.map((session) => enter(session, arm)));
			return round(sends, arm, `${name}/${pair}`);
		};
		if (order() < 0.5) {
			const before = await run("before");
			pairs.push([before, await run("after")]);
		} else {
			const after = await run("after");
			pairs.push([await run("before"), after]);
		}
	}
	return pairs.slice(PAIRS_RUN - ROUND_PAIRS);
}

/** Makes a session see what the arm sees. */
async function enter(session: Connection, arm: ArmName): Promise<void> {
	await showInvisible(session, arm === "after");
}
