import { z } from "zod";

export const attributionSchema = z.object({ seconds: z.number() });
