import { LRUCache } from "lru-cache";
import { parseLine } from "../../handlers/kit/line.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import { identityText } from "../../protocol/identity.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import { holdsPrivateKey, privateKeyMark } from "../../protocol/ssh/private-key.ts";
import type { Asker, Forms } from "../forms.ts";
import { strangerAccount } from "../forms.ts";
import type { Handlers } from "../handlers.ts";
import { readLinkLine } from "../linking/line.ts";
import type { Logger } from "../log.ts";
import type { Message } from "../message.ts";
import type { People } from "../people/people.ts";
import type { StoredPress } from "../store/presses.ts";
import { type Arrival, longestLine } from "./arrival.ts";
import type { Act, Desk, OpenForm, Taken, Told } from "./desk.ts";
import type { Posts } from "./posts.ts";
import type { Presses } from "./presses.ts";
import { createRuns } from "./runs.ts";
import { againLabel, foreignButton, pressedAlready, staleButton } from "./words.ts";

export interface DeskParts {
  readonly handlers: Handlers;
  readonly forms: Forms;
  readonly people: People;
  readonly posts: Posts;
  readonly presses: Presses;
  readonly languageOf: (account: string | undefined, platform: Language | undefined) => Language;
  readonly now: () => number;
  readonly log: Logger;
}

/** A private key is refused, and is not written down until it is: the mark in its place is refused just so. */
const withoutPrivateKey = (arrival: Arrival): Arrival =>
  holdsPrivateKey(arrival.line) ? { ...arrival, line: privateKeyMark } : arrival;

export function createDesk(parts: DeskParts): Desk {
  const { forms, people, posts, presses, now, log } = parts;
  /** What each person's client last spoke, for what is told them unasked. */
  const heard = new LRUCache<string, Language>({ max: 10_000 });
  const nextRun = createRuns(now);

  const askerOf = ({ identity, language }: Pick<Act, "identity" | "language">): Asker | undefined => {
    if (language !== undefined) heard.set(identityText(identity), language);
    const person = people.find(identity);
    return person && { account: person.account, identity, ...(language === undefined ? {} : { language }) };
  };
  /** Who links themselves is somebody for the one form that they need. */
  const formAsker = (act: Pick<Act, "identity" | "language">, line: string): Asker | undefined => {
    const asker = askerOf(act);
    if (asker !== undefined || readLinkLine(line) === undefined) return asker;
    const { identity, language } = act;
    return { account: strangerAccount, identity, ...(language === undefined ? {} : { language }) };
  };
  const told = (shown: (language: Language) => Told["shown"], act: Pick<Act, "identity" | "language">): Told => ({
    kind: "told",
    shown: shown(parts.languageOf(people.find(act.identity)?.account, act.language)),
  });
  /** As whom somebody does something: nothing of it is done as anybody else. */
  const asNow = (identity: ChatIdentity): Pick<Arrival, "account"> => {
    const account = people.find(identity)?.account;
    return account === undefined ? {} : { account };
  };
  /** What was kept under an id, for the one whom it was made for, as the account that they had then. */
  const kept = (act: Act, kind: StoredPress["kind"]): StoredPress | Told => {
    const press = presses.find(act.id);
    if (press === undefined || press.kind !== kind) return told(staleButton, act);
    if (press.anyone) return press;
    const { platform, workspace, user } = press.identity;
    const isTheirs =
      platform === act.identity.platform && workspace === act.identity.workspace && user === act.identity.user;
    if (!isTheirs) return told(foreignButton, act);
    const { account = press.account } = asNow(act.identity);
    return account === press.account ? press : told(staleButton, act);
  };
  /** Whatever fails while a form is made: the line itself is answered instead. */
  const formOf = (asker: Asker | undefined, line: string, attached: readonly string[]): OpenForm | undefined => {
    if (asker === undefined) return undefined;
    try {
      const form = forms.form(asker, line, attached);
      return form && { kind: "form", id: presses.form(form, line, asker), form };
    } catch (cause) {
      log.error({ err: cause }, "making a form");
      return undefined;
    }
  };
  const arrivalOf = (act: Act, invocation: string, line: string): Arrival => ({
    invocation: `${act.identity.platform}:${invocation}`,
    identity: act.identity,
    ...asNow(act.identity),
    place: act.place,
    ...(act.language === undefined ? {} : { language: act.language }),
    line: line.slice(0, longestLine),
    confirmed: false,
    attachments: [],
    at: now(),
  });
  /** A button that asks a host for something does so once; one that only shows something does so again later. */
  const runOf = (press: StoredPress, id: string): number => {
    const parsed = parseLine(press.line, parts.handlers.commands);
    if (parsed.kind === "command" && parsed.command.kind === "action") return 0;
    return nextRun(id);
  };

  return {
    typed: (typed, canForm) => {
      const arrival = withoutPrivateKey(typed);
      const attached = arrival.attachments.map(({ field }) => field);
      const form = canForm ? formOf(askerOf(arrival), arrival.line, attached) : undefined;
      return form ?? { kind: "line", arrival: { ...arrival, ...asNow(arrival.identity) } };
    },
    pressed: (press, canForm) => {
      const found = kept(press, "button");
      if ("shown" in found) return found;
      const form = canForm ? formOf(formAsker(press, found.line), found.line, []) : undefined;
      if (form !== undefined) return form;
      // What many may press is for each of them an act of their own.
      const id = found.anyone ? `${found.id}:${press.identity.workspace}:${press.identity.user}` : found.id;
      const made = arrivalOf(press, `press:${id}:${runOf(found, id)}`, found.line);
      if (posts.get(made.invocation) !== undefined) return told(pressedAlready, press);
      const instead = found.question && press.on !== undefined ? { instead: press.on } : {};
      return { kind: "line", arrival: { ...made, ...instead } } satisfies Taken;
    },
    filled: (filling) => {
      const found = kept(filling, "form");
      if ("shown" in found) return found;
      const { id, command, typed } = found;
      const filled = Object.fromEntries(
        Object.entries({ ...typed, ...filling.filled }).filter(([, value]) => value !== ""),
      );
      const asker = formAsker(filling, found.line);
      const line = forms.line(command, filled);
      if (asker === undefined || line === undefined) return told(staleButton, filling);
      if (holdsPrivateKey(Object.values(filled).join("\n"))) {
        // Neither as a line nor behind a button that lets it be corrected.
        return { kind: "line", arrival: arrivalOf(filling, `form:${id}`, privateKeyMark) };
      }
      const attached = filling.attachments.map(({ field }) => field);
      const problems = forms.problems(asker, command, filled, attached);
      if (Object.keys(problems).length > 0) {
        const language = parts.languageOf(asker.account, filling.language);
        return { kind: "problems", problems, again: presses.button(againLabel(language), line, asker) };
      }
      const arrival = { ...arrivalOf(filling, `form:${id}`, line), attachments: [...filling.attachments] };
      return { kind: "line", arrival };
    },
    candidates: (about, command, parameter, typed) => {
      const asker = askerOf(about);
      return asker === undefined ? [] : forms.candidates(asker, command, parameter, typed);
    },
    receive: async (arrival) => void (await posts.add(withoutPrivateKey(arrival), null)),
    run: (arrival) => posts.run(withoutPrivateKey(arrival)),
    tell: async (identity, key, message) => {
      const invocation = `${identity.platform}:tell:${key}`;
      const place = { channel: identity.user, kind: "direct" } as const;
      const client = heard.get(identityText(identity)) ?? (await posts.languageOf(identity));
      const language = parts.languageOf(people.find(identity)?.account, client);
      const arrival = { ...arrivalOf({ identity, place, id: key }, `tell:${key}`, ""), invocation };
      const said: Message = message(language);
      if (await posts.add(arrival, said)) posts.run(arrival);
    },
    home: async (about) => {
      const asker = askerOf(about);
      if (asker === undefined) return [];
      const replies = await forms.home(asker);
      // Each showing has buttons of its own: what was started from here once can be started again another day.
      const key = `${about.identity.platform}:home:${about.identity.user}:${now()}`;
      return Promise.all(replies.map((reply) => presses.shown({ reply, final: true, status: "done" }, key, asker)));
    },
    open: posts.open,
  };
}
