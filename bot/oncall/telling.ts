import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { Directory, Reader } from "../../handlers/kit/ports.ts";
import type { Language, Reply } from "../../handlers/kit/reply.ts";
import { personText } from "../../handlers/kit/text.ts";
import { calledReply, pageReply, type Why } from "../../handlers/oncall/notice.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Desk } from "../chat/desk.ts";
import { type Budget, callsInThread } from "../incidents/budget.ts";
import type { Incidents } from "../incidents/incidents.ts";
import type { People } from "../people/people.ts";
import type { Channel, Say } from "./channels.ts";
import type { Calls } from "./climb.ts";

export interface TellingParts {
  readonly people: Pick<People, "identitiesOf" | "find">;
  readonly directory: Pick<Directory, "person">;
  readonly incidents: Pick<Incidents, "addEvent">;
  /** What the chats bear in a minute. */
  readonly calls: Budget;
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
  /**
   * Tells everybody who is called, and the alert channels whom. Once for each round, whatever happens meanwhile.
   * Resolves to false where there was no room for all of it: to be asked again, which goes on with the rest.
   */
  readonly call: (views: readonly IncidentView[], calls: Calls, round: string) => Promise<boolean>;
}

/** Tells people of troubles in all their chats. */
export function createTelling(parts: TellingParts): Telling {
  const { people, directory, incidents, calls, tell, say, channels, platforms, timeZone, now } = parts;
  const identitiesOf = (account: string): readonly ChatIdentity[] => {
    const uid = directory.person(account)?.uid;
    return people
      .identitiesOf(account)
      .filter((identity) => people.find(identity)?.uid === uid && platforms.includes(identity.platform));
  };
  const nameOf = (account: string): string => personText(directory.person(account) ?? { name: account, fullName: "" });
  const readerFor = (language: Language): Reader => ({ language, timeZone, now });

  /** What of the rounds that go on was told. */
  const done = new Set<string>();
  const direct = (views: readonly IncidentView[], why: Why, key: string, identity: ChatIdentity): Promise<void> =>
    tell(identity, `${key}:${identity.workspace}:${identity.user}`, (language) => ({
      reply: pageReply(views, why, readerFor(language)),
      final: true,
      status: "done",
    }));
  const noticeCost = ([first, ...others]: readonly IncidentView[]): number =>
    channels.length === 0 ? 0 : first !== undefined && others.length === 0 ? callsInThread(first) : 1;
  const notice = (
    views: readonly IncidentView[],
    told: Calls["told"],
    unreachable: Calls["unreachable"],
    key: string,
  ): Promise<void> => {
    const names = { told: told.map(({ account }) => nameOf(account)), unreachable: unreachable.map(nameOf) };
    const mentionsIn = ({ platform, workspace }: Channel): string[] =>
      told
        .flatMap(({ account }) => identitiesOf(account))
        .filter((identity) => identity.platform === platform && identity.workspace === workspace)
        .map(({ user }) => user);
    const reply = (where: Channel): Reply =>
      calledReply(views, { ...names, mentions: mentionsIn(where) }, readerFor(parts.language));
    return say(channels, key, reply, views.length === 1 ? `incident:${views[0]?.number}` : undefined);
  };

  return {
    identitiesOf,
    isReachable: (account) => identitiesOf(account).length > 0,
    call: async (views, { told, unreachable }, round) => {
      const key = `page:${round}`;
      const steps = [
        { step: key, cost: noticeCost(views), send: () => notice(views, told, unreachable, key) },
        ...told.map(({ account, why }) => {
          const identities = identitiesOf(account);
          const send = () => Promise.all(identities.map((identity) => direct(views, why, key, identity)));
          return { step: `${key}:${account}`, cost: mostOnOne(identities), send };
        }),
      ];
      // What mentions them all comes first: nobody waits for a message of their own without a word.
      const left = steps.filter(({ step }) => !done.has(step));
      const sending: Promise<void>[] = [];
      let planned = 0;
      for (const { step, cost, send } of left) {
        planned += cost;
        if (!calls.fits(planned)) break;
        sending.push(
          send().then(() => {
            calls.spend(cost);
            done.add(step);
          }),
        );
      }
      // Together, so that a platform that does not answer holds up no other's message.
      await Promise.all(sending);
      if (sending.length < left.length) return false;
      for (const { step } of steps) done.delete(step);
      const text = told.map(({ account }) => nameOf(account)).join(", ");
      if (text !== "") for (const { number } of views) incidents.addEvent(number, { at: now(), kind: "told", text });
      return true;
    },
  };
}

/** Each platform counts by itself. */
const mostOnOne = (identities: readonly ChatIdentity[]): number =>
  Math.max(0, ...identities.map(({ platform }) => identities.filter((one) => one.platform === platform).length));
