import { randomBytes } from "node:crypto";
import { identityText, type LinkableIdentity } from "../../protocol/identity.ts";
import { linkNonce } from "../../protocol/nonce.ts";
import type { Store } from "../store/database.ts";
import { linkNoncesIn } from "../store/link-nonces.ts";

/** What people who link a chat identity are to have munged: one at a time for each identity. */
export interface Nonces {
  /** A new one, in place of any before. Resolves when it is on the disk. */
  readonly begin: (identity: LinkableIdentity) => Promise<string>;
  /** The one that may be used now. */
  readonly current: (identity: LinkableIdentity) => string | undefined;
  /** It was used. Resolves when that is on the disk. */
  readonly end: (identity: LinkableIdentity) => Promise<void>;
}

/** How long one may be used, in milliseconds. */
const nonceMs = 5 * 60_000;

/**
 * @param now milliseconds since 1970, which counts for those of before a restart
 * @param elapsed milliseconds of a clock that only rises: setting the time neither prolongs nor ends what was given
 */
export function openNonces(store: Store, now: () => number, elapsed: () => number): Nonces {
  const table = linkNoncesIn(store);
  const given = new Map<string, { readonly nonce: string; readonly at: number }>();
  const isFresh = (age: number): boolean => age >= 0 && age <= nonceMs;
  const forget = (): void => {
    for (const [identity, { at }] of given) if (!isFresh(elapsed() - at)) given.delete(identity);
  };

  return {
    begin: async (identity) => {
      const text = identityText(identity);
      const nonce = linkNonce(identity, randomBytes(15).toString("base64url"));
      forget();
      given.set(text, { nonce, at: elapsed() });
      await store.write(() => {
        table.prune(now() - 10 * nonceMs);
        table.put({ identity: text, nonce, made_at: now() });
      });
      return nonce;
    },
    current: (identity) => {
      const text = identityText(identity);
      const known = given.get(text);
      if (known !== undefined) return isFresh(elapsed() - known.at) ? known.nonce : undefined;
      const stored = table.get(text);
      return stored !== undefined && isFresh(now() - stored.made_at) ? stored.nonce : undefined;
    },
    end: async (identity) => {
      const text = identityText(identity);
      given.delete(text);
      await store.write(() => table.end(text));
    },
  };
}
