import { z } from "zod";

export const memorySchema = z.object({ seconds: z.number() });
