import { basename, join } from "node:path";
import type { Progress } from "../../base/progress.ts";
import { connector } from "../../mysql/connect.ts";
import type { Advice } from "../record/advice/schema.ts";
import { makeRunFolder } from "../record/file.ts";
import { newRunFolderName } from "../record/run-names.ts";
import { checkQueries } from "../run/check-queries.ts";
import { failureText } from "../run/journal/journal.ts";
import { lockRun } from "../run/journal/run-lock.ts";
import { loadDataset, outline } from "../run/prepare.ts";
import { serverRequest } from "../run/server-request.ts";
import { openServer } from "../server/open-server.ts";
import type { Server } from "../server/server.ts";
import { whileItAnswers } from "../server/watch-server.ts";
import { openStore, readAdvice, writeAdvice } from "./advice-folder.ts";
import { AdviceDraft } from "./draft.ts";
import { findAdvice } from "./find-advice.ts";
import type { AdvisePlan } from "./plan.ts";

/** A finished or failed advice: it is on disk in `folder`. */
export interface AdviceOutcome {
	readonly folder: string;
	readonly advice: Advice;
	/** What ended it early, if anything did. */
	readonly error?: unknown;
}

/**
 * plan -> server -> dataset -> candidates -> each alone -> the set. Every execution is kept as it is made, and whatever
 * ends the run, what was measured is written.
 * @throws BenchError when there is no server, or nowhere to write; later failures are returned with the partial advice.
 */
export async function advise(plan: AdvisePlan, progress: Progress, signal: AbortSignal): Promise<AdviceOutcome> {
	const startedAt = new Date();
	const before = plan.resume === undefined ? undefined : await readAdvice(plan.resume);
	const wanted = { spec: plan.suite.dataset, scale: plan.scale, seed: plan.seed };
	const server = await openServer(plan.server.source, serverRequest(plan.server, wanted, progress, signal));
	try {
		progress.notice(server.why);
		const head = await outline({ ...plan, design: "paired" }, server, signal);
		await checkQueries(connector(server.address, server.database), plan.suite, plan.scenarios, signal);
		const id = before?.adviceId ?? newRunFolderName(startedAt, "advice", plan.suite.id, plan.scale.name);
		const folder = plan.resume ?? join(plan.out, id);
		await makeRunFolder(folder);
		const release = await lockRun(folder);
		try {
			const draft = new AdviceDraft(plan, head, basename(id), before?.startedAt ?? startedAt.toISOString());
			await writeAdvice(folder, draft.advice("partial"));
			const error = await find(plan, server, folder, draft, progress, signal);
			const advice = error === undefined ? draft.advice("complete") : draft.advice(endOf(signal), failureText(error));
			await writeAdvice(folder, advice);
			return { folder, advice, ...(error === undefined ? {} : { error }) };
		} finally {
			await release();
		}
	} finally {
		await server.stop().catch((error: unknown) => progress.notice(`The server is not removed: ${String(error)}`));
	}
}

function endOf(signal: AbortSignal): "interrupted" | "failed" {
	return signal.aborted ? "interrupted" : "failed";
}

/** @returns what ended it early. */
async function find(
	plan: AdvisePlan,
	server: Server,
	folder: string,
	draft: AdviceDraft,
	progress: Progress,
	signal: AbortSignal,
): Promise<unknown> {
	const connect = connector(server.address, server.database);
	try {
		draft.dataset = await draft.stage("dataset", () => loadDataset(plan, server, progress, signal));
		const store = await openStore(folder);
		if (store.kept > 0) progress.notice(`${store.kept} executions of the run that is continued are taken over.`);
		await whileItAnswers(connect, signal, async (signal) => {
			await findAdvice({ plan, connect, owned: server.owned, store, draft, progress, signal });
		});
		return undefined;
	} catch (error) {
		return signal.aborted ? signal.reason : error;
	}
}
