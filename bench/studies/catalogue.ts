import { attribution } from "./attribution/attribution-study.ts";
import { footprint } from "./footprint/footprint-study.ts";
import { load } from "./load/load-study.ts";
import { locks } from "./locks/locks-study.ts";
import { memory } from "./memory/memory-study.ts";
import type { Study } from "./study.ts";
import { writes } from "./writes/writes-study.ts";

/** Every study, in the order in which a run makes them. */
export const STUDIES: readonly Study[] = [attribution, footprint, memory, writes, locks, load];
