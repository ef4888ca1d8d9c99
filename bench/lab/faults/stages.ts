/** Stages of a run, by the progress line on standard error that opens each; in order. */
export const STAGES = {
	"server start": /^start (MySQL|the MySQL container) \.\.\.$/m,
	"first questions": /^MySQL [\d.]+ (from|in|at) /m,
	seeding: /^Seeding .* \.\.\.$/m,
	evidence: /^evidence without indexes \.\.\.$/m,
	"building indexes": /^building indexes \.\.\.$/m,
	"noise floor": /^noise floor \.\.\.$/m,
	trials: /^measuring \.\.\.$/m,
	studies: /^measuring: \d+ scenarios?\b/m,
	reports: /^reports \.\.\.$/m,
} as const;

export type Stage = keyof typeof STAGES;

export const ALL_STAGES = Object.keys(STAGES) as readonly Stage[];

/** Whether the run has a record on disk once it has come this far. */
export function hasRecord(stage: Stage): boolean {
	return stage !== "server start" && stage !== "first questions";
}
