import { z } from "zod";
import { defineAction } from "../action.ts";
import { accountSchema } from "../names.ts";
import { sessionMaxLength } from "../session.ts";

/** What munge(1) prints: base64 between its two marks. */
export const credentialSchema = z
  .string()
  .max(2_000)
  .regex(/^MUNGE:[A-Za-z0-9+/=]+:$/);

/**
 * Decodes a munge credential over the nonce of the grant's own identity and bot (protocol/session.ts) and signs that
 * this terminal session is the account that made it. Nothing changes on the host.
 */
export const sessionOpen = defineAction({
  name: "session.open",
  lane: "quick",
  risk: "read",
  asker: "anybody",
  input: z.strictObject({ credential: credentialSchema }),
  output: z.strictObject({
    /** The signed statement: protocol/session.ts reads it. */
    session: z.string().max(sessionMaxLength),
    account: accountSchema,
  }),
  steps: [],
  timeLimitMs: 15_000,
  // Whatever a credential was made for, it does not stand in an audit.
  audited: () => "a munge credential",
});

export const sessionActions = [sessionOpen] as const;
