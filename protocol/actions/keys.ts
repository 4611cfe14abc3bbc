import { z } from "zod";
import { defineAction } from "../action.ts";
import { chatIdentitySchema } from "../messages.ts";
import { hostSchema } from "../names.ts";
import { describeKey, givenKeysMaxLength, publicKeySchema } from "../ssh/public-key.ts";

export const keyCommentSchema = z
  .string()
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u);

/** One public key that a person gave, and when (milliseconds since 1970) and where they did. */
export const keptKeySchema = z.strictObject({
  key: publicKeySchema,
  comment: keyCommentSchema,
  addedAt: z.int(),
  by: chatIdentitySchema,
});
export type KeptKey = z.infer<typeof keptKeySchema>;

/** The same as it is told: the fingerprint as `ssh-keygen -l` prints it, instead of the key. */
const toldKeySchema = keptKeySchema
  .omit({ key: true })
  .extend({ type: z.string(), bits: z.int(), fingerprint: z.string() });
export type ToldKey = z.infer<typeof toldKeySchema>;
export const toldKey = ({ key, ...rest }: KeptKey): ToldKey => ({ ...rest, ...describeKey(key) });

/** One file brings at most so many. */
const mostAtOnce = 10;

/** All of the person's keys as they are now, signed: protocol/given-keys.ts reads it. */
const statement = z.string().max(givenKeysMaxLength);

const addInput = z.strictObject({
  keys: z
    .array(z.strictObject({ key: publicKeySchema, comment: keyCommentSchema }))
    .min(1)
    .max(mostAtOnce),
});

/** Keeps public keys of the person who asks, for guests that they make from then on. */
export const keyAdd = defineAction({
  name: "key.add",
  lane: "quick",
  risk: "change",
  input: addInput,
  /** `known`: had been there before. */
  output: z.strictObject({
    host: hostSchema,
    added: z.array(toldKeySchema),
    known: z.array(toldKeySchema),
    total: z.int(),
    statement,
  }),
  steps: ["keep"],
  timeLimitMs: 15_000,
  // Whatever a key turns out to be, it does not stand in an audit.
  audited: (input) => {
    const read = addInput.safeParse(input);
    return read.success ? { keys: read.data.keys.map(({ key }) => describeKey(key).fingerprint) } : "not a public key";
  },
});

export const keyList = defineAction({
  name: "key.list",
  lane: "quick",
  risk: "read",
  input: z.strictObject({}),
  output: z.strictObject({ host: hostSchema, keys: z.array(toldKeySchema), statement }),
  steps: [],
  timeLimitMs: 5_000,
});

/** `which`: a fingerprint, whole or its beginning, with or without "SHA256:", or a key's whole comment. */
export const keyRemove = defineAction({
  name: "key.remove",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ which: keyCommentSchema.min(1) }),
  output: z.strictObject({ host: hostSchema, removed: toldKeySchema, total: z.int(), statement }),
  steps: ["forget"],
  timeLimitMs: 15_000,
});

export const keyActions = [keyAdd, keyList, keyRemove] as const;
