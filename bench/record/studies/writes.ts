import { z } from "zod";

export const writesSchema = z.object({ seconds: z.number() });
