import { until } from "../../kit/until.ts";
import { addPost } from "../api/chat.ts";
import type { Courier } from "../courier.ts";
import { eventPayload, userChangeEvent } from "../events.ts";
import { type Acted, giveCommand } from "../interact.ts";
import { listOf } from "../json.ts";
import { directOf } from "../make.ts";
import { viewPressPayload } from "../payloads.ts";
import { controlsIn, readableText } from "../readable.ts";
import { viewObject } from "../views.ts";
import { watch } from "../watch.ts";
import type { Account, Channel, World } from "../world.ts";
import { audienceOf, type SeenMessage, seenMessage } from "./message.ts";
import { createModal, type Modal } from "./modal.ts";

export interface Home {
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly buttons: readonly string[];
  readonly click: (label: string) => Promise<Acted>;
}
type Where = SeenMessage["where"];
interface Looking {
  readonly where?: Where;
  readonly deadlineMs?: number;
}

/** Somebody at their Slack. */
export interface Person {
  readonly id: string;
  readonly account: Account;
  /** The id of their direct messages with the bot. */
  readonly direct: string;
  /**
   * Types a line, in their direct messages with the bot unless a channel's id is given. One that begins with a slash is
   * a command; resolves when it is acknowledged or has failed. Anything else is an ordinary message: undefined.
   */
  readonly types: (line: string, options?: { readonly channel?: string }) => Promise<Acted | undefined>;
  /** Waits for a message that they can see and whose words fit now; the newest where there are several. */
  readonly sees: (pattern: RegExp, options?: Looking) => Promise<SeenMessage>;
  /** All that they can see now, oldest first. */
  readonly messages: (where?: Where) => readonly SeenMessage[];
  /** Waits for the modal on top. */
  readonly modal: (deadlineMs?: number) => Promise<Modal>;
  readonly hasModal: () => boolean;
  /** Opens the Home tab, and waits until the app publishes it anew. */
  readonly opensHome: (deadlineMs?: number) => Promise<Home>;
  /** Sets their language; the app hears of it where it is subscribed to user_change. */
  readonly speaks: (locale: string) => Promise<void>;
}

export function createPerson(world: World, courier: Courier, account: Account): Person {
  const direct = directOf(world, account.id);
  const event = async (type: string, payload: Readonly<Record<string, unknown>>): Promise<void> => {
    if (world.options.events.includes(type)) await courier.deliver("events_api", eventPayload(world, payload));
  };
  const canSee = (channel: string, to: string | undefined): boolean =>
    to === undefined ? (world.channels.get(channel)?.members.has(account.id) ?? false) : to === account.id;
  const messages: Person["messages"] = (where) =>
    world.posts
      .filter((post) => !post.deleted && canSee(post.channel, post.to))
      .filter((post) => where === undefined || audienceOf(world, post) === where)
      .map((post) => seenMessage(world, courier, account, post));
  const shownNow = (where: Where | undefined): string =>
    `${account.name} sees:\n${messages(where)
      .map((each) => `[${each.where}] ${each.text}`)
      .join("\n--\n")}`;
  const say = (channel: Channel, text: string): void => {
    addPost(world, { channel: channel.id, by: account.id, to: undefined }, { text, blocks: [] });
  };
  const home = (): Home => {
    const view = world.homes.get(account.id);
    const blocks = listOf(view?.content["blocks"]);
    return {
      text: readableText(blocks),
      blocks,
      buttons: controlsIn(blocks).map(({ label }) => label),
      click: async (label) => {
        const control = controlsIn(blocks).find((each) => each.label === label);
        if (view === undefined || control === undefined)
          throw new Error(`there is no button "${label}" on the home page`);
        return courier.deliver("interactive", viewPressPayload(world, account, view, control));
      },
    };
  };
  return {
    id: account.id,
    account,
    direct: direct.id,
    messages,
    types: async (line, { channel: id = direct.id } = {}) => {
      const channel = world.channels.get(id);
      if (channel === undefined) throw new Error(`there is no channel ${id}`);
      const [, command, text = ""] = /^(\/\S+)\s?([\s\S]*)$/u.exec(line) ?? [];
      if (command === undefined) {
        say(channel, line);
        return undefined;
      }
      const { commands } = world.options;
      if (commands === undefined || commands.includes(command))
        return giveCommand(world, courier, account, channel, [command, text]);
      const at = { channel: channel.id, by: "USLACKBOT", to: account.id };
      addPost(world, at, { text: `${command} is not a valid command.`, blocks: [] });
      return undefined;
    },
    sees: (pattern, { where, deadlineMs } = {}) =>
      watch(world, account.id, `${account.name} sees ${pattern}`, {
        look: () => messages(where).findLast(({ by, text }) => by !== account.id && pattern.test(text)),
        instead: () => shownNow(where),
        deadlineMs,
      }),
    modal: async (deadlineMs) => {
      const look = () => world.modals.get(account.id)?.at(-1);
      const view = await until(`${account.name} has a modal`, look, deadlineMs, () => shownNow(undefined));
      return createModal(world, courier, account, view);
    },
    hasModal: () => (world.modals.get(account.id)?.length ?? 0) > 0,
    opensHome: async (deadlineMs) => {
      const before = world.homes.get(account.id);
      const version = before?.version ?? 0;
      const view = before === undefined ? {} : { view: viewObject(world, before) };
      await event("app_home_opened", {
        type: "app_home_opened",
        user: account.id,
        channel: direct.id,
        tab: "home",
        ...view,
      });
      await until(
        `${account.name}'s home page is published`,
        () => (world.homes.get(account.id)?.version ?? 0) > version,
        deadlineMs,
      );
      return home();
    },
    speaks: async (locale) => {
      account.locale = locale;
      await event("user_change", userChangeEvent(world, account));
    },
  };
}
