import { ButtonBuilder, ButtonStyle, EmbedBuilder } from "discord.js";
import { expect, it } from "vitest";
import { linksOf, mentionsOf, problemsOfMessage } from "../../fakes/discord/limits.ts";

const button = (id: string, more: object = {}) => ({ type: 2, style: 2, label: "Go", custom_id: id, ...more });
const row = (...components: unknown[]) => ({ type: 1, components });
const select = (more: object) => row({ type: 3, custom_id: "s", options: [{ label: "a", value: "a" }], ...more });
const options = (count: number) => Array.from({ length: count }, (_, at) => ({ label: `o${at}`, value: `${at}` }));
const x = (count: number) => "x".repeat(count);

it.each<[string, object, string]>([
  ["nothing at all", {}, "Cannot send an empty message"],
  ["2001 characters", { content: x(2001) }, "content: Must be 2000 or fewer"],
  ["11 embeds", { embeds: Array.from({ length: 11 }, () => ({ title: "a" })) }, "embeds: Must be 10"],
  ["a long title", { embeds: [{ title: x(257) }] }, "embeds.0.title: Must be 256"],
  ["a long description", { embeds: [{ description: x(4097) }] }, "embeds.0.description: Must be 4096"],
  [
    "6001 characters of embeds",
    { embeds: [{ description: x(4096) }, { description: x(1905) }] },
    "maximum size of 6000",
  ],
  [
    "a long field",
    { embeds: [{ fields: [{ name: x(257), value: x(1025) }] }] },
    "embeds.0.fields.0.value: Must be 1024",
  ],
  ["an empty field", { embeds: [{ fields: [{ name: "a", value: "" }] }] }, "value: Must be at least 1"],
  [
    "26 fields",
    { embeds: [{ fields: Array.from({ length: 26 }, () => ({ name: "a", value: "b" })) }] },
    "fields: Must be 25",
  ],
  ["a long footer", { embeds: [{ footer: { text: x(2049) } }] }, "footer.text: Must be 2048"],
  ["6 rows", { components: ["a", "b", "c", "d", "e", "f"].map((id) => row(button(id))) }, "components: Must be 5"],
  [
    "6 buttons in a row",
    { components: [row(...["a", "b", "c", "d", "e", "f"].map((id) => button(id)))] },
    "components.0.components: Must be 5",
  ],
  ["an empty row", { components: [row()] }, "components.0.components: Must be at least 1"],
  ["a button beside a menu", { components: [row(button("a"), ...select({}).components)] }, "maximum width"],
  ["a long custom_id", { components: [row(button(x(101)))] }, "custom_id: Must be 100"],
  [
    "a custom_id twice",
    { components: [row(button("a")), row(button("a"))] },
    "components.1.components.0.custom_id: Component custom id cannot be duplicated",
  ],
  ["a button without words", { components: [row(button("a", { label: "" }))] }, "label or an emoji"],
  ["a link button without address", { components: [row({ type: 2, style: 5, label: "a" })] }, "url: A url is required"],
  ["26 options", { components: [select({ options: options(26) })] }, "options: Must be 25"],
  ["an option twice", { components: [select({ options: [...options(1), ...options(1)] })] }, "already used"],
  ["a long placeholder", { components: [select({ placeholder: x(151) })] }, "placeholder: Must be 150"],
  ["a long nonce", { content: "a", nonce: x(26) }, "nonce"],
  ["ephemeral by the bot's token", { content: "a", flags: 64 }, "flags: Flags 64"],
  [
    "mentions both parsed and listed",
    { content: "a", allowed_mentions: { parse: ["users"], users: ["1"] } },
    "exclude each other",
  ],
  [
    "11 files",
    { files: Array.from({ length: 11 }, () => ({ name: "a", attachment: Buffer.from("a") })) },
    "files: Must be 10",
  ],
  [
    "a big file",
    { files: [{ name: "a", attachment: Buffer.alloc(10 * 1024 * 1024 + 1) }] },
    "files.0: File cannot be larger",
  ],
  [
    "content beside new components",
    { content: "a", flags: 32_768, components: [{ type: 10, content: "b" }] },
    "content is of no use",
  ],
  [
    "4001 characters of new components",
    {
      flags: 32_768,
      components: [
        { type: 10, content: x(2001) },
        { type: 10, content: x(2000) },
      ],
    },
    "4000",
  ],
  ["new components without their flag", { components: [{ type: 10, content: "b" }] }, "components.0.type"],
])("refuses a message of %s", (_, message, words) => {
  expect(problemsOfMessage(message).join("\n")).toContain(words);
});

it("takes a full message, also as discord.js's builders make it", () => {
  const rows = [0, 1, 2, 3, 4].map((at) => row(...[0, 1, 2, 3, 4].map((b) => button(`${at}${b}`))));
  expect(problemsOfMessage({ content: x(2000), embeds: [{ description: x(4096) }], components: rows })).toEqual([]);
  const built = new ButtonBuilder().setCustomId("a").setLabel("Go").setStyle(ButtonStyle.Danger);
  const embed = new EmbedBuilder().setTitle("t").setDescription("d");
  expect(problemsOfMessage({ embeds: [embed], components: [row(built)], allowedMentions: { parse: [] } })).toEqual([]);
  expect(problemsOfMessage({ flags: 64, content: "a" }, "interaction")).toEqual([]);
  const container = { type: 17, components: [{ type: 10, content: "b" }, row(button("a"))] };
  expect(problemsOfMessage({ flags: 32_768, components: [container] })).toEqual([]);
});

it("tells whom a message would notify", () => {
  const content = "<@1> <@!2> <@&3> @everyone `<@4> @here`";
  expect(mentionsOf({ content })).toEqual({ users: ["1", "2"], roles: ["3"], everyone: true });
  expect(mentionsOf({ content, allowed_mentions: { parse: [] } })).toEqual({ users: [], roles: [], everyone: false });
  expect(mentionsOf({ content, allowedMentions: { parse: ["roles"], users: ["2"] } })).toEqual({
    users: ["2"],
    roles: ["3"],
    everyone: false,
  });
  expect(mentionsOf({ embeds: [{ description: "@everyone" }] }).everyone).toBe(false);
  for (const content of ["``` ` @here", "\\`@here\\`", "\\@everyone", "```\n``` @here", "``` ```@here"]) {
    expect([content, mentionsOf({ content }).everyone]).toEqual([content, true]);
  }
});

it("tells what Discord would make clickable", () => {
  const content = "https://a.b [x](http://c.d) <https://e.f> `https://code.g` https\\://no.h discord.gg/abc <#12>";
  expect(linksOf({ content })).toEqual(["https://a.b", "http://c.d)", "https://e.f", "discord.gg/abc", "<#12>"]);
  expect(linksOf({ content: "あhttps://a.b _https://c.d \\`https://e.f\\`" })).toHaveLength(3);
  expect(linksOf({ content: "```\nhttps://a.b\n```" })).toEqual([]);
  expect(linksOf({ content: "```\nhttps://a.b\n``` https://c.d" })).toEqual(["https://c.d"]);
  expect(linksOf({ embeds: [{ url: "https://a.b", fields: [{ name: "n", value: "https://c.d" }] }] })).toEqual([
    "https://c.d",
    "https://a.b",
  ]);
});
