import { resolveSuite } from "./resolve-suite.ts";
import type { Scenario, Suite, SuiteDefinition, WriteScenario } from "./suite-model.ts";

export type * from "./suite-model.ts";

/** Typed identity: a scenario file is a statement of fact. */
export function defineScenario(scenario: Scenario): Scenario {
	return scenario;
}

/** Typed identity for a write. */
export function defineWrite(write: WriteScenario): WriteScenario {
	return write;
}

/** Makes a suite of its definition: tables as data, indexes under test in one form. */
export function defineSuite(definition: SuiteDefinition): Suite {
	return resolveSuite(definition);
}
