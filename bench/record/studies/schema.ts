import { z } from "zod";
import { attributionSchema } from "./attribution.ts";
import { footprintSchema } from "./footprint.ts";
import { loadSchema } from "./load.ts";
import { locksSchema } from "./locks.ts";
import { memorySchema } from "./memory.ts";
import { writesSchema } from "./writes.ts";

/** What the studies of a run found, each under its name; a run holds those that were asked for. */
export const studiesSchema = z.object({
	/** Which index does what: alone, left out, in named sets; candidates tried beside the original. */
	attribution: attributionSchema,
	/** What writes cost with the indexes present. */
	writes: writesSchema,
	/** What statements lock, and what concurrent writers wait for. */
	locks: locksSchema,
	/** Building online under writes, bytes, share of the buffer pool. */
	footprint: footprintSchema,
	/** With a buffer pool that holds everything and one that holds a tenth. */
	memory: memorySchema,
	/** Throughput and latency of the weighted mix under load. */
	load: loadSchema,
});

export type Studies = z.infer<typeof studiesSchema>;
