import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["{base,examples,mysql,schema,bench,seed,scenarios,scripts}/**/*.test.ts"],
		setupFiles: ["vitest.setup.ts"],
		// Real servers start, seed and stop in these tests; two cores are shared by all of them.
		testTimeout: 120_000,
		hookTimeout: 180_000,
		maxWorkers: 2,
		// CI counts from the JSON report; people read the default one.
		reporters: process.env.TEST_REPORT ? ["default", "json"] : ["default"],
		...(process.env.TEST_REPORT ? { outputFile: process.env.TEST_REPORT } : {}),
	},
});
