import type { Directory } from "../../../handlers/kit/ports.ts";
import type { Language, Reply } from "../../../handlers/kit/reply.ts";
import type { ChatIdentity } from "../../../protocol/messages.ts";
import type { Refusal } from "../../../protocol/refusal.ts";
import type { Audit } from "../../audit.ts";
import type { Core } from "../../core.ts";
import type { Logger } from "../../log.ts";
import type { Message } from "../../message.ts";
import type { Newcomers } from "./newcomers.ts";
import type { Prove } from "./proving.ts";
import type { Sessions } from "./sessions.ts";

/** A chat's nonce with what munge made of it, from a terminal. */
export interface LinkClaim {
  readonly id: string;
  readonly nonce: string;
  readonly credential: string;
  readonly language: Language | undefined;
  /** From which session, and as whom. */
  readonly identity: ChatIdentity;
  readonly account: string;
}

/** Takes in such a claim and says what became of it. Never rejects. */
export type ProveLink = (claim: LinkClaim) => Promise<Message>;

/** What every public terminal is served with. */
export interface PublicParts {
  readonly core: Core;
  readonly prove: Prove;
  /** Absent: nobody is linked from here. */
  readonly proveLink?: ProveLink;
  readonly directory: Directory;
  readonly newcomers: Newcomers;
  readonly sessions: Sessions;
  /** Whether one more act of that account is not too much. */
  readonly mayAct: (account: string) => boolean;
  readonly refusalReply: (refusal: Refusal, language: Language | undefined) => Reply;
  /** Thumbprint of this bot's key. */
  readonly bot: string;
  /** This machine's name. */
  readonly workspace: string;
  readonly audit: Pick<Audit, "record">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}
