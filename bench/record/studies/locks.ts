import { z } from "zod";

export const locksSchema = z.object({ seconds: z.number() });
