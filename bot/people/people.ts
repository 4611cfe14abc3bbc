import type { Link } from "../../protocol/link.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";

/** Who somebody in a chat is here, by a link that an executor signed. */
export interface LinkedPerson {
  readonly account: string;
  readonly uid: number;
}

/** A link that is believed now, with what was signed. */
export interface BelievedLink {
  readonly link: Link;
  readonly statement: string;
}

export interface People {
  /** Undefined for whom nobody has linked, where the link was ended, and where its signer is trusted no more. */
  readonly find: (identity: ChatIdentity) => LinkedPerson | undefined;
  /** The same with the executor's word for it, which goes into each grant. */
  readonly linkOf: (identity: ChatIdentity) => BelievedLink | undefined;
  /** All chat identities of an account. */
  readonly identitiesOf: (account: string) => readonly ChatIdentity[];
  /** All links that are believed now. */
  readonly all: () => readonly BelievedLink[];
  /** Takes in a link that an executor signed. Resolves when it is on the disk: true where it is news. */
  readonly take: (statement: string) => Promise<boolean>;
  /** Called with each identity that was newly linked. */
  readonly onLinked: (call: (identity: ChatIdentity, person: LinkedPerson) => void) => void;
}
