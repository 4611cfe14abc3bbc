import type { AddressInfo } from "node:net";
import { startLocalServer } from "../kit/http.ts";
import { createWorld } from "./create-world.ts";
import { createPerson, type Person } from "./driver/person.ts";
import { waitFor } from "./driver/wait.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import { guildCreate } from "./guild.ts";
import { deleteMessage } from "./messages.ts";
import { channelObject } from "./objects.ts";
import { createRest } from "./rest.ts";
import { aboutRoutes } from "./routes/about.ts";
import { channelRoutes } from "./routes/channels.ts";
import { commandRoutes } from "./routes/commands.ts";
import { interactionRoutes } from "./routes/interactions.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { type DiscordSettings, realSettings } from "./settings.ts";
import { type Account, type ApiCall, type Channel, intent, type Registration, type World } from "./world.ts";

/** A Discord on this machine, with one guild and one bot in it. */
export interface FakeDiscord {
  /** For discord.js's `rest.api`. */
  readonly api: string;
  readonly token: string;
  readonly application: string;
  /** The guild's id. */
  readonly guild: string;
  readonly world: World;
  readonly clock: World["clock"];
  readonly faults: Faults;
  readonly gateway: Gateway;
  /** Somebody with an account; in the guild unless said otherwise. */
  readonly person: (about?: Partial<Account>) => Person;
  /** A text channel of the guild by its name; made when it is not there. */
  readonly channel: (name?: string, bot?: Partial<Channel["bot"]>) => ChannelDriver;
  /** The guild removes the bot, and takes it in again. */
  readonly removeBot: () => void;
  readonly addBot: () => void;
  /** All requests so far, those of which "METHOD /path" fits. */
  readonly calls: (only?: RegExp) => readonly ApiCall[];
  /** Requests that Discord refused for what was in them: there are none of a bot that keeps the limits. */
  readonly complaints: () => readonly ApiCall[];
  /** All writes of application commands. */
  readonly registrations: readonly Registration[];
  /** Sends an interaction once more, as after a resume. */
  readonly redeliver: (interaction: string) => void;
  /** Resolves when a client has identified and is connected. */
  readonly ready: (deadlineMs?: number) => Promise<void>;
  /** Refuses all connections, and cuts those there are, until `up`. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ChannelDriver {
  readonly id: string;
  readonly name: string;
  readonly remove: () => void;
  /** Changes what the bot may do there. */
  readonly allow: (bot: Partial<Channel["bot"]>) => void;
}

/** Serves a Discord on free ports of 127.0.0.1 until `stop`. */
export async function startFakeDiscord(settings: Partial<DiscordSettings> = {}): Promise<FakeDiscord> {
  const world = createWorld({ ...realSettings, ...settings });
  const faults = createFaults(world.clock.now);
  const routes = [aboutRoutes, commandRoutes, channelRoutes, interactionRoutes, webhookRoutes].flatMap((each) =>
    each(world),
  );
  const server = await startLocalServer(createRest(world, routes, faults.of));
  world.address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const gateway = createGateway(world, server.server);
  const { guild } = world;
  const event = (name: string, data: unknown) => world.dispatch(name, data, intent.guilds);
  const driver = (channel: Channel): ChannelDriver => ({
    id: channel.id,
    name: channel.name,
    remove: () => {
      channel.deleted = true;
      for (const each of world.inboxes.get(channel.id) ?? []) deleteMessage(world, each);
      event("CHANNEL_DELETE", channelObject(world, channel));
    },
    allow: (bot) => {
      channel.bot = { ...channel.bot, ...bot };
      event("CHANNEL_UPDATE", channelObject(world, channel));
    },
  });
  const channel = (name = "general", bot: Partial<Channel["bot"]> = {}): ChannelDriver => {
    const known = [...world.channels.values()].find((each) => each.name === name && !each.deleted);
    if (known !== undefined) return driver(known);
    const rights = { view: true, send: true, ...bot };
    const made: Channel = { id: world.newId(), name, kind: "text", deleted: false, bot: rights };
    world.channels.set(made.id, made);
    event("CHANNEL_CREATE", channelObject(world, made));
    return driver(made);
  };
  channel();
  return {
    api: `${world.address}/api`,
    token: world.token,
    application: world.application,
    guild: guild.id,
    world,
    clock: world.clock,
    faults,
    gateway,
    channel,
    registrations: world.registrations,
    person: (about = {}) => {
      const id = about.id ?? world.newId();
      const usual = { name: `user-${id}`, locale: "en-US", member: true, roles: [], administrator: false, bot: false };
      const account: Account = { ...usual, direct: "open", ...about, id };
      world.people.set(id, account);
      return createPerson(world, account);
    },
    removeBot: () => {
      guild.present = false;
      event("GUILD_DELETE", { id: guild.id });
    },
    addBot: () => {
      guild.present = true;
      event("GUILD_CREATE", guildCreate(world));
    },
    calls: (only = /^/u) => world.calls.filter(({ method, path }) => only.test(`${method} ${path}`)),
    complaints: () => world.calls.filter(({ status }) => status === 400 || status === 413),
    redeliver: (id) => sendAgain(world, id),
    ready: (deadlineMs) =>
      waitFor(world, world.bot, "a client is connected", gateway.connected, deadlineMs).then(() => undefined),
    down: async () => {
      gateway.setAway(true);
      gateway.cut();
      await server.close();
    },
    up: async () => {
      gateway.setAway(false);
      await server.open();
    },
    stop: async () => {
      gateway.cut();
      if (server.server.listening) await server.close();
    },
  };
}

function sendAgain(world: World, id: string): void {
  const interaction = world.interactions.get(id);
  if (interaction === undefined) throw new Error(`there was no interaction ${id}`);
  world.dispatch("INTERACTION_CREATE", interaction.payload, 0);
}
