import { z } from "zod";

export const loadSchema = z.object({ seconds: z.number() });
