export { keyNumber, keyNumbers, keyText, keyTexts } from "./scenarios/key.ts";
export { defineConfig, type ProjectConfig } from "./scenarios/project/config.ts";
export * from "./scenarios/suite.ts";
export type { GeneratorInput, RowGenerator, RowGenerators } from "./seed/dataset-spec.ts";
export { RandomStream } from "./seed/random-stream.ts";
export { fieldBytes, type RowWriter } from "./seed/row-writer.ts";
export { WeightedChoice } from "./seed/weighted-choice.ts";
