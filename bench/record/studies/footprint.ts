import { z } from "zod";

export const footprintSchema = z.object({ seconds: z.number() });
