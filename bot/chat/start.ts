import type { Language } from "../../handlers/kit/reply.ts";
import type { Audit } from "../audit.ts";
import { languageOf, type Surroundings } from "../contexts.ts";
import type { Core } from "../core.ts";
import { createForms } from "../forms.ts";
import type { Handlers } from "../handlers.ts";
import type { Linking } from "../linking/linking.ts";
import type { Logger } from "../log.ts";
import type { MessagePort } from "../message.ts";
import type { People } from "../people/people.ts";
import { welcomeReply } from "../people/words.ts";
import type { Store } from "../store/database.ts";
import { createAllowance, withinAllowance } from "./allowance.ts";
import { createAnswer } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import { createDesk } from "./create-desk.ts";
import type { Desk } from "./desk.ts";
import { createPosts, type Posts } from "./posts.ts";
import { openPresses } from "./presses.ts";
import { tooMany } from "./words.ts";

export interface ChatParts {
  readonly handlers: Handlers;
  readonly surroundings: Surroundings;
  readonly core: Core;
  readonly people: People;
  readonly linking: Linking;
  readonly store: Store;
  readonly audit: Audit;
  readonly log: Logger;
  /** Shows an approval's card. */
  readonly card?: (number: number, port: MessagePort) => void;
  /** Shows an incident's card. */
  readonly incident?: (arrival: Arrival, port: MessagePort) => void;
}

/** What all chat platforms share; they begin to deliver when each opens itself on the desk. */
export interface Chats {
  readonly desk: Desk;
  readonly posts: Pick<Posts, "add" | "run" | "get">;
  /** Stops delivering; what is still owed is on the disk. */
  readonly stop: () => void;
}

/** Opens the desk, and greets people who are newly linked on one of the platforms given. */
export function openChats(parts: ChatParts, platforms: readonly string[]): Chats {
  const { handlers, surroundings, core, people, linking, store, audit, log } = parts;
  const { now, timeZone } = surroundings;
  const failed = (cause: unknown): void => log.error({ err: cause }, "writing down what can be pressed");
  const language = (account: string | undefined, platform: Language | undefined): Language =>
    account === undefined ? (platform ?? surroundings.language) : languageOf(surroundings, account, platform);
  const languageOfArrival = (arrival: Arrival): Language =>
    language(people.find(arrival.identity)?.account, arrival.language);

  const presses = openPresses(store, now, failed);
  const answer = createAnswer({
    core,
    people,
    linking,
    audit,
    log,
    languageOf: languageOfArrival,
    refused: (refusal, inLanguage) => ({
      reply: handlers.refusalReply(refusal, { language: inLanguage, timeZone, now }),
      final: true,
      status: "refused",
      refusal,
    }),
  });
  const posts = createPosts({
    ...{ store, presses, audit, log, now, languageOf: languageOfArrival },
    answer: (arrival, surface, port) => {
      if (arrival.incident !== undefined) parts.incident?.(arrival, port);
      else if (arrival.card !== undefined) parts.card?.(arrival.card, port);
      else answer(arrival, surface, port);
    },
  });
  const forms = createForms(handlers, surroundings);
  const within = createDesk({ handlers, forms, people, posts, presses, languageOf: language, now, log });
  const desk = withinAllowance(within, createAllowance(people, now), ({ identity, language: platform }) => ({
    kind: "told",
    shown: tooMany(language(people.find(identity)?.account, platform)),
  }));
  people.onLinked((identity, person) => {
    if (!platforms.includes(identity.platform)) return;
    desk
      .tell(identity, `welcome:${identity.workspace}:${identity.user}:${person.account}`, (inLanguage) => ({
        reply: welcomeReply(person, inLanguage),
        final: true,
        status: "done",
      }))
      .catch((cause: unknown) => log.error({ err: cause }, "greeting somebody who was linked"));
  });
  return { desk, posts, stop: posts.stop };
}
