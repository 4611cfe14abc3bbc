import { z } from "zod";

/** What bare.ts is told by its argument, as JSON. */
export const bareSchema = z.object({
  slack: z.object({
    api: z.string(),
    botToken: z.string(),
    appToken: z.string(),
    signingSecret: z.string(),
    host: z.string(),
    port: z.int(),
  }),
  discord: z.object({ api: z.string(), token: z.string() }),
});
export type BareSettings = z.infer<typeof bareSchema>;
