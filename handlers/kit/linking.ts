import type { LinkableIdentity } from "../../protocol/identity.ts";
import type { Person } from "../../protocol/messages.ts";
import type { Outcome } from "../../protocol/refusal.ts";

/** One link that is believed now. */
export interface LinkView {
  readonly identity: LinkableIdentity;
  readonly person: Person;
  /** Proved by the person, or said by the administrator `by`. */
  readonly how: "munge" | "administrator";
  readonly by: string;
  /** When it was signed, in milliseconds since 1970. */
  readonly since: number;
  /** What the executor signed. */
  readonly statement: string;
}

/** What handlers may know and ask of who is who in the chats. */
export interface LinkingPort {
  readonly find: (identity: LinkableIdentity) => LinkView | undefined;
  /** All of an account, oldest first. */
  readonly of: (account: string) => readonly LinkView[];
  /** What somebody is to have munged to show that a chat identity is theirs; one before it is void. */
  readonly begin: (identity: LinkableIdentity) => Promise<string>;
  /** Has a host look at what munge made of it, and links whom it names. */
  readonly prove: (identity: LinkableIdentity, credential: string) => Promise<Outcome<Person>>;
}

/** How long what `begin` gives may be used, in minutes. */
export const linkMinutes = 5;
