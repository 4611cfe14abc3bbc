import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { keyLimits } from "../../../policies/limits.ts";
import { type KeptKey, keptKeySchema, keyAdd, toldKey } from "../../../protocol/actions/keys.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { rsaBits } from "../../../protocol/ssh/blob.ts";
import { type AnyRunner, defineRunner, StepFailure } from "../../runner.ts";
import type { KeyTools } from "./tools.ts";

const planSchema = z.strictObject({
  person: personSchema,
  added: z.array(keptKeySchema),
  /** Were there before. */
  known: z.array(keptKeySchema),
});
type Plan = z.infer<typeof planSchema>;

/** Keeps the public keys that a person gives; each once, and no more than one person may have. */
export const addKeysRunner = ({ host, book, sign }: KeyTools): AnyRunner =>
  defineRunner<typeof keyAdd, Plan>({
    action: keyAdd,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ keys }, job) => {
      const short = keys.map(({ key }) => rsaBits(key)).find((bits) => bits !== undefined && bits < keyLimits.rsaBits);
      if (short !== undefined) return refused(refuse("key.rsa_short", { bits: short, minimum: keyLimits.rsaBits }));
      const person = { name: job.person.name, uid: job.person.uid };
      const before = await book.of(person);
      const fresh = keys.filter(
        ({ key }, at) => keys.findIndex((each) => each.key === key) === at && !has(before, key),
      );
      const { platform, workspace, user } = job.identity;
      const by = { platform, workspace, user };
      const added = fresh.map(({ key, comment }): KeptKey => ({ key, comment, addedAt: job.now(), by }));
      const known = before.filter(({ key }) => keys.some((each) => each.key === key));
      return room(before, added) ?? accepted({ person, added, known });
    },
    planSchema,
    steps: {
      keep: {
        do: ({ person, added }) =>
          book.change(person, (keys) => {
            const missing = added.filter(({ key }) => !has(keys, key));
            // Others may have been added since this was planned.
            if (room(keys, missing) !== undefined) throw new StepFailure("limit.keys", "there are too many by now");
            return missing.length === 0 ? keys : [...keys, ...missing];
          }),
        undo: ({ person, added }) => book.change(person, (keys) => without(keys, added)),
        probe: async ({ person, added }) => {
          const keys = await book.of(person);
          return added.every(({ key }) => has(keys, key));
        },
        left: ({ person }) => [{ what: `public keys of ${person.name}`, command: "shisa doctor" }],
      },
    },
    pointOfNoReturn: "keep",
    result: async ({ person, added, known }) => {
      const now = await book.of(person);
      const told = { added: added.map(toldKey), known: known.map(toldKey), total: now.length };
      return { host, ...told, statement: sign(person, now) };
    },
  });

const has = (keys: readonly KeptKey[], key: string): boolean => keys.some((each) => each.key === key);

/** Without those, as they were added then: one that was removed and given again since stays. */
export function without(keys: readonly KeptKey[], gone: readonly KeptKey[]): readonly KeptKey[] {
  const left = keys.filter((each) => !gone.some(({ key, addedAt }) => key === each.key && addedAt === each.addedAt));
  return left.length === keys.length ? keys : left;
}

/** Why there is no room for more; undefined where there is. */
function room(before: readonly KeptKey[], more: readonly KeptKey[]): Outcome<Plan> | undefined {
  const numbers = { use: before.length, request: more.length, limit: keyLimits.keys };
  if (more.length === 0 || before.length + more.length <= keyLimits.keys) return undefined;
  return refused(refuse("limit.keys", numbers));
}
