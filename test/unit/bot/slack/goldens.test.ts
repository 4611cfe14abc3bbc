import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderMessage } from "../../../../bot/slack/render/message.ts";
import { formView } from "../../../../bot/slack/render/modal.ts";
import { formFor } from "../../../../handlers/kit/form.ts";
import { commands } from "../../../../handlers/registry.ts";
import { problemsOfMessage, problemsOfView } from "../../../fakes/slack/limits.ts";
import { contextFor, job } from "../../handlers/department.ts";
import { messages, shownOf } from "../chat/messages.ts";

const golden = (language: string, name: string): string =>
  join(import.meta.dirname, "goldens", language, `${name}.json`);
const json = (it: unknown): string => `${JSON.stringify(it, null, 2)}\n`;

describe.each(["ja", "en"] as const)("in %s", (language) => {
  const context = contextFor({ language, jobs: [job()] });

  test.each(Object.keys(messages))("the message %s looks as it did", async (name) => {
    const reply = await messages[name]?.(context);
    if (reply === undefined) throw new Error(`${name} says nothing`);
    const { blocks, text, files } = renderMessage(shownOf(reply));
    expect(problemsOfMessage({ blocks, text }, { edited: true })).toEqual([]);
    await expect(json({ text, blocks, files })).toMatchFileSnapshot(golden(language, name));
  });

  test.each([
    ["form-create", "/vm create"],
    ["form-create-wrong", "/vm create tniy 研究 --cpu four"],
  ])("the modal %s looks as it did", async (name, line) => {
    const form = formFor(line, context, commands);
    if (form === undefined) throw new Error(`${line} opens no form`);
    const view = formView(form, '{"id":"form-1"}');
    expect(problemsOfView(view)).toEqual([]);
    await expect(json(view)).toMatchFileSnapshot(golden(language, name));
  });
});
