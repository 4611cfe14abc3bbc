import { expect, test } from "vitest";
import { modalOf } from "../../bot/discord/modal.ts";
import { discordMessage } from "../../bot/discord/render/message.ts";
import { renderMessage } from "../../bot/slack/render/message.ts";
import { formView, homeView, toldView } from "../../bot/slack/render/modal.ts";
import type { Form, FormField } from "../../handlers/kit/form.ts";
import { linksOf, mentionsOf } from "../fakes/discord/limits.ts";
import { shown } from "../integration/slack/fake-desk.ts";

const nasty = [
  "@everyone @here <@1> <@&2> <#3> <!channel> <!subteam^S1> <@U0TEACHER> </vm:1>",
  "https://evil.example <https://evil.example|log in> [a](https://evil.example) discord.gg/x",
  "``` ` *b* _i_ ~s~ ||spoiler|| # h\n> quote\n-# small\n1. one",
  "\u202Etxt.exe\u2066 \0\u0007\uD800",
].join(" ");
const field = (kind: FormField["kind"], more: Partial<FormField> = {}): FormField => ({
  ...{ name: "name", label: nasty, hint: nasty, kind, required: true, initial: nasty, problem: nasty },
  ...more,
});
const form: Form = {
  ...{ command: "vm create", title: nasty, problem: nasty, send: nasty, cancel: nasty },
  fields: [
    field("text"),
    field("long"),
    field("choice", { choices: [nasty, "tiny"] }),
    field("check"),
    field("number"),
  ],
};
const all = shown(nasty, {
  ...{ text: [nasty], code: nasty, footer: nasty, file: { name: nasty, content: nasty } },
  ...{ fields: [{ label: nasty, value: nasty }], steps: [{ label: nasty, state: "doing" }] },
  ...{ list: [{ title: nasty, cells: [nasty] }], buttons: [{ id: "b", label: nasty }] },
});
/** What is drawn by Slack as something else than its letters. */
const drawn = /"type":"(?:mrkdwn|link|user|channel|broadcast|usergroup|emoji|image)"|"emoji":true/u;
/** What moves, hides or turns round what stands beside it, as it stands in JSON. */
const hidden = /\\u202e|\\u2066|\\u0000|\\u0007|\\ud800|[\u202E\u2066]/iu;

test("in a form, a home and a told modal on Slack every word is only its letters", () => {
  for (const view of [formView(form, "{}"), toldView(all), homeView([all, all])]) {
    const said = JSON.stringify(view).replaceAll(JSON.stringify(nasty), "");
    expect(said).not.toMatch(drawn);
    expect(said).not.toMatch(hidden);
  }
});

test("a file's name and a notification on Slack neither mention nor lead anywhere, nor leave their folder", () => {
  const { text, files } = renderMessage(all);
  expect(text).not.toMatch(/[<>]/u);
  expect(files.length).toBeGreaterThan(0);
  for (const { name } of files) expect(name).not.toMatch(/[/\\<>&\p{Cc}\p{Bidi_Control}]/u);
});

test("in a form on Discord what is drawn as Markdown neither mentions nor leads anywhere, and no label turns round", () => {
  const modal = modalOf("id", form);
  for (const part of modal.components) {
    if ("content" in part) {
      const content = part.content;
      expect(mentionsOf({ content, allowed_mentions: { parse: [] } })).toEqual({
        users: [],
        roles: [],
        everyone: false,
      });
      expect(linksOf({ content })).toEqual([]);
    }
    if ("label" in part) expect(`${part.label} ${part.description ?? ""}`).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  }
  expect(modal.title).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});

test("a file's name and a button's words on Discord are letters only, and stay in their folder", () => {
  const { files, body } = discordMessage(all);
  for (const { name } of files) expect(name).toMatch(/^[\p{L}\p{N}_-][\p{L}\p{N}._-]*$/u);
  for (const { components } of body.components)
    for (const button of components)
      expect("label" in button ? button.label : "").not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});
