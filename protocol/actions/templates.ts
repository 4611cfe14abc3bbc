import { z } from "zod";
import { defineAction } from "../action.ts";
import { hostSchema, templateNameSchema } from "../names.ts";

/** An absolute path without control characters, `.` and `..`, as it stands on the host. */
const sourceSchema = z
  .string()
  .max(1_000)
  .regex(/^(?:\/(?!\.{1,2}(?:\/|$))[^/\p{Cc}]+)+$/u);

const titleSchema = z.string().min(1).max(100);

/**
 * Takes an image on the host as a template, if its content is what both signed. `sha256`: of the file, 64 hexadecimal
 * digits.
 */
export const templateAdd = defineAction({
  name: "template.add",
  lane: "long",
  risk: "root",
  input: z.strictObject({
    name: templateNameSchema,
    source: sourceSchema,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    title: z.strictObject({ ja: titleSchema, en: titleSchema }),
  }),
  output: z.strictObject({
    name: templateNameSchema,
    host: hostSchema,
    /** The smallest overlay that holds it, in GiB, rounded up. */
    minimumDiskGiB: z.int(),
  }),
  steps: ["copy", "verify", "offer"],
  timeLimitMs: 900_000,
});

/** New guests cannot be made from it any more; its image stays, because overlays may stand on it. */
export const templateRetire = defineAction({
  name: "template.retire",
  lane: "quick",
  risk: "root",
  input: z.strictObject({ name: templateNameSchema }),
  output: z.strictObject({
    name: templateNameSchema,
    host: hostSchema,
    /** Guests there that stand on it. */
    guests: z.int(),
  }),
  steps: ["retire"],
  timeLimitMs: 30_000,
});

export const templateActions = [templateAdd, templateRetire] as const;
