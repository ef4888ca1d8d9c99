import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/**
 * The parts of the test suite, by what they need. A test's place is read off its own text, so that nobody has to name it.
 * unit: one Node.js, which vitest.unit.ts sees to · process: other processes, such as the schema's loader and compilers ·
 * db: a MySQL server · browser: Chromium, or charts that are drawn · e2e: the commands as a user types them, on real
 * servers · lab: the proof of the instrument itself.
 */
const PARTS = {
	lab: (file: string) => file.startsWith("bench/lab/"),
	e2e: (file: string, text: string) =>
		/\bexeca(Node)?\b|from "\.\.?\/.*fixtures\/(installed|command)/.test(text) && /^(scripts|bench\/cli)\//.test(file),
	browser: (_: string, text: string) => /\/(chromium|render-charts|write-(reports|curve-report|trend))\.ts"/.test(text),
	db: (file: string, text: string) =>
		file.startsWith("bench/server/") ||
		/fixtures\/(real-mysql|real-server|shared-mysql)\.ts|(packages|container|local)Provider|openServer/.test(text),
	process: (_: string, text: string) =>
		/"(node:child_process|execa)"|\/(load-schema|at-revision|run-program|run-owner|lock|init|row-loader|history-file|loaded-text)\.ts"/.test(
			text,
		),
};

/** Some hundred commands, loaders and worker threads are started: each would read and compile the same source anew. */
const COMPILED = { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules", ".cache", "compiled") };

/** Parts whose files run one after the other in the same processes. */
const SHARING = ["unit", "db"];

const files = globSync("{base,mysql,schema,bench,seed,scenarios,scripts,examples}/**/*.test.ts", {
	exclude: ["**/node_modules/**"],
});
const parts: Record<string, string[]> = { unit: [], process: [], db: [], browser: [], e2e: [], lab: [] };
for (const file of files) {
	const text = readFileSync(file, "utf8");
	const part = Object.entries(PARTS).find(([, belongs]) => belongs(file, text))?.[0] ?? "unit";
	parts[part]?.push(file);
}

export default defineConfig({
	test: {
		projects: Object.entries(parts).map(([name, include]) => ({
			extends: true,
			test: {
				name,
				include,
				// Unit tests compute, and two cores are what there is; all others wait for servers and programs part of the time.
				maxWorkers: name === "unit" ? 2 : 3,
				setupFiles: name === "unit" ? ["vitest.setup.ts", "vitest.unit.ts"] : ["vitest.setup.ts"],
				// Files of unit share their modules, of which loading was half of their time; those of db share a server too.
				isolate: !SHARING.includes(name),
				// One after the other, since a process serves files of one project alone.
				sequence: { groupOrder: SHARING.includes(name) ? SHARING.indexOf(name) : SHARING.length },
				// Commands run in folders of their own, where no config says which suite is meant.
				env: { ...COMPILED, ...(name === "e2e" || name === "lab" ? { INDEX_IMPACT_SUITE: "perf-001" } : {}) },
				// Only what hangs is ended: a machine with much else to do takes several times as long.
				testTimeout: name === "unit" ? 60_000 : 300_000,
				hookTimeout: name === "unit" ? 60_000 : 300_000,
			},
		})),
		// CI counts from the JSON report; people read the default one.
		reporters: process.env.TEST_REPORT ? ["default", "json"] : ["default"],
		...(process.env.TEST_REPORT ? { outputFile: process.env.TEST_REPORT } : {}),
	},
});
