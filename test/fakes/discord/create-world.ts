import { createClock } from "../kit/clock.ts";
import type { DiscordSettings } from "./settings.ts";
import type { Account, World } from "./world.ts";

/** Milliseconds since 1970 of the year that snowflakes count from. https://docs.discord.com/developers/reference#snowflakes */
const epoch = 1_420_070_400_000;

/** A server with one guild, a channel "general", and a bot in both. */
export function createWorld(settings: DiscordSettings): World {
  const clock = createClock();
  let count = 0;
  const newId = () => {
    count += 1;
    return String((BigInt(clock.now() - epoch) << 22n) | BigInt(count % 4_194_304));
  };
  const application = newId();
  const bot: Account = {
    id: application,
    name: "shisa",
    locale: "en-US",
    member: true,
    roles: [],
    direct: "open",
    administrator: false,
    bot: true,
  };
  let waiting: { readonly person: string; readonly wake: () => void }[] = [];
  return {
    clock,
    settings,
    application,
    bot,
    token: `${Buffer.from(application).toString("base64url")}.local0.a-token-of-the-local-discord-server`,
    guild: { id: newId(), name: "Department", present: true },
    people: new Map([[bot.id, bot]]),
    channels: new Map(),
    messages: new Map(),
    inboxes: new Map(),
    interactions: new Map(),
    commands: new Map(),
    registrations: [],
    files: new Map(),
    calls: [],
    address: "",
    newId,
    changed: (person) => {
      const woken = waiting.filter((each) => person === undefined || each.person === person);
      waiting = waiting.filter((each) => !woken.includes(each));
      for (const each of woken) each.wake();
    },
    nextChange: (person, mostMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting = waiting.filter((each) => each !== waiter);
          resolve();
        }, mostMs);
        const wake = () => {
          clearTimeout(timer);
          resolve();
        };
        const waiter = { person, wake };
        waiting.push(waiter);
      }),
    dispatch: () => undefined,
  };
}
