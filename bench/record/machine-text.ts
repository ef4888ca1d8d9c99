import type { RunRecord } from "./schema.ts";

/** What tells one machine from another in a record: "Example CPU @ 2.60 GHz, 2 cores". */
export function machineText({
	environment,
}: {
	readonly environment: Pick<RunRecord["environment"], "cpuModel" | "cores">;
}): string {
	return `${environment.cpuModel}, ${environment.cores} cores`;
}
