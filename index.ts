export { defineConfig, type ProjectConfig } from "./scenarios/project/config.ts";
export { defineScenario, defineSuite, defineWrite } from "./scenarios/suite.ts";
