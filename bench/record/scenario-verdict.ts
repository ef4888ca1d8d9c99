import { z } from "zod";

/** What is said of one stratum of a scenario. */
export const scenarioVerdict = z.enum(["faster", "slower", "no-change", "unresolved", "invalid"]);
