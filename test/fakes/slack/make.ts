import { randomBytes } from "node:crypto";
import { isFields } from "./json.ts";
import type { Account, Channel, World } from "./world.ts";

let issued = 0;
/** An id as Slack gives them: a letter and ten of A-Z and 0-9. */
export function newId(letter: string): string {
  issued += 1;
  return `${letter}0${issued.toString(36).toUpperCase().padStart(4, "0")}${randomBytes(3).toString("hex").toUpperCase()}`;
}

/** A message's time stamp, its id in its channel: no two are the same. */
export function newTs(world: World): string {
  issued += 1;
  return `${Math.floor(world.clock.now() / 1000)}.${String(issued % 1_000_000).padStart(6, "0")}`;
}

/** Somebody new in the workspace, a full member who speaks English but for what is said. */
export function newAccount(world: World, about: Partial<Account>): Account {
  const id = about.id ?? newId("U");
  const account: Account = {
    id,
    name: id.toLowerCase(),
    team: world.options.team,
    locale: "en-US",
    guest: "none",
    bot: false,
    deleted: false,
    unreachable: undefined,
    ...about,
  };
  world.accounts.set(id, account);
  return account;
}

/** A public channel with the bot in it, but for what is said. */
export function newChannel(about: Partial<Channel>): Channel {
  return {
    id: newId("C"),
    name: "general",
    kind: "public",
    members: new Set(),
    user: undefined,
    bot: true,
    archived: false,
    shared: false,
    ...about,
  };
}

/** The direct message of the bot with a person, made when there is none. */
export function directOf(world: World, user: string): Channel {
  for (const channel of world.channels.values()) if (channel.kind === "im" && channel.user === user) return channel;
  const about = { id: newId("D"), name: "directmessage", kind: "im", user } as const;
  const channel = newChannel({ ...about, members: new Set([user]) });
  world.channels.set(channel.id, channel);
  return channel;
}

/** Blocks as Slack keeps them: what has no block_id or action_id gets one. */
export function withIds(blocks: readonly unknown[]): readonly unknown[] {
  const named = (element: unknown): unknown =>
    isFields(element) && "type" in element && element["action_id"] === undefined && element["type"] !== "image"
      ? { ...element, action_id: randomBytes(4).toString("hex") }
      : element;
  return blocks.map((block) => {
    if (!isFields(block)) return block;
    const { elements, accessory, element, type } = block;
    return {
      ...block,
      block_id: block["block_id"] ?? randomBytes(4).toString("hex"),
      ...(type === "actions" && Array.isArray(elements) ? { elements: elements.map(named) } : {}),
      ...(accessory === undefined ? {} : { accessory: named(accessory) }),
      ...(element === undefined ? {} : { element: named(element) }),
    };
  });
}
