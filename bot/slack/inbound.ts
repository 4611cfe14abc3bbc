import type { Language } from "../../handlers/kit/reply.ts";
import type { Desk, Taken, Told } from "../chat/desk.ts";
import type { Logger } from "../log.ts";
import type { WebClient } from "./clients.ts";
import type { Directs } from "./directs.ts";
import type { Naming } from "./prefix.ts";
import type { Respond } from "./respond.ts";

/** What all that comes in from Slack is handled with. */
export interface Inbound {
  readonly desk: Desk;
  /** Our own workspace. */
  readonly workspace: string;
  readonly languageOf: (user: string) => Language | undefined;
  /** Whose lines are only answered, without a form: that would tell what there is. */
  readonly isBarred: (user: string) => boolean;
  readonly naming: Naming;
  readonly directs: Directs;
  /** Only for what must be answered within a trigger's life. */
  readonly client: WebClient;
  readonly respond: Respond;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}

/** Answers Slack that something has come; what is given is shown, in a form of each kind of interaction. */
export type Ack<Response = never> = (response?: Response) => Promise<void>;

/** What is left when a form cannot be opened. */
export type Instead = Taken | Told;
