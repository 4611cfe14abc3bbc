import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Exec } from "../exec.ts";
import { passwd } from "../facts/getent.ts";
import { isSystemUid } from "../facts/system-account.ts";
import type { Known, People } from "../facts.ts";
import type { Munge } from "./munge.ts";

/** Finds out who somebody is by a munge credential. */
export interface Prover {
  /**
   * The person who made the credential, if it says exactly `payload`. Refused: as Munge.decode, munge.payload (made for
   * something else), munge.system (root or another account of the system), person.unknown (no account here, or no role).
   */
  readonly identify: (credential: string, payload: string, maxAgeMs?: number) => Promise<Outcome<Known>>;
}

export function createProver(munge: Munge, exec: Exec, people: Pick<People, "look">): Prover {
  async function accountOf(uid: number): Promise<Known | undefined> {
    // getent takes a number for a uid.
    const [line] = await passwd(exec, [String(uid)]);
    const known = line?.uid === uid ? await people.look(line.name) : undefined;
    return known?.uid === uid && known.roles.length > 0 ? known : undefined;
  }

  return {
    async identify(credential, payload, maxAgeMs) {
      const decoded = await munge.decode(credential, maxAgeMs);
      if (!decoded.ok) return decoded;
      if (decoded.value.payload !== payload) return refused(refuse("munge.payload"));
      if (isSystemUid(decoded.value.uid)) return refused(refuse("munge.system"));
      const known = await accountOf(decoded.value.uid);
      return known === undefined ? refused(refuse("person.unknown")) : accepted(known);
    },
  };
}
