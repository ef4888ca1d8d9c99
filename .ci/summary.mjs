import { readFileSync } from "node:fs";

// vitest's JSON report as one line; a missing or empty report means that no test ran, which is a failure.
let counts = { numPassedTests: 0, numFailedTests: 1 };
try {
	counts = JSON.parse(readFileSync(process.argv[2], "utf8"));
} catch {
	console.error("No test report: the tests did not run to their end.");
}
const skipped = counts.numPendingTests ?? 0;
console.log(
	`${counts.numPassedTests} passed, ${counts.numFailedTests} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
);
process.exitCode = counts.numFailedTests > 0 || counts.numPassedTests === 0 ? 1 : 0;
