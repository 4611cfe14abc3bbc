import { type APIApplicationCommand, REST, Routes } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import { problemsOfCommands } from "../../fakes/discord/limits.ts";

let discord: FakeDiscord;
let rest: REST;
beforeEach(async () => {
  discord = await startFakeDiscord();
  rest = new REST({ api: discord.api, retries: 0 }).setToken(discord.token);
});
afterEach(() => discord.stop());

const text = { type: 3, name: "what", description: "What" };
const command = (name: string, options: unknown[] = []) => ({ name, description: "Does it", options });
const sub = (name: string, options: unknown[] = []) => ({ type: 1, ...command(name, options) });

it("keeps commands as Discord does: ids stay with names, defaults come, localisations only when asked for", async () => {
  const scope = Routes.applicationCommands(discord.application);
  const vm = { ...command("vm", [{ ...text, required: false }]), description_localizations: { ja: "仮想マシン" } };
  const [first] = (await rest.put(scope, { body: [vm] })) as APIApplicationCommand[];
  const again = (await rest.put(scope, { body: [vm, command("jobs")] })) as APIApplicationCommand[];
  expect(again.map(({ name }) => name)).toEqual(["vm", "jobs"]);
  expect(again[0]?.id).toBe(first?.id);
  expect(again[0]).toMatchObject({ type: 1, nsfw: false, default_member_permissions: null, options: [text] });
  expect(await rest.get(scope)).not.toHaveProperty("0.description_localizations");
  const query = new URLSearchParams({ with_localizations: "true" });
  expect(await rest.get(scope, { query })).toHaveProperty("0.description_localizations.ja", "仮想マシン");
  expect(discord.registrations.map(({ method, scope: where, names }) => [method, where, names])).toEqual([
    ["PUT", "global", ["vm"]],
    ["PUT", "global", ["vm", "jobs"]],
  ]);
});

it("offers a guild's commands in that guild alone, and global ones where they say", async () => {
  const guild = Routes.applicationGuildCommands(discord.application, discord.guild);
  await rest.put(guild, { body: [command("here")] });
  await rest.put(Routes.applicationCommands(discord.application), {
    body: [
      command("all"),
      { ...command("server"), contexts: [0] },
      { ...command("hidden"), default_member_permissions: "0" },
    ],
  });
  const hanako = discord.person();
  await expect(hanako.uses("here", {}, { in: "dm" })).rejects.toThrow("no command");
  await expect(hanako.uses("server", {}, { in: "dm" })).rejects.toThrow("no command");
  await expect(hanako.uses("hidden")).rejects.toThrow("no command");
  const sent = ["here", "server", "all"].map((name) => hanako.uses(name));
  discord.clock.advance(3001);
  expect(await Promise.all(sent)).toMatchObject([{ answer: "nothing" }, { answer: "nothing" }, { answer: "nothing" }]);
});

it("refuses what is beyond the limits of commands, and registers nothing", async () => {
  const many = Array.from({ length: 101 }, (_, at) => command(`c${at}`));
  const refused = rest.put(Routes.applicationCommands(discord.application), { body: many });
  await expect(refused).rejects.toMatchObject({ code: 50_035 });
  expect(discord.registrations).toEqual([]);
});

it.each([
  ["capitals", [command("Vm")], "0.name: Command name is invalid"],
  ["spaces", [command("v m")], "0.name: Command name is invalid"],
  ["a long name", [command("v".repeat(33))], "0.name: Must be 32 or fewer"],
  ["an empty description", [{ ...command("vm"), description: "" }], "0.description: Must be at least 1"],
  ["a long description", [{ ...command("vm"), description: "x".repeat(101) }], "0.description: Must be 100 or fewer"],
  ["an unknown locale", [{ ...command("vm"), name_localizations: { jp: "か" } }], "0.name_localizations.jp"],
  [
    "a long localised text",
    [{ ...command("vm"), description_localizations: { ja: "あ".repeat(101) } }],
    "ja: Must be 100",
  ],
  ["a command twice", [command("vm"), command("vm")], "1.name: Names must be unique"],
  [
    "26 options",
    [
      command(
        "vm",
        Array.from({ length: 26 }, (_, at) => ({ ...text, name: `o${at}` })),
      ),
    ],
    "0.options: Must be 25",
  ],
  ["an option twice", [command("vm", [text, text])], "0.options.1.name: Names must be unique"],
  [
    "required after optional",
    [command("vm", [text, { ...text, name: "b", required: true }])],
    "Required options must be",
  ],
  [
    "26 choices",
    [
      command("vm", [
        { ...text, choices: Array.from({ length: 26 }, (_, at) => ({ name: `n${at}`, value: `${at}` })) },
      ]),
    ],
    "choices: Must be 25",
  ],
  [
    "choices beside completion",
    [command("vm", [{ ...text, autocomplete: true, choices: [{ name: "a", value: "a" }] }])],
    "exclude each other",
  ],
  [
    "a choice of another type",
    [command("vm", [{ ...text, choices: [{ name: "a", value: 1 }] }])],
    "Not of its option's type",
  ],
  ["options beside subcommands", [command("vm", [sub("a"), text])], "mutually exclusive"],
  ["subcommands in subcommands", [command("vm", [sub("a", [sub("b")])])], "Nested too deep"],
  ["wrong things deep inside", [command("vm", [sub("a", [{ ...text, name: "B" }])])], "0.options.0.options.0.name"],
  [
    "more than 8000 characters",
    [
      command(
        "vm",
        Array.from({ length: 25 }, (_, at) =>
          sub(
            `s${at}`,
            Array.from({ length: 4 }, (_no, b) => ({ ...text, name: `o${b}`, description: "d".repeat(90) })),
          ),
        ),
      ),
    ],
    "exceeds maximum size",
  ],
])("refuses %s", (_, commands, words) => {
  expect(problemsOfCommands(commands).join("\n")).toContain(words);
});

it("takes 100 commands, 25 subcommands, groups, and Japanese names", () => {
  const group = { type: 2, ...command("group", [sub("a", [text]), sub("b")]) };
  const full = command("vm", [group, ...Array.from({ length: 24 }, (_, at) => sub(`s${at}`))]);
  const japanese = { ...command("機械"), name_localizations: { ja: "仮想-マシン_1" } };
  const rest99 = Array.from({ length: 98 }, (_, at) =>
    command(`c${at}`, [
      { ...text, required: true },
      { ...text, name: "b" },
    ]),
  );
  expect(problemsOfCommands([full, japanese, ...rest99])).toEqual([]);
});
