import { expect, test } from "vitest";
import { complete } from "../../../handlers/kit/complete.ts";
import type { FileValue, Values } from "../../../handlers/kit/definition.ts";
import { localCommand } from "../../../handlers/kit/definition.ts";
import { dispatch } from "../../../handlers/kit/dispatch.ts";
import { formFor } from "../../../handlers/kit/form.ts";
import { lineOfForm, problemsOfForm } from "../../../handlers/kit/form-filled.ts";
import { helpReply } from "../../../handlers/kit/help.ts";
import type { Language } from "../../../handlers/kit/reply.ts";
import { commands } from "../../../handlers/registry.ts";
import { contextFor } from "./department.ts";
import { plain } from "./plain.ts";

const seen: Values[] = [];
const text = { ja: "実行するもの", en: "what to run" };
const run = localCommand({
  kind: "local",
  permission: "help",
  family: "vm",
  verb: "run",
  summary: text,
  parameters: [
    { name: "where", kind: "guest", place: "positional", required: true, text },
    { name: "script", kind: "file", place: "option", required: true, text },
    { name: "data", kind: "file", place: "option", required: false, text },
  ],
  examples: ["/vm run web", "/vm run db"],
  answer: async (values) => {
    seen.push(values);
    return { reply: { tone: "done", title: "ran", privacy: "private" } };
  },
});
const registry = [...commands, run];
const script: FileValue = { name: "run.sh", content: new Uint8Array([35, 33]) };

const say = (line: string, files: Record<string, FileValue> = {}, language: Language = "en") =>
  dispatch({ line, confirmed: false, files }, contextFor({ language }), registry);

test("an attached file is a value like others; a file that no parameter takes is left alone", async () => {
  expect(await say("/vm run web", { script, where: script, other: script })).toMatchObject({ status: "done" });
  expect(seen.at(-1)).toEqual({ where: "web", script });
});

test.each([
  "en",
  "ja",
] as const)("a required file that is missing is refused with how to attach it (%s)", async (language) => {
  const answer = await say("/vm run web", {}, language);
  expect(answer).toMatchObject({ kind: "final", status: "usage", refusal: { code: "value.file" } });
  expect(answer.kind === "final" ? plain(answer.reply) : "").toMatch(/Slack.*Discord.*(terminal|ターミナル)/u);
});

test("a file cannot be typed", async () => {
  expect(await say("/vm run web --script run.sh")).toMatchObject({ refusal: { code: "value.file" } });
});

test("help and usage show it, completion does not", () => {
  const help = plain(helpReply(["vm", "run"], contextFor(), registry));
  expect(help).toContain("/vm run WHERE SCRIPT(file) [DATA(file)]");
  expect(help).toContain("SCRIPT(file) | what to run (required) (an attached file)");
  expect(complete("/vm run web ", contextFor(), registry)).toEqual([]);
  expect(complete("/vm run web --", contextFor(), registry)).toEqual([]);
});

test("a form asks for it, complains where it is missing, and does not where it came along", () => {
  const context = contextFor();
  const form = formFor("/vm run web", context, registry);
  expect(form?.fields[1]).toMatchObject({ name: "script", kind: "file", required: true });
  expect(form?.fields[1]?.problem).toContain("attach it");
  expect(formFor("/vm run web", context, registry, ["script"])).toBeUndefined();
  const filled = { where: "web", script: "run.sh" };
  expect(lineOfForm("vm run", filled, registry)).toBe("/vm run web");
  expect(problemsOfForm("vm run", filled, context, registry, ["script"])).toEqual({});
  expect(Object.keys(problemsOfForm("vm run", filled, context, registry, []))).toEqual(["script"]);
});
