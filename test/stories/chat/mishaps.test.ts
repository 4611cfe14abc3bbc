import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { remains } from "../../department/guests.ts";
import type { ChatSurface, Mishaps, Person, Seen } from "./person.ts";
import { startTown, type Town } from "./town.ts";

// What goes wrong between a person and the bot, and what they see of it: one end, and the truth.
let town: Town;
beforeAll(async () => {
  town = await startTown();
}, 180_000);
afterAll(() => town?.stop(), 60_000);

const inAMinute = 60_000;

describe.each(["Slack's Socket Mode", "Discord"])("on %s", (name) => {
  let surface: ChatSurface;
  let mishaps: Mishaps;
  let hanako: Person;
  beforeEach(async () => {
    const found = town.surfaces.find((each) => each.name === name);
    if (found?.mishaps === undefined) throw new Error(`nothing can go wrong on ${name}`);
    surface = found;
    mishaps = found.mishaps;
    hanako = await surface.person("e235701", "en");
  });

  const create = (guest: string, where?: "channel") =>
    hanako.types(
      { command: "vm create", values: { template: "tiny", name: guest, memory: "256M", disk: "1G" } },
      where,
    );
  const ask = async (guest: string): Promise<Seen> => {
    await hanako.types({ command: "vm delete", values: { name: guest } });
    return hanako.sees(new RegExp(`${guest}.*\\?`, "u"));
  };
  /** Presses yes twice at once: a hurried thumb. */
  const remove = async (guest: string): Promise<void> => {
    const question = await ask(guest);
    const [yes = ""] = question.buttons();
    await Promise.all([question.click(yes), question.click(yes)]);
    await question.becomes(new RegExp(`${guest} is deleted`, "u"), inAMinute);
    expect((await remains(town.department)).domains).not.toContain(`e235701-${guest}`);
  };

  test("a command that is brought twice makes one guest and one message, and two clicks delete it once", async () => {
    const before = hanako.messages().length;
    await create("twice");
    await mishaps.redeliver();
    const message = await hanako.sees(/VM twice is ready/u, inAMinute);
    await mishaps.redeliver();
    expect((await remains(town.department)).domains).toEqual(["e235701-twice"]);
    await remove("twice");
    expect(message.text()).toMatch(/twice is ready/u);
    expect(hanako.messages().filter((text) => /not work|already have|no VM/u.test(text))).toEqual([]);
    expect(hanako.messages().length - before).toBeLessThanOrEqual(3);
  }, 120_000);

  test("a message that is deleted meanwhile comes to its end in a new one", async () => {
    await create("gone");
    const message = await hanako.sees(/Creating VM gone/u);
    message.vanish();
    await hanako.sees(/VM gone is ready/u, inAMinute);
    expect(hanako.messages().filter((text) => /VM gone is ready/u.test(text))).toHaveLength(1);
    await remove("gone");
  }, 120_000);

  test("a platform that fails for some seconds and then asks for patience gets the end all the same, once", async () => {
    await create("patient");
    await hanako.sees(/Creating VM patient/u);
    await mishaps.fail(8_000);
    await hanako.sees(/VM patient is ready/u, inAMinute);
    expect(hanako.messages().filter((text) => /VM patient/u.test(text))).toHaveLength(1);
    await remove("patient");
  }, 120_000);

  test("a cut line changes nothing: the end is shown, and the next command is heard", async () => {
    await create("cut");
    await hanako.sees(/Creating VM cut/u);
    mishaps.cut();
    await hanako.sees(/VM cut is ready/u, inAMinute);
    await town.heard(surface.name);
    await remove("cut");
  }, 120_000);

  test("typed in a channel, the address is in the direct messages and nowhere in the channel", async () => {
    const before = hanako.messages().length;
    await create("private", "channel");
    const message = await hanako.sees(/VM private is ready/u, inAMinute);
    await hanako.sees(/The answer is in your direct messages/u);
    expect(message.text()).toMatch(/10\.213\./u);
    expect(hanako.channel().join("\n")).not.toMatch(/10\.213\.|private/u);
    expect(
      hanako
        .messages()
        .slice(before)
        .filter((text) => /10\.213\./u.test(text)),
    ).toHaveLength(1);
    await remove("private");
  }, 120_000);
});
