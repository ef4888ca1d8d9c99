import { z } from "zod";

/** What is said of one stratum of a scenario. */
export const scenarioVerdict = z.enum(["faster", "slower", "no-change", "unresolved", "invalid"]);

/** What is said of a published figure. */
export const claimVerdict = z.enum([
	"exceeded",
	"confirmed",
	"fell-short",
	"no-effect",
	"regressed",
	"unresolved",
	"not-judged",
]);

/** What is said of an index. */
export const indexVerdict = z.enum(["keep", "keep-with-care", "replace", "drop", "unresolved"]);
