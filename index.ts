export { defineScenario, defineSuite } from "./scenarios/suite.ts";
