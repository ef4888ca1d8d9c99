import { attribution } from "./attribution.ts";
import { footprint } from "./footprint.ts";
import { load } from "./load.ts";
import { locks } from "./locks.ts";
import { memory } from "./memory.ts";
import type { Study } from "./study.ts";
import { writes } from "./writes.ts";

/** Every study, in the order in which a run makes them. */
export const STUDIES: readonly Study[] = [attribution, footprint, memory, writes, locks, load];
