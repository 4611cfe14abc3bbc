import { startLocalServer } from "../kit/http.ts";
import { createWorld } from "./create-world.ts";
import { type ChannelDriver, createChannels } from "./driver/channel.ts";
import { createPerson, type Person } from "./driver/person.ts";
import { waitFor } from "./driver/wait.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import { guildCreate } from "./guild.ts";
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
  /** A text channel by its name, of the guild unless another's id is given; made when it is not there. */
  readonly channel: (name?: string, bot?: Partial<Channel["bot"]>, guild?: string) => ChannelDriver;
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

type Changed = Partial<Omit<DiscordSettings, "rates">> & { readonly rates?: Partial<DiscordSettings["rates"]> };

/** Serves a Discord on a free port, of 127.0.0.1 unless another of this machine's addresses is given, until `stop`. */
export async function startFakeDiscord(settings: Changed = {}, host?: string): Promise<FakeDiscord> {
  const rates = { ...realSettings.rates, ...settings.rates };
  const world = createWorld({ ...realSettings, ...settings, rates });
  const faults = createFaults(world.clock.now);
  const routes = [aboutRoutes, commandRoutes, channelRoutes, interactionRoutes, webhookRoutes].flatMap((each) =>
    each(world),
  );
  const server = await startLocalServer(createRest(world, routes, faults.of), host);
  world.address = server.base;
  const gateway = createGateway(world, server.server);
  const { guild } = world;
  const event = (name: string, data: unknown) => world.dispatch(name, data, intent.guilds);
  const channel = createChannels(world);
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
