import { z } from "zod";
import { defineAction } from "../action.ts";
import { linkableSchema } from "../identity.ts";
import { linkMaxLength } from "../link.ts";
import { accountSchema } from "../names.ts";

/** Looks an account up and signs that a chat identity is it. Nothing changes on the host. */
export const linkAdd = defineAction({
  name: "link.add",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ identity: linkableSchema, account: accountSchema }),
  output: z.strictObject({
    /** The signed statement: protocol/link.ts reads it. */
    link: z.string().max(linkMaxLength),
    identity: linkableSchema,
    account: accountSchema,
  }),
  steps: [],
  timeLimitMs: 15_000,
});

export const linkActions = [linkAdd] as const;
