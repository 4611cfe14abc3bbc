import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { keyList, toldKey } from "../../../protocol/actions/keys.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { KeyTools } from "./tools.ts";

const planSchema = z.strictObject({ person: personSchema });
type Plan = z.infer<typeof planSchema>;

/** Tells a person which public keys of theirs are kept here. */
export const listKeysRunner = ({ host, book, sign }: KeyTools): AnyRunner =>
  defineRunner<typeof keyList, Plan>({
    action: keyList,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: (_input, { person: { name, uid } }) => Promise.resolve(accepted({ person: { name, uid } })),
    planSchema,
    steps: {},
    result: async ({ person }) => {
      const keys = await book.of(person);
      return { host, keys: keys.map(toldKey), statement: sign(person, keys) };
    },
  });
