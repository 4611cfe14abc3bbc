import { describe, expect, it } from "vitest";
import { problemsOfView } from "../../fakes/slack/limits.ts";
import { type Block, input, line, mrkdwn, plain, times } from "./slack-blocks.ts";

const modal = (blocks: readonly Block[], more: Block = {}): Block => ({
  type: "modal",
  title: plain(24),
  submit: plain(24),
  close: plain(24),
  blocks,
  ...more,
});
const text = (more: Block): Block => ({ type: "plain_text_input", action_id: "t", ...more });
const viewPairs: readonly (readonly [string, Block, Block])[] = [
  ["a title", modal([]), modal([], { title: plain(25) })],
  ["plain text in the title", modal([]), modal([], { title: mrkdwn(5) })],
  ["the word that sends it", modal([]), modal([], { submit: plain(25) })],
  ["the word that closes it", modal([]), modal([], { close: plain(25) })],
  [
    "what the app keeps in it",
    modal([], { private_metadata: "m".repeat(3000) }),
    modal([], { private_metadata: "m".repeat(3001) }),
  ],
  ["a callback_id", modal([], { callback_id: "c".repeat(255) }), modal([], { callback_id: "c".repeat(256) })],
  ["blocks", modal(times(100, () => line(1))), modal(times(101, () => line(1)))],
  ["a label", modal([input(text({}), { label: plain(2000) })]), modal([input(text({}), { label: plain(2001) })])],
  [
    "a placeholder",
    modal([input(text({ placeholder: plain(150) }))]),
    modal([input(text({ placeholder: plain(151) }))]),
  ],
  ["lengths", modal([input(text({ min_length: 1, max_length: 3000 }))]), modal([input(text({ max_length: 3001 }))])],
  [
    "lengths that agree",
    modal([input(text({ min_length: 2, max_length: 2 }))]),
    modal([input(text({ min_length: 3, max_length: 2 }))]),
  ],
  [
    "what was typed before",
    modal([input(text({ max_length: 3, initial_value: "abc" }))]),
    modal([input(text({ max_length: 3, initial_value: "abcd" }))]),
  ],
  [
    "inputs with a way to send them",
    modal([input(text({}))]),
    { type: "modal", title: plain(5), blocks: [input(text({}))] },
  ],
  [
    "files",
    modal([input({ type: "file_input", max_files: 10 })]),
    modal([input({ type: "file_input", max_files: 11 })]),
  ],
  ["a home page", { type: "home", blocks: [line(3000)] }, { type: "home", blocks: [input({ type: "file_input" })] }],
];

describe("the limits of a view", () => {
  it.each(viewPairs)("take %s to the limit and not beyond", (_what, fits, exceeds) => {
    expect(problemsOfView(fits)).toEqual([]);
    expect(problemsOfView(exceeds)).not.toEqual([]);
  });
});
