import { type Acted, interact } from "../interact.ts";
import { type Fields, fieldsOf, listOf, textOf } from "../limits/walk.ts";
import { place } from "../messages.ts";
import { directChannel } from "../routes/about.ts";
import type { Account, Channel, Interaction, Message, World } from "../world.ts";
import { audienceOf, readLook, type SeenMessage, seenMessage } from "./message.ts";
import { createModal, type Modal } from "./modal.ts";
import { commandData, commandThere, type Given } from "./options.ts";
import { typedOptions } from "./typed.ts";
import { waitFor } from "./wait.ts";

type Where = SeenMessage["where"];
/** A text channel's id or name, or "dm": direct messages with the bot. */
interface Place {
  readonly in?: string;
}

/** Somebody at their Discord. */
export interface Person {
  readonly id: string;
  readonly account: Account;
  /** The id of their direct messages with the bot. */
  readonly direct: string;
  /**
   * Uses a command ("vm create") with these options, in "general" unless said. Throws where their client would not send
   * it; resolves when it is answered or has failed.
   */
  readonly uses: (command: string, options?: Readonly<Record<string, Given>>, place?: Place) => Promise<Acted>;
  /** What is offered for an option, given what was typed there and before. */
  readonly autocompletes: (
    command: string,
    option: string,
    typed: string,
    others?: Readonly<Record<string, Given>>,
    place?: Place,
  ) => Promise<readonly { readonly name: string; readonly value: unknown }[]>;
  /**
   * Types a line as Discord's client takes it: "/vm create template:tiny name:web" uses a command; anything else, also
   * "／vm create", is an ordinary message: undefined.
   */
  readonly types: (line: string, place?: Place) => Promise<Acted | undefined>;
  /** Sends an interaction as it is, also one that no client would send: a forged button (3), an unknown command (2). */
  readonly sends: (type: Interaction["type"], data: Fields, place?: Place, on?: SeenMessage) => Promise<Acted>;
  /** Writes an ordinary message. */
  readonly says: (text: string, place?: Place) => SeenMessage;
  /** Waits for a message that they can see and whose words fit now; the newest where there are several. */
  readonly sees: (
    pattern: RegExp,
    options?: { readonly where?: Where; readonly deadlineMs?: number },
  ) => Promise<SeenMessage>;
  /** All that they can see now, oldest first. */
  readonly messages: (where?: Where) => readonly SeenMessage[];
  /** Waits for the modal before them. */
  readonly modal: (deadlineMs?: number) => Promise<Modal>;
  readonly hasModal: () => boolean;
}

export function createPerson(world: World, account: Account): Person {
  const direct = directChannel(world, account.id).id;
  let modal: Modal | undefined;
  const channelAt = ({ in: name = "general" }: Place = {}): Channel => {
    if (name === "dm") return directChannel(world, account.id);
    const found = world.channels.get(name) ?? [...world.channels.values()].find((each) => each.name === name);
    if (found === undefined || found.deleted) throw new Error(`there is no channel "${name}"`);
    if (found.guild === world.guild.id && !account.member) throw new Error(`${account.name} is not in the guild`);
    return found;
  };
  const visible = (where?: Where): Message[] => {
    const channels = [...world.channels.values()].filter(({ id, kind, guild }) =>
      kind === "text" ? guild !== world.guild.id || account.member : id === direct,
    );
    return [account.id, ...channels.map(({ id }) => id)]
      .flatMap((key) => world.inboxes.get(key) ?? [])
      .filter((each) => !each.deleted && (where === undefined || audienceOf(world, each) === where))
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  };
  const seen = (message: Message): SeenMessage =>
    seenMessage(world, account, message, (data, from) => acts(3, channelAt({ in: from.channel }), data, from));
  /** Does something, with what follows from its answer here: a modal opens, or the client says that none came. */
  const acts = async (type: Interaction["type"], channel: Channel, data: Fields, source?: Message): Promise<Acted> => {
    const acted = await interact(world, account, channel, type, data, source);
    if (acted.answer === "nothing") tell(channel, "The application did not respond");
    if (acted.answer === "modal") opens(acted.data, channel, source);
    return acted;
  };
  const tell = (channel: Channel, content: string) => {
    const at = world.clock.now();
    const look = { at, content, embeds: [], components: [], files: [], flags: 64, allowedMentions: undefined };
    place(world, { id: world.newId(), channel: channel.id, author: "client", onlyFor: account.id }, look);
  };
  const opens = (data: Fields, channel: Channel, source: Message | undefined) => {
    const opened = createModal(world, data, {
      open: () => modal === opened,
      close: () => {
        modal = undefined;
      },
      send: (filled) => acts(5, channel, filled, source),
    });
    modal = opened;
    world.changed(account.id);
  };
  const uses: Person["uses"] = async (command, options = {}, at) => {
    const channel = channelAt(at);
    const data = commandData(world, commandThere(world, account, channel, command), options);
    return acts(2, channel, data);
  };
  const says: Person["says"] = (content, at) => {
    const time = world.clock.now();
    const look = { at: time, content, embeds: [], components: [], files: [], flags: 0, allowedMentions: undefined };
    return seen(place(world, { id: world.newId(), channel: channelAt(at).id, author: account.id }, look));
  };
  return {
    id: account.id,
    account,
    direct,
    uses,
    says,
    types: async (line, at) => {
      if (line.startsWith("/")) return uses(...typedOptions(world, account, channelAt(at), line), at);
      says(line, at);
      return undefined;
    },
    sends: (type, data, at, on) => acts(type, channelAt(at), data, on && world.messages.get(on.id)),
    autocompletes: async (command, option, typed, others = {}, at) => {
      const channel = channelAt(at);
      const found = commandThere(world, account, channel, command);
      if (found.options.find(({ name }) => name === option)?.["autocomplete"] !== true) {
        throw new Error(`"${option}" of /${command} completes nothing`);
      }
      const data = commandData(world, found, { ...others, [option]: typed }, option);
      const { data: came } = await interact(world, account, channel, 4, data);
      return listOf(came["choices"]).map((each) => ({
        name: textOf(fieldsOf(each)["name"]),
        value: fieldsOf(each)["value"],
      }));
    },
    sees: async (pattern, { where, deadlineMs } = {}) => {
      const look = () => visible(where).findLast((each) => pattern.test(readLook(each.look)));
      const all = () =>
        visible()
          .map((each) => `[${audienceOf(world, each)}] ${readLook(each.look)}`)
          .join("\n--\n");
      const what = `${account.name} sees ${pattern}${where === undefined ? "" : ` (${where})`}`;
      return seen(await waitFor(world, account, what, look, deadlineMs, all));
    },
    messages: (where) => visible(where).map(seen),
    modal: (deadlineMs) => waitFor(world, account, `${account.name} has a modal`, () => modal, deadlineMs),
    hasModal: () => modal !== undefined,
  };
}
