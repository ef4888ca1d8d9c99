import type { Study } from "./study.ts";

/** Every study, in the order in which a run makes them. */
export const STUDIES: readonly Study[] = [];
