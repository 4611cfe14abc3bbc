import { z } from "zod";
import type { Chart } from "../handlers/kit/chart.ts";
import type { Language, Reply } from "../handlers/kit/reply.ts";
import { stepStateSchema } from "../protocol/messages.ts";
import { figureSchema } from "../protocol/monitor.ts";

export const languageSchema: z.ZodType<Language> = z.enum(["ja", "en"]);

const chartSchema: z.ZodType<Chart> = z.strictObject({
  caption: z.string(),
  title: z.string(),
  unit: figureSchema.shape.unit,
  timeZone: z.string(),
  points: z.array(z.tuple([z.number(), z.number()])).max(240),
  limit: z.strictObject({ value: z.number(), label: z.string() }).exactOptional(),
});

/** A neutral reply as it is written down and sent to terminals; the same shape as the handlers' Reply. */
export const replySchema: z.ZodType<Reply> = z.strictObject({
  tone: z.enum(["done", "working", "refused", "failed", "question", "information", "unknown"]),
  title: z.string(),
  text: z.array(z.string()).exactOptional(),
  steps: z.array(z.strictObject({ label: z.string(), state: stepStateSchema })).exactOptional(),
  fields: z.array(z.strictObject({ label: z.string(), value: z.string() })).exactOptional(),
  list: z.array(z.strictObject({ title: z.string(), cells: z.array(z.string()) })).exactOptional(),
  code: z.string().exactOptional(),
  buttons: z
    .array(
      z.strictObject({
        label: z.string(),
        line: z.string(),
        style: z.enum(["primary", "danger"]).exactOptional(),
      }),
    )
    .exactOptional(),
  file: z.strictObject({ name: z.string(), content: z.string() }).exactOptional(),
  chart: chartSchema.exactOptional(),
  privacy: z.enum(["private", "place"]),
  footer: z.string().exactOptional(),
  mentions: z
    .array(z.string().regex(/^[A-Z0-9]{2,40}$/))
    .max(100)
    .exactOptional(),
});
