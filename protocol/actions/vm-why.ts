import { z } from "zod";
import { defineAction } from "../action.ts";
import { guestNameSchema, hostSchema } from "../names.ts";
import { refusalSchema } from "../refusal.ts";
import { guestStateSchema } from "./vm.ts";

/** What is looked at, in the order in which one thing needs the one before it. */
export const whyChecks = ["owner", "state", "limits", "host", "reservation", "lease", "answer"] as const;

/** ok: as it should be; wrong: this is why, or part of it; unlooked: it says nothing before something else is mended. */
export const findingSchema = z.strictObject({
  about: z.enum(whyChecks),
  found: z.enum(["ok", "wrong", "unlooked"]),
  /** A code that the handlers have words for, and its numbers: as in a refusal, and often a refusal's own. */
  code: refusalSchema.shape.code,
  numbers: refusalSchema.shape.numbers,
});
export type Finding = z.infer<typeof findingSchema>;

/** Why one's guest does not run, or does not answer: looks from its owner to its answer, and changes nothing. */
export const vmWhy = defineAction({
  name: "vm.why",
  lane: "quick",
  risk: "read",
  input: z.strictObject({ name: guestNameSchema }),
  output: z.strictObject({
    name: z.string(),
    host: hostSchema,
    state: guestStateSchema,
    findings: z.array(findingSchema).length(whyChecks.length),
    /** The line that logs in, where it would work now. */
    ssh: z.string().nullable(),
    /** Roles of those who may lift what stands against a start; empty where nothing does or nobody may. */
    approvers: z.array(z.string()),
  }),
  steps: [],
  timeLimitMs: 25_000,
});

export const whyActions = [vmWhy] as const;
