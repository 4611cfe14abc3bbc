import { describe, expect, test } from "vitest";
import { isSame } from "../../../../bot/discord/register.ts";
import { discordCommands } from "../../../../bot/discord/registration.ts";
import { commandNamed, subcommandOf } from "../../../../bot/discord/subcommands.ts";
import { type Command, localCommand, type Parameter } from "../../../../handlers/kit/definition.ts";
import { commands } from "../../../../handlers/registry.ts";
import { problemsOfCommands } from "../../../fakes/discord/limits.ts";

const text = { ja: "説明", en: "words" };
const parameter = (more: Partial<Parameter>): Parameter => ({
  name: "name",
  kind: "text",
  place: "option",
  required: false,
  text,
  ...more,
});
const command = (more: Partial<Command>): Command =>
  localCommand({
    kind: "local",
    permission: "help",
    family: "vm",
    verb: "x",
    summary: text,
    parameters: [],
    examples: ["/vm x", "/vm x"],
    answer: async () => ({ reply: { tone: "done", title: "", privacy: "private" } }),
    ...(more as object),
  });

describe("the registration", () => {
  test.each([
    "",
    "ie-",
    "a-long-prefix",
  ])("of every command is within Discord's limits with the prefix '%s'", (prefix) => {
    expect(problemsOfCommands(discordCommands(commands, prefix.slice(0, 12)))).toEqual([]);
  });

  test("that cannot be shown is found: too many verbs, too long a description, too many commands", () => {
    const verbs = Array.from({ length: 26 }, (_, at) => command({ verb: `verb-${at}` }));
    expect(problemsOfCommands(discordCommands(verbs, ""))).not.toEqual([]);
    const long = command({ summary: { ja: "長".repeat(101), en: "x" } });
    expect(problemsOfCommands(discordCommands([long], ""))).not.toEqual([]);
    const families = Array.from({ length: 101 }, (_, at) => command({ family: `family-${at}` }));
    expect(problemsOfCommands(discordCommands(families, ""))).not.toEqual([]);
  });

  test("gives each kind of parameter the type that Discord has for it, the required ones first", () => {
    const made = command({
      parameters: [
        parameter({ name: "cpu", kind: "integer", minimum: 1, maximum: 8 }),
        parameter({ name: "memory", kind: "size" }),
        parameter({ name: "force", kind: "flag" }),
        parameter({ name: "script", kind: "file" }),
        parameter({ name: "level", kind: "word", choices: ["low", "high"] }),
        parameter({ name: "guest", kind: "guest", place: "positional", required: true }),
      ],
    });
    const [sub] = discordCommands([made], "")[0]?.options ?? [];
    const options = sub !== undefined && "options" in sub ? sub.options : [];
    expect(options).toMatchObject([
      { name: "guest", type: 3, autocomplete: true, required: true },
      { name: "cpu", type: 4, min_value: 1, max_value: 8, required: false },
      { name: "memory", type: 3 },
      { name: "force", type: 5 },
      { name: "script", type: 11 },
      { name: "level", type: 3, choices: [{ value: "low" }, { value: "high" }] },
    ]);
  });

  test("is for servers and the bot's direct messages, for everybody to see, in both languages", () => {
    for (const each of discordCommands(commands, "ie-")) {
      expect(each).toMatchObject({ contexts: [0, 1], integration_types: [0], default_member_permissions: null });
      expect(each.name).toMatch(/^ie-[a-z]+$/u);
      expect(each.description_localizations?.ja).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
    }
  });
});

describe("a verb's name on Discord", () => {
  test("leads back to the verb, for every verb there is", () => {
    for (const each of commands) {
      const alone = commands.filter(({ family }) => family === each.family).every(({ verb }) => verb === "");
      expect(commandNamed(each.family, alone ? undefined : subcommandOf(each, commands), commands)).toBe(each);
    }
  });

  test("is another one for a family typed alone where 'show' is a verb", () => {
    const named = (family: string) => commands.find((each) => each.family === family && each.verb === "");
    expect(subcommandOf(named("me") ?? command({}), commands)).toBe("show");
    expect(subcommandOf(named("jobs") ?? command({}), commands)).toBe("list");
  });
});

describe("what is registered", () => {
  const wanted = discordCommands(commands, "");
  /** As Discord gives it back: with ids and defaults, without what is empty or false. */
  const given = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(given);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(
      ([, each]) => each !== false && !(Array.isArray(each) && each.length === 0),
    );
    return Object.fromEntries([
      ...entries.map(([name, each]) => [name, name === "description_localizations" ? each : given(each)]),
      ["name_localizations", null],
    ]);
  };
  const registered = wanted.map((each, at) => ({
    ...(given(each) as { name: string }),
    id: `${at}`,
    version: "1",
    nsfw: false,
    dm_permission: true,
  }));

  test("is the same in whatever order, with all that Discord adds", () => {
    expect(isSame(registered.toReversed(), wanted)).toBe(true);
  });

  test("is other when a word, an option, a bound or a translation changed", () => {
    expect(isSame(registered.slice(1), wanted)).toBe(false);
    expect(isSame(registered, discordCommands(commands, "ie-"))).toBe(false);
    const change = (from: string, to: string) =>
      isSame(JSON.parse(JSON.stringify(registered).replace(from, to)) as typeof registered, wanted);
    expect(change('"max_value":256', '"max_value":255')).toBe(false);
    expect(change("VM", "MV")).toBe(false);
    expect(change('"required":true', '"required":false')).toBe(false);
    expect(change('"autocomplete":true', '"autocomplete":false')).toBe(false);
  });
});
