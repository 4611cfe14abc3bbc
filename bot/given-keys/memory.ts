import { z } from "zod";
import type { GivenKeysPort } from "../../handlers/kit/ports.ts";
import { keyActions } from "../../protocol/actions/keys.ts";
import { GivenKeysError, readGivenKeys } from "../../protocol/given-keys.ts";
import type { Person } from "../../protocol/messages.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Learn } from "../people/learn.ts";
import type { Store } from "../store/database.ts";
import { givenKeysIn } from "../store/given-keys.ts";

/** What the bot remembers of public keys: nothing but what their keeper has signed, to hand it to other hosts. */
export interface GivenKeysMemory {
  readonly of: GivenKeysPort;
  /** As Learn, of what was asked about keys. */
  readonly learn: Learn;
}

const names: ReadonlySet<string> = new Set(keyActions.map(({ name }) => name));
const outputSchema = z.object({ statement: z.string() });

/** Only what was asked for is learnt, and only from whom it was asked, about who asked. */
export function openGivenKeys(store: Store, trust: Trust): GivenKeysMemory {
  const table = givenKeysIn(store);
  const read = (statement: string, person: Person) => {
    const { given, signer } = readGivenKeys(statement, trust);
    if (given.person.name !== person.name || given.person.uid !== person.uid)
      throw new GivenKeysError("keys of somebody else");
    return { given, keeper: signer.name };
  };
  return {
    of: (person) => {
      const known = table.get(person.name, person.uid);
      if (known === undefined) return undefined;
      try {
        return { statement: known.statement, keeper: read(known.statement, person).keeper };
      } catch (cause) {
        // Its signer is trusted no more: then it is as if nothing had been said.
        if (cause instanceof GivenKeysError) return undefined;
        throw cause;
      }
    },
    learn: async (command, result) => {
      if (!names.has(result.action) || result.status !== "done" || command === undefined) return undefined;
      const { account, uid, executor } = command;
      try {
        const { statement } = outputSchema.parse(result.output);
        const { given } = read(statement, { name: account, uid });
        if (given.iss !== executor) return "keys by another than who was asked";
        await store.write(() => table.put({ account, uid, statement, iat: given.iat }));
        return undefined;
      } catch (cause) {
        if (cause instanceof GivenKeysError) return cause.message;
        throw cause;
      }
    },
  };
}
