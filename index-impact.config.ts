import { defineConfig } from "./index.ts";

export default defineConfig({
	suite: "./scenarios/perf-001/index.ts",
	schema: "./seed/terp/schema.ts",
});
