import type { ChatIdentity } from "../../protocol/messages.ts";

/** Who somebody in a chat is here, by a link that an executor signed. */
export interface LinkedPerson {
  readonly account: string;
  readonly uid: number;
}

export interface People {
  /** Undefined for whom nobody has linked, and where the link's signer is trusted no more. */
  readonly find: (identity: ChatIdentity) => LinkedPerson | undefined;
  /** All chat identities of an account. */
  readonly identitiesOf: (account: string) => readonly ChatIdentity[];
  /** Takes in a link that an executor signed. Resolves when it is on the disk: true where it is news. */
  readonly take: (statement: string) => Promise<boolean>;
  /** Called with each identity that was newly linked. */
  readonly onLinked: (call: (identity: ChatIdentity, person: LinkedPerson) => void) => void;
}
