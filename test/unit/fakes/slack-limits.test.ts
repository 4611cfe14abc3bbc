import { describe, expect, it } from "vitest";
import { problemsOfMessage } from "../../fakes/slack/limits.ts";
import { markupIn } from "../../fakes/slack/mentions.ts";
import {
  actions,
  type Block,
  button,
  leaf,
  line,
  mrkdwn,
  option,
  plain,
  rich,
  section,
  select,
  times,
} from "./slack-blocks.ts";

/** Each pair: what just fits, and what is too much by one. */
const blockPairs: readonly (readonly [string, readonly Block[], readonly Block[]])[] = [
  ["blocks", times(50, () => ({ type: "divider" })), times(51, () => ({ type: "divider" }))],
  ["a section's text", [line(3000)], [line(3001)]],
  [
    "a section's fields",
    [{ type: "section", fields: times(6, () => mrkdwn(2000)) }],
    [{ type: "section", fields: [mrkdwn(2001)] }],
  ],
  [
    "the number of fields",
    [{ type: "section", fields: times(10, () => plain(1)) }],
    [{ type: "section", fields: times(11, () => plain(1)) }],
  ],
  ["a header", [{ type: "header", text: plain(150) }], [{ type: "header", text: plain(151) }]],
  ["plain text in a header", [{ type: "header", text: plain(1) }], [{ type: "header", text: mrkdwn(1) }]],
  ["a button's text", [actions(button({ text: plain(75) }))], [actions(button({ text: plain(76) }))]],
  ["plain text on a button", [actions(button())], [actions(button({ text: mrkdwn(5) }))]],
  ["a button's value", [actions(button({ value: "v".repeat(2000) }))], [actions(button({ value: "v".repeat(2001) }))]],
  [
    "an action_id",
    [actions(button({ action_id: "i".repeat(255) }))],
    [actions(button({ action_id: "i".repeat(256) }))],
  ],
  ["a block_id", [{ ...line(1), block_id: "i".repeat(255) }], [{ ...line(1), block_id: "i".repeat(256) }]],
  [
    "block_ids that differ",
    [
      { ...line(1), block_id: "a" },
      { ...line(1), block_id: "b" },
    ],
    times(2, () => ({ ...line(1), block_id: "a" })),
  ],
  ["action_ids that differ", [actions(button(), button({ action_id: "b" }))], [actions(button(), button())]],
  [
    "buttons in a row",
    [actions(...times(25, (at) => button({ action_id: `${at}` })))],
    [actions(...times(26, (at) => button({ action_id: `${at}` })))],
  ],
  [
    "context",
    [{ type: "context", elements: times(10, () => plain(9)) }],
    [{ type: "context", elements: times(11, () => plain(9)) }],
  ],
  [
    "options",
    [actions(select({ options: times(100, (at) => option(5, `${at}`)) }))],
    [actions(select({ options: times(101, (at) => option(5, `${at}`)) }))],
  ],
  ["some options", [actions(select({ options: [option(75, "v".repeat(150))] }))], [actions(select({ options: [] }))]],
  [
    "an option's text",
    [actions(select({ options: [option(75, "v")] }))],
    [actions(select({ options: [option(76, "v")] }))],
  ],
  [
    "an option's value",
    [actions(select({ options: [option(1, "v".repeat(150))] }))],
    [actions(select({ options: [option(1, "v".repeat(151))] }))],
  ],
  [
    "an initial option that is offered",
    [actions(select({ options: [option(1, "a")], initial_option: option(1, "a") }))],
    [actions(select({ options: [option(1, "a")], initial_option: option(2, "a") }))],
  ],
  ["rich text with words", [rich(section(leaf("a")))], [rich(section(leaf("")))]],
  [
    "known styles",
    [rich(section(leaf("a", { style: { code: true } })))],
    [rich(section(leaf("a", { style: { red: true } })))],
  ],
  ["known parts of rich text", [rich({ type: "rich_text_preformatted", elements: [leaf("a")] })], [rich(leaf("a"))]],
  ["known kinds of blocks", [{ type: "divider" }], [{ type: "banner" }]],
  ["all characters of blocks", times(4, () => line(3000)), times(5, () => line(2600))],
];

describe("the limits of a message", () => {
  it.each(blockPairs)("take %s to the limit and not beyond", (_what, fits, exceeds) => {
    expect(problemsOfMessage({ text: "t", blocks: fits })).toEqual([]);
    expect(problemsOfMessage({ text: "t", blocks: exceeds })).not.toEqual([]);
  });

  it("bound the text, more closely where it is to be edited, and ask for something at all", () => {
    expect(problemsOfMessage({ text: "x".repeat(40_000) })).toEqual([]);
    expect(problemsOfMessage({ text: "x".repeat(40_001) })).toHaveLength(1);
    expect(problemsOfMessage({ text: "x".repeat(4001) }, { edited: true })).toHaveLength(1);
    expect(problemsOfMessage({})).toEqual(["no_text"]);
  });
});

describe("what would call somebody or be a link", () => {
  it("is found in the text, in mrkdwn and in rich text, and nowhere else", () => {
    const harmless = [
      rich(section(leaf("<!channel> https://x.example @everyone"))),
      { type: "section", text: { type: "plain_text", text: "<@U1>" } },
    ];
    expect(markupIn({ text: "&lt;!channel&gt; @everyone", blocks: harmless })).toEqual([]);
    const calls = [rich(section({ type: "broadcast", range: "here" }, { type: "link", url: "https://x.example" }))];
    expect(markupIn({ text: "<!here>", blocks: calls })).toHaveLength(3);
    expect(
      markupIn({
        text: "",
        blocks: [{ type: "section", text: { type: "mrkdwn", text: "see https://x.example <@U1>" } }],
      }),
    ).toHaveLength(2);
  });
});
