import { z } from "zod";

/** .../interactions/receiving-and-responding#interaction-response-object-autocomplete, and a choice's own limits. */
export const choicesSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        name: z.string().min(1).max(100),
        value: z.union([z.string().min(1).max(100), z.number()]),
      }),
    )
    .max(25),
});
