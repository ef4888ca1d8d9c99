import { cpus, type as osType, release, totalmem } from "node:os";
import { runProgram } from "../../base/run-program.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { MeasuredRun } from "./measured.ts";

/** A repository on a slow network drive is no reason to wait: the record then names no commit. */
const GIT_LIMIT_MS = 10_000;

type Environment = Omit<MeasuredRun["environment"], "mysql">;

/** The machine and the code of this run; nothing that names a user, a host or a path. */
export async function describeEnvironment(): Promise<Environment> {
	const processors = cpus();
	const git = await describeCheckout();
	return {
		tool: `${packageJson.name} ${packageJson.version}`,
		node: process.version,
		os: `${osType()} ${release()} ${process.arch}`,
		cpuModel: processors[0]?.model.trim() ?? "unknown",
		cores: processors.length,
		memoryBytes: totalmem(),
		...(git === undefined ? {} : { git }),
	};
}

/** The commit that is measured from, where this is a git checkout with git at hand. */
export async function describeCheckout(): Promise<Environment["git"]> {
	const commit = await runProgram("git", ["rev-parse", "HEAD"], { reject: false, timeout: GIT_LIMIT_MS });
	if (commit.failed) return undefined;
	const status = await runProgram("git", ["status", "--porcelain", "--untracked-files=no"], {
		reject: false,
		timeout: GIT_LIMIT_MS,
	});
	if (status.failed) return undefined;
	return { commit: commit.stdout.trim(), dirty: status.stdout.trim() !== "" };
}

/** What tells one machine from another in a record: "Example CPU @ 2.60 GHz, 2 cores". */
export function machineText({
	environment,
}: {
	readonly environment: Pick<MeasuredRun["environment"], "cpuModel" | "cores">;
}): string {
	return `${environment.cpuModel}, ${environment.cores} cores`;
}
