import { z } from "zod";
import { defineAction } from "../action.ts";
import { linkableSchema } from "../identity.ts";
import { linkMaxLength } from "../link.ts";
import { accountSchema } from "../names.ts";
import { linkNonceMaxLength } from "../nonce.ts";

/** The signed statement, which protocol/link.ts reads, and what it says. */
const linked = z.strictObject({
  link: z.string().max(linkMaxLength),
  identity: linkableSchema,
  account: accountSchema,
});

/** Looks an account up and signs that a chat identity is it. Nothing changes on the host. */
export const linkAdd = defineAction({
  name: "link.add",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ identity: linkableSchema, account: accountSchema }),
  output: linked,
  steps: [],
  timeLimitMs: 15_000,
});

/** A munge credential is one line of some 200 characters. */
const credentialMaxLength = 4_000;

const proveInput = z.strictObject({
  identity: linkableSchema,
  /** What the person had munged: protocol/nonce.ts. */
  nonce: z.string().max(linkNonceMaxLength),
  credential: z.string().max(credentialMaxLength),
});

/** Finds out by a munge credential which account's the chat identity is, and signs it. */
export const linkProve = defineAction({
  name: "link.prove",
  lane: "quick",
  risk: "change",
  input: proveInput,
  output: linked,
  steps: [],
  timeLimitMs: 20_000,
  asker: "anybody",
  audited: (input) => {
    const read = proveInput.safeParse(input);
    return read.success ? { identity: read.data.identity } : {};
  },
});

/** As many people as one file may link. */
export const classMost = 300;

/** Links many at once, each as link.add does: who cannot be linked is told, and keeps nobody else from it. */
export const linkClass = defineAction({
  name: "link.class",
  lane: "quick",
  risk: "change",
  input: z.strictObject({
    people: z
      .array(z.strictObject({ identity: linkableSchema, account: accountSchema }))
      .min(1)
      .max(classMost),
  }),
  output: z.strictObject({
    linked: z.array(linked).max(classMost),
    refused: z.array(z.strictObject({ account: accountSchema, code: z.string() })).max(classMost),
  }),
  steps: [],
  timeLimitMs: 60_000,
});

/**
 * Ends a link for good: every host that hears of it believes no statement that was signed before. `link` is the
 * statement that is ended, which shows whose it is; an administrator may end one without it.
 */
export const linkRemove = defineAction({
  name: "link.remove",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ identity: linkableSchema, link: z.string().max(linkMaxLength).exactOptional() }),
  output: z.strictObject({
    identity: linkableSchema,
    /** Milliseconds since 1970: no link that was signed until then is believed. */
    at: z.int(),
  }),
  steps: [],
  timeLimitMs: 15_000,
  audited: (input) => {
    const read = z.object({ identity: linkableSchema }).safeParse(input);
    return read.success ? read.data : {};
  },
});

export const linkActions = [linkAdd, linkProve, linkClass, linkRemove] as const;
