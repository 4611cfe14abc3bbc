import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { type KeptKey, keptKeySchema, keyRemove, toldKey } from "../../../protocol/actions/keys.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { describeKey } from "../../../protocol/ssh/public-key.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { without } from "./add.ts";
import type { KeyTools } from "./tools.ts";

const planSchema = z.strictObject({ person: personSchema, removed: keptKeySchema });
type Plan = z.infer<typeof planSchema>;

/** So much of a fingerprint, in characters, is no accident. */
const shortestBeginning = 6;

/** Forgets one of a person's public keys. */
export const removeKeyRunner = ({ host, book, sign }: KeyTools): AnyRunner =>
  defineRunner<typeof keyRemove, Plan>({
    action: keyRemove,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ which }, { person: { name, uid } }) => {
      const person = { name, uid };
      const found = find(await book.of(person), which);
      return found.ok ? accepted({ person, removed: found.value }) : found;
    },
    planSchema,
    steps: {
      forget: {
        do: ({ person, removed }) => book.change(person, (keys) => without(keys, [removed])),
        undo: ({ person, removed }) =>
          book.change(person, (keys) => (keys.some(({ key }) => key === removed.key) ? keys : [...keys, removed])),
        probe: async ({ person, removed }) => !(await book.of(person)).some(({ key }) => key === removed.key),
        left: ({ person }) => [{ what: `public keys of ${person.name}`, command: "shisa doctor" }],
      },
    },
    pointOfNoReturn: "forget",
    result: async ({ person, removed }) => {
      const now = await book.of(person);
      return { host, removed: toldKey(removed), total: now.length, statement: sign(person, now) };
    },
  });

/** The one key that is meant: by its fingerprint, by the beginning of it, or by its comment. */
function find(keys: readonly KeptKey[], which: string): Outcome<KeptKey> {
  const typed = which.replace(/^SHA256:/i, "");
  const begins = typed.length >= shortestBeginning;
  const byPrint = keys.filter(({ key }) => begins && describeKey(key).fingerprint.startsWith(`SHA256:${typed}`));
  const found = byPrint.length > 0 ? byPrint : keys.filter(({ comment }) => comment === which);
  const [one, another] = found;
  if (one === undefined) return refused(refuse("key.unknown", { typed: which }));
  return another === undefined
    ? accepted(one)
    : refused(refuse("key.ambiguous", { typed: which, number: found.length }));
}
