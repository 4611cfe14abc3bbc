import type { Acted } from "../interact.ts";
import { flag } from "../limits/message.ts";
import { componentsIn, type Fields, fieldsOf, listOf, textOf } from "../limits/walk.ts";
import { textsOf } from "../limits.ts";
import { deleteMessage } from "../messages.ts";
import type { Account, Look, Message, World } from "../world.ts";
import { waitFor } from "./wait.ts";

/** A message as one person sees it; everything is read anew each time. */
export interface SeenMessage {
  readonly id: string;
  readonly channel: string;
  readonly where: "direct" | "channel" | "ephemeral";
  /** The id of who wrote it. */
  readonly by: string;
  /** All that can be read: content, embeds and text components, one below the other. */
  readonly text: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly flags: number;
  /** "… is thinking": deferred and not answered yet. */
  readonly loading: boolean;
  /** The labels of its buttons. */
  readonly buttons: readonly string[];
  readonly files: readonly {
    readonly name: string;
    readonly title: string;
    readonly text: string;
    readonly bytes: Uint8Array;
  }[];
  /** What could be read after each edit, the first one first, and when (by the server's clock). */
  readonly history: readonly string[];
  readonly times: readonly number[];
  readonly deleted: boolean;
  /** What it was last sent with, for mentionsOf and linksOf. */
  readonly sent: Fields;
  /** Presses the button with this label; `stale`: also one that an earlier edit had. */
  readonly click: (label: string, options?: { readonly stale?: boolean }) => Promise<Acted>;
  /** Chooses in the menu of this custom_id or placeholder, by value or label. */
  readonly choose: (menu: string, ...wanted: readonly string[]) => Promise<Acted>;
  /** Waits until what can be read fits; the message itself again. */
  readonly waitForEdit: (pattern: RegExp, deadlineMs?: number) => Promise<SeenMessage>;
  readonly waitForFile: (
    name: RegExp,
    deadlineMs?: number,
  ) => Promise<{ readonly name: string; readonly text: string; readonly bytes: Uint8Array }>;
  /** Waits until it is deleted. */
  readonly waitUntilDeleted: (deadlineMs?: number) => Promise<void>;
  /** Somebody deletes it: in a channel a moderator, an ephemeral one the person. */
  readonly remove: () => void;
}

export const readLook = (look: Look): string => textsOf(look).join("\n");

export function audienceOf(world: World, message: Message): SeenMessage["where"] {
  if (message.onlyFor !== undefined) return "ephemeral";
  return world.channels.get(message.channel)?.kind === "direct" ? "direct" : "channel";
}

/** Presses something that stands in a message. */
export type Press = (data: Fields, message: Message) => Promise<Acted>;

export function seenMessage(world: World, viewer: Account, message: Message, press: Press): SeenMessage {
  const partsOf = (look: Look, types: readonly number[]) =>
    componentsIn(look.components).flatMap(([each]) => (types.includes(Number(each["type"])) ? [each] : []));
  const act = async (data: Fields): Promise<Acted> => {
    if (message.deleted) throw new Error(`the message is gone: ${seen.text}`);
    return press(data, message);
  };
  const filesNow = () =>
    message.look.files.map(({ name, bytes }) => ({
      name,
      title: name,
      text: Buffer.from(bytes).toString("utf8"),
      bytes,
    }));
  const wait = <T>(what: string, look: () => T | undefined | false, deadlineMs?: number) =>
    waitFor(world, viewer, what, look, deadlineMs, () => seen.history.join("\n--\n"));
  const seen: SeenMessage = {
    id: message.id,
    channel: message.channel,
    where: audienceOf(world, message),
    by: message.author,
    get text() {
      return readLook(message.look);
    },
    get embeds() {
      return message.look.embeds;
    },
    get components() {
      return message.look.components;
    },
    get flags() {
      return message.look.flags;
    },
    get loading() {
      return (message.look.flags & flag.loading) !== 0;
    },
    get buttons() {
      return partsOf(message.look, [2]).map((each) => textOf(each["label"]));
    },
    get files() {
      return filesNow();
    },
    get history() {
      return message.history.map(readLook);
    },
    get times() {
      return message.history.map(({ at }) => at);
    },
    get deleted() {
      return message.deleted;
    },
    get sent() {
      const { content, embeds, components, allowedMentions, flags } = message.look;
      return { content, embeds, components, flags, allowed_mentions: allowedMentions };
    },
    click: async (label, { stale = false } = {}) => {
      const looks = stale ? message.history.toReversed() : [message.look];
      const button = looks.flatMap((look) => partsOf(look, [2])).find((each) => each["label"] === label);
      if (button === undefined || button["disabled"] === true || button["style"] === 5) {
        throw new Error(`there is no button "${label}" to press in: ${seen.text}\nbuttons: ${seen.buttons.join(", ")}`);
      }
      return act({ component_type: 2, custom_id: button["custom_id"], id: button["id"] ?? 0 });
    },
    choose: async (menu, ...wanted) => {
      const select = partsOf(message.look, [3]).find(
        (each) => each["custom_id"] === menu || each["placeholder"] === menu,
      );
      const options = listOf(select?.["options"]).map(fieldsOf);
      const values = wanted.map(
        (each) => options.find(({ value, label }) => value === each || label === each)?.["value"],
      );
      if (values.includes(undefined)) throw new Error(`no menu "${menu}" offers ${wanted.join(", ")} in: ${seen.text}`);
      return act({ component_type: 3, custom_id: select?.["custom_id"], values });
    },
    waitForEdit: async (pattern, deadlineMs) => {
      await wait(`a message is edited to ${pattern}`, () => pattern.test(seen.text), deadlineMs);
      return seen;
    },
    waitForFile: (name, deadlineMs) =>
      wait(`a message has a file ${name}`, () => filesNow().find((file) => name.test(file.name)), deadlineMs),
    waitUntilDeleted: async (deadlineMs) => {
      await wait("a message is deleted", () => message.deleted, deadlineMs);
    },
    remove: () => deleteMessage(world, message),
  };
  return seen;
}
