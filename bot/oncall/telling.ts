import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Directory, Reader } from "../../handlers/kit/ports.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import { personText } from "../../handlers/kit/text.ts";
import { calledReply, pageReply } from "../../handlers/oncall/notice.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Desk } from "../chat/desk.ts";
import type { Incidents } from "../incidents/incidents.ts";
import type { People } from "../people/people.ts";
import type { Channel, Say } from "./channels.ts";
import type { Calls } from "./climb.ts";

export interface TellingParts {
  readonly people: Pick<People, "identitiesOf" | "find">;
  readonly directory: Pick<Directory, "person">;
  readonly incidents: Pick<Incidents, "addEvent">;
  readonly tell: Desk["tell"];
  readonly say: Say;
  /** The alert channels. */
  readonly channels: readonly Channel[];
  /** The platforms that are set. */
  readonly platforms: readonly string[];
  readonly language: Language;
  readonly timeZone: string;
  readonly now: () => number;
}

export interface Telling {
  readonly isReachable: (account: string) => boolean;
  /** All chats in which the person whom the account is now is known. */
  readonly identitiesOf: (account: string) => readonly ChatIdentity[];
  /** Tells everybody who is called, and the alert channels whom. Once for each round, whatever happens meanwhile. */
  readonly call: (view: IncidentView, calls: Calls, round: string) => Promise<void>;
}

/** Tells people of troubles in all their chats. */
export function createTelling(parts: TellingParts): Telling {
  const { people, directory, incidents, tell, say, channels, platforms, timeZone, now } = parts;
  const identitiesOf = (account: string): readonly ChatIdentity[] => {
    const uid = directory.person(account)?.uid;
    return people
      .identitiesOf(account)
      .filter((identity) => people.find(identity)?.uid === uid && platforms.includes(identity.platform));
  };
  const nameOf = (account: string): string => personText(directory.person(account) ?? { name: account, fullName: "" });
  const readerFor = (language: Language): Reader => ({ language, timeZone, now });

  return {
    identitiesOf,
    isReachable: (account) => identitiesOf(account).length > 0,
    call: async (view, { told, unreachable }, round) => {
      const key = `page:${view.number}:${round}`;
      for (const { account, why } of told)
        for (const identity of identitiesOf(account))
          await tell(identity, `${key}:${identity.workspace}:${identity.user}`, (language) => ({
            reply: pageReply(view, why, readerFor(language)),
            final: true,
            status: "done",
          }));
      const names = { told: told.map(({ account }) => nameOf(account)), unreachable: unreachable.map(nameOf) };
      const reader = readerFor(parts.language);
      await say(
        channels,
        key,
        ({ platform, workspace }) => {
          const mentions = told
            .flatMap(({ account }) => identitiesOf(account))
            .filter((identity) => identity.platform === platform && identity.workspace === workspace)
            .map(({ user }) => user);
          return calledReply(view, { ...names, mentions }, reader);
        },
        `incident:${view.number}`,
      );
      for (const name of names.told) incidents.addEvent(view.number, { at: now(), kind: "told", text: name });
    },
  };
}
