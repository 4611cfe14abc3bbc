import { Writable } from "node:stream";
import { pino } from "pino";
import { createDraw } from "../../../bot/chart/draw.ts";
import type { Arrival } from "../../../bot/chat/arrival.ts";
import type { Desk, Filling, Press } from "../../../bot/chat/desk.ts";
import type { DiscordConfig } from "../../../bot/chat/settings.ts";
import type { Shown, Surface } from "../../../bot/chat/surface.ts";
import { startDiscord } from "../../../bot/discord/start.ts";
import type { Reply } from "../../../handlers/kit/reply.ts";
import { commands } from "../../../handlers/registry.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import { until } from "../../fakes/kit/until.ts";

/** A desk that keeps what it was brought; what it answers is as a test says. */
export interface ScriptedDesk extends Desk {
  readonly brought: {
    readonly typed: Arrival[];
    readonly pressed: Press[];
    readonly filled: Filling[];
    readonly received: Arrival[];
    readonly ran: Arrival[];
  };
  script: {
    typed: Desk["typed"];
    pressed: Desk["pressed"];
    filled: Desk["filled"];
    candidates: Desk["candidates"];
    receive: Desk["receive"];
    run: (arrival: Arrival, surface: Surface) => Promise<unknown>;
  };
  readonly surface: () => Surface;
}

function scriptedDesk(): ScriptedDesk {
  const brought: ScriptedDesk["brought"] = { typed: [], pressed: [], filled: [], received: [], ran: [] };
  const told = { kind: "told", shown: shown({ title: "nothing to do" }) } as const;
  let opened: Surface | undefined;
  const surface = (): Surface => {
    if (opened === undefined) throw new Error("no surface was opened");
    return opened;
  };
  const desk: ScriptedDesk = {
    brought,
    surface,
    script: {
      typed: (arrival) => ({ kind: "line", arrival }),
      pressed: () => told,
      filled: () => told,
      candidates: () => [],
      receive: async () => undefined,
      run: async () => undefined,
    },
    typed: (arrival, canForm) => {
      brought.typed.push(arrival);
      return desk.script.typed(arrival, canForm);
    },
    pressed: (press, canForm) => {
      brought.pressed.push(press);
      return desk.script.pressed(press, canForm);
    },
    filled: (filling) => {
      brought.filled.push(filling);
      return desk.script.filled(filling);
    },
    candidates: (...about) => desk.script.candidates(...about),
    receive: async (arrival) => {
      brought.received.push(arrival);
      await desk.script.receive(arrival);
    },
    run: (arrival) => {
      brought.ran.push(arrival);
      desk.script.run(arrival, surface()).catch(() => undefined);
    },
    tell: async () => undefined,
    home: async () => [],
    open: (it) => {
      opened = it;
    },
  };
  return desk;
}

/** A message to show. */
export const shown = (reply: Partial<Omit<Reply, "buttons">> & Partial<Pick<Shown["reply"], "buttons">>): Shown => ({
  reply: { tone: "done", title: "done", privacy: "private", buttons: [], ...reply },
  final: true,
});

export interface Scene {
  readonly discord: FakeDiscord;
  readonly desk: ScriptedDesk;
  readonly config: DiscordConfig;
  /** What the bot wrote in its log, one JSON line each. */
  readonly log: string[];
  /** Starts the bot's side of Discord. */
  readonly start: (changes?: Partial<DiscordConfig>, prefix?: string) => Promise<{ stop: () => Promise<void> }>;
  /** The same, and waits until it is connected and its commands are registered. */
  readonly started: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A local Discord, and the bot's side of it with a scripted desk. */
export async function createScene(settings: Parameters<typeof startFakeDiscord>[0] = {}): Promise<Scene> {
  const discord = await startFakeDiscord(settings);
  const desk = scriptedDesk();
  const log: string[] = [];
  const sink = new Writable({
    write: (line: Buffer, _encoding, done) => {
      log.push(line.toString("utf8"));
      done();
    },
  });
  const logger = pino({ level: "trace" }, sink);
  const channels = { alert: undefined, approval: undefined, announcement: undefined };
  const config: DiscordConfig = { guild: discord.guild, token: discord.token, api: discord.api, channels };
  const running: { stop: () => Promise<void> }[] = [];
  const start: Scene["start"] = async (changes = {}, prefix = "") => {
    const it = await startDiscord(
      { ...config, ...changes },
      prefix,
      commands,
      desk,
      createDraw(() => undefined),
      logger,
    );
    running.push(it);
    return it;
  };
  return {
    discord,
    desk,
    config,
    log,
    start,
    started: async () => {
      await start();
      await discord.ready();
      await until("the commands are registered", () => discord.registrations.some(({ names }) => names.length > 0));
    },
    stop: async () => {
      for (const it of running) await it.stop();
      await discord.stop();
    },
  };
}
