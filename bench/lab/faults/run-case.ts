import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { messageOf } from "../../../base/errors.ts";
import { readRecord } from "../../record/file.ts";
import { type Ended, startCommand } from "./bench-process.ts";
import type { CaseResult, FaultCase, Ground, Scene } from "./case.ts";
import { differences } from "./evidence.ts";
import { hasRecord } from "./stages.ts";
import { isAlive, makeWorld, type World } from "./world.ts";

const RESUME_LIMIT_MS = 400_000;
const REPORT_LIMIT_MS = 180_000;
/** For the system to take a killed process away. */
const GONE_LIMIT_MS = 5000;

/** Scenarios of every kind of evidence, few enough that a run takes seconds. */
export const CASE_FLAGS = [
	"--scale",
	"smoke",
	"--budget",
	"3",
	"--only",
	"inventory/sales-of-batch,inventory/pick-list,financial/account-balance,controls/tag-search",
] as const;

/** Does one fault to a real run, and looks at everything that must hold afterwards. */
export async function runCase(fault: FaultCase, ground: Ground): Promise<CaseResult> {
	const started = performance.now();
	const world = await makeWorld(ground.signal, fault.kept ? ground.datasets : undefined);
	let scene: Scene | undefined;
	const complaints: string[] = [];
	let ended: Ended | undefined;
	let secondsToEnd = 0;
	try {
		scene = await fault.prepare(world, ground);
		const command = startCommand(
			"bench",
			[...CASE_FLAGS, ...scene.flags, "--out", world.out],
			world,
			scene.environment,
		);
		if (!(await command.reaches(fault.stage))) {
			complaints.push(`The run never came to the stage: ${lastLine(command.said())}`);
		}
		const servers = await world.serverProcesses();
		const struck = performance.now();
		await scene.strike(command);
		ended = await command.end(fault.limitSeconds * 1000);
		secondsToEnd = (performance.now() - struck) / 1000;
		complaints.push(...(await judgeEnd(fault, ended, world, servers)), ...((await scene.checkEnded?.()) ?? []));
		await scene.recover();
		complaints.push(...(await continueRun(world, scene, ground, servers)));
	} catch (error) {
		complaints.push(`The case itself failed: ${messageOf(error)}`);
	} finally {
		await scene?.remove().catch((error: unknown) => complaints.push(messageOf(error)));
		await world.remove().catch((error: unknown) => complaints.push(messageOf(error)));
	}
	return {
		id: fault.id,
		fault: fault.fault,
		stage: fault.stage,
		outcome: complaints.length === 0 ? "survived" : "failed",
		complaints,
		exitCode: ended?.exitCode ?? null,
		secondsToEnd,
		seconds: (performance.now() - started) / 1000,
	};
}

/** The end as designed, in time; a record that is valid and can be rendered; nothing left. */
async function judgeEnd(
	fault: FaultCase,
	ended: Ended,
	world: World,
	servers: readonly number[],
): Promise<readonly string[]> {
	const complaints: string[] = [];
	if (!ended.inTime) complaints.push(`It had not ended after ${fault.limitSeconds} s: ${lastLine(ended.stderr)}`);
	else if (!fault.exitCodes.includes(ended.exitCode)) {
		complaints.push(`Exit ${ended.exitCode} instead of ${fault.exitCodes.join(" or ")}: ${lastLine(ended.stderr)}`);
	}
	if (/This is a bug|\n\s+at .*:\d+:\d+/.test(ended.stderr))
		complaints.push(`A stack is shown: ${lastLine(ended.stderr)}`);
	const run = await onlyRun(world);
	if (run === undefined) {
		if (hasRecord(fault.stage) && !fault.fault.startsWith("results disk")) complaints.push("There is no record.");
	} else if (!fault.fault.startsWith("results disk")) {
		complaints.push(...(await judgeRecord(run, world, ended.exitCode)));
	}
	if (!fault.leavesToNext) {
		complaints.push(...(await world.leftovers()).map((left) => `Left behind: ${left}.`));
		complaints.push(...(await alive(servers)));
	}
	return complaints;
}

async function judgeRecord(run: string, world: World, exitCode: number | null): Promise<readonly string[]> {
	const complaints: string[] = [];
	// Throws where it is cut short or does not validate.
	const record = await readRecord(run);
	const statuses =
		exitCode === 0
			? ["complete"]
			: exitCode === 130
				? ["interrupted"]
				: exitCode === null
					? ["partial", "complete"]
					: ["failed"];
	// The signal came when all was done but the reports.
	const allowed = exitCode === 130 ? [...statuses, "complete"] : statuses;
	if (!allowed.includes(record.status)) complaints.push(`The record is ${record.status} after exit ${exitCode}.`);
	const report = await startCommand("report", [run], world).end(REPORT_LIMIT_MS);
	if (report.exitCode !== 0) complaints.push(`pnpm report exits ${report.exitCode}: ${lastLine(report.stderr)}`);
	if (record.status !== "complete") {
		const markdown = await readFile(join(run, "report.md"), "utf8").catch(() => "");
		if (!/^INCOMPLETE/m.test(report.stdout))
			complaints.push("The report does not say at its top that it is incomplete.");
		for (const id of record.planned.filter((id) => !record.scenarios.some((scenario) => scenario.id === id))) {
			if (!markdown.includes(id)) complaints.push(`The report does not name ${id} as missing.`);
		}
	}
	return complaints;
}

/** Continues the run, or starts it again where it had no record yet. */
async function continueRun(
	world: World,
	scene: Scene,
	ground: Ground,
	servers: readonly number[],
): Promise<readonly string[]> {
	const run = await onlyRun(world);
	const args = run === undefined ? [...CASE_FLAGS, ...scene.flags, "--out", world.out] : ["--resume", run];
	const complaints: string[] = [];
	const again = await startCommand("bench", args, world, scene.environment).end(RESUME_LIMIT_MS);
	if (again.exitCode !== 0) return [`Continued, it exits ${again.exitCode}: ${lastLine(again.stderr)}`];
	const folder = run ?? (await onlyRun(world));
	if (folder === undefined) return ["Continued, it left no record."];
	const record = await readRecord(folder);
	if (record.status !== "complete") complaints.push(`Continued, its record is ${record.status}.`);
	const missing = record.planned.filter((id) => !record.scenarios.some((scenario) => scenario.id === id));
	if (missing.length > 0) complaints.push(`Continued, it lacks ${missing.join(", ")}.`);
	if (record.dataset.fingerprint !== ground.reference.dataset.fingerprint) complaints.push("Another dataset was used.");
	const differing = differences(record, ground.reference);
	if (differing.length > 0) complaints.push(`Evidence differs from an undisturbed run's: ${differing.join(", ")}.`);
	if (record.noiseFloor.trials.length === 0 || record.noiseFloor.pct >= 100)
		complaints.push("The noise floor is lost.");
	if ((await readdir(folder)).includes("facts.jsonl")) complaints.push("Its facts still lie beside its record.");
	complaints.push(...(await world.leftovers()).map((left) => `Left behind in the end: ${left}.`));
	complaints.push(...(await alive(servers)), ...((await scene.check?.()) ?? []));
	return complaints;
}

async function alive(servers: readonly number[]): Promise<readonly string[]> {
	const deadline = performance.now() + GONE_LIMIT_MS;
	while (servers.some(isAlive) && performance.now() < deadline) await pause(100);
	return servers.filter(isAlive).map((pid) => `The server process ${pid} still runs.`);
}

async function onlyRun({ out }: World): Promise<string | undefined> {
	for (const name of await readdir(out)) {
		const files: readonly string[] = await readdir(join(out, name)).catch(() => []);
		if (files.includes("run.json")) return join(out, name);
	}
	return undefined;
}

function lastLine(text: string): string {
	return text.trim().split("\n").slice(-3).join(" | ").slice(-400);
}
