import type { WriteScenario } from "../../suite.ts";
import { bulkWrites } from "./bulk.ts";
import { inserts } from "./inserts.ts";
import { units } from "./units.ts";

/** What TERP's writes pay for the six indexes, and what they gain where they find their rows through one. */
export const perf001Writes: readonly WriteScenario[] = [...inserts, ...units, ...bulkWrites];
