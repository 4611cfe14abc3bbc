import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { modalOf } from "../../../../bot/discord/modal.ts";
import { discordMessage } from "../../../../bot/discord/render/message.ts";
import { formFor } from "../../../../handlers/kit/form.ts";
import type { Language } from "../../../../handlers/kit/reply.ts";
import { commands } from "../../../../handlers/registry.ts";
import { problemsOfMessage, problemsOfModal } from "../../../fakes/discord/limits.ts";
import { contextFor, job } from "../../handlers/department.ts";
import { messages, shownOf } from "./messages.ts";

const golden = (language: Language, name: string) => join(import.meta.dirname, "goldens", language, `${name}.json`);
const json = (it: unknown): string => `${JSON.stringify(it, null, 2)}\n`;

// Each file is a payload as Discord gets it. To take in a change: npx vitest run -u, then read the diff.
describe.each<Language>(["ja", "en"])("in %s", (language) => {
  test.each(Object.keys(messages))("the message %s is sent to Discord as it was agreed", async (name) => {
    const reply = await messages[name]?.(contextFor({ language, jobs: [job()] }));
    if (reply === undefined) throw new Error(`no message ${name}`);
    const { body, files } = discordMessage(shownOf(reply));
    expect(problemsOfMessage(body)).toEqual([]);
    expect(files).toEqual([]);
    await expect(json(body)).toMatchFileSnapshot(golden(language, name));
  });

  test("the form for /vm create is opened as it was agreed", async () => {
    const form = formFor("/vm create tiny Web! --memory 2X --note 研究用", contextFor({ language }), commands);
    if (form === undefined) throw new Error("there is no form");
    const modal = modalOf("form-1", form);
    expect(problemsOfModal(modal)).toEqual([]);
    await expect(json(modal)).toMatchFileSnapshot(golden(language, "form"));
  });
});
