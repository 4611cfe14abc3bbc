import { describe, expect, test } from "vitest";
import { modalOf } from "../../../bot/discord/modal.ts";
import { discordCommands } from "../../../bot/discord/registration.ts";
import { manifestLimits, slackManifest } from "../../../bot/slack/manifest.ts";
import { createNaming } from "../../../bot/slack/prefix.ts";
import { formView } from "../../../bot/slack/render/modal.ts";
import type { Command, LocalCommand } from "../../../handlers/kit/definition.ts";
import { formFor } from "../../../handlers/kit/form.ts";
import { verbText } from "../../../handlers/kit/usage.ts";
import { commands } from "../../../handlers/registry.ts";
import { problemsOfCommands, problemsOfModal } from "../../fakes/discord/limits.ts";
import { problemsOfView } from "../../fakes/slack/limits.ts";
import { contextFor, people } from "../handlers/department.ts";

/** The longest prefix that the settings take. */
const prefix = "x".repeat(12);
/**
 * What a modal shows whole, in characters; renderers cut what is longer. Slack: title 24 (docs.slack.dev/reference/views),
 * Discord: five fields, a label's text 45 and description 100 (docs.discord.com/developers/components/reference).
 */
const whole = { title: 24, label: 45, hint: 100, requiredFields: 5 };
const admin = { ...people.professor, roles: ["admin"] } as const;

/** What of a verb's definition a platform cannot show, each with the platform and its limit. */
function misfits(command: Command): string[] {
  const problems = [
    ...problemsOfCommands(discordCommands([command], prefix)).map((each) => `Discord command: ${each}`),
    ...slackMisfits(command),
  ];
  const required = command.parameters.filter((parameter) => parameter.required).length;
  if (required > whole.requiredFields)
    problems.push(`Discord modal: ${required} required parameters, at most ${whole.requiredFields}`);
  for (const language of ["ja", "en"] as const) problems.push(...formMisfits(command, language));
  return problems.map((each) => `${verbText(command)}: ${each}`);
}

function slackMisfits(command: Command): string[] {
  const name = `/${prefix}${command.family}`;
  return name.length <= manifestLimits.command ? [] : [`Slack command: ${name} is over ${manifestLimits.command}`];
}

function formMisfits(command: Command, language: "ja" | "en"): string[] {
  const form = formFor(`${verbText(command)} --nothing-like-it`, contextFor({ person: admin, language }), [command]);
  if (form === undefined) return [];
  const long = (what: string, text: string, limit: number) =>
    text.length <= limit ? [] : [`modal: ${what} has ${text.length} characters, at most ${limit} are shown`];
  return [
    ...long("the title", form.title, whole.title),
    ...form.fields.flatMap(({ name, label, hint }) => [
      ...long(`the ${language} label of ${name}`, label, whole.label),
      ...long(`the ${language} text of ${name}`, hint, whole.hint),
    ]),
    ...problemsOfModal(modalOf("id", form)).map((each) => `Discord modal: ${each}`),
    ...problemsOfView(formView(form, "metadata")).map((each) => `Slack modal: ${each}`),
  ];
}

describe("on Slack and Discord", () => {
  const named = commands.map((command): [string, Command] => [verbText(command), command]);
  test.each(named)("%s can be shown whole", (_name, command) => {
    expect(misfits(command)).toEqual([]);
  });

  test("all commands together can be registered", () => {
    expect(problemsOfCommands(discordCommands(commands, prefix))).toEqual([]);
    const families = new Set(commands.map(({ family }) => family));
    expect(families.size).toBeLessThanOrEqual(manifestLimits.commands);
    expect(JSON.stringify(slackManifest(commands, { prefix }))).toContain(`/${prefix}vm`);
  });
});

describe("a name that Slack keeps for itself", () => {
  test("is another one in the manifest, in what is typed and in what is said, where there is no prefix", () => {
    const manifest = JSON.stringify(slackManifest(commands, { prefix: "" }));
    expect(manifest).toContain('"/shisa-me"');
    expect(manifest).not.toContain('"/me"');
    const naming = createNaming(commands, "");
    expect(naming.familyOf("/shisa-me")).toBe("me");
    expect(naming.familyOf("/vm")).toBe("vm");
    expect(naming.inText("/vm list, then /me.")).toBe("/vm list, then /shisa-me.");
    expect(naming.inText("/home/me /menu /vm/x")).toBe("/home/me /menu /vm/x");
  });

  test("needs no other name behind a prefix", () => {
    expect(JSON.stringify(slackManifest(commands, { prefix: "ie-" }))).toContain('"/ie-me"');
    const naming = createNaming(commands, "ie-");
    expect(naming.familyOf("/ie-me")).toBe("me");
    expect(naming.familyOf("/me")).toBeUndefined();
    expect(naming.inText("/me")).toBe("/ie-me");
  });
});

describe("a definition that is too much", () => {
  const text = { ja: "短い", en: "short" };
  const planted = (changes: Partial<LocalCommand>): LocalCommand => ({
    kind: "local",
    permission: "help",
    family: "vm",
    verb: "planted",
    summary: text,
    parameters: [],
    examples: ["/vm planted", "/vm planted"],
    answer: async () => ({ reply: { tone: "done", title: "", privacy: "private" } }),
    ...changes,
  });
  const word = (name: string, required: boolean) =>
    ({ name, kind: "word", place: "positional", required, text }) as const;

  test.each<[string, Partial<LocalCommand>, RegExp]>([
    ["a summary", { summary: { ja: "短い", en: "x".repeat(101) } }, /Discord command: .*description.*100/u],
    ["a Japanese summary", { summary: { ja: "あ".repeat(101), en: "x" } }, /Discord command: .*ja.*100/u],
    ["a verb's name", { verb: "v".repeat(33) }, /Discord command: .*name/u],
    ["a family's name", { family: "f".repeat(21) }, /Slack command: .*32/u],
    ["many parameters", { parameters: Array.from({ length: 26 }, (_, at) => word(`p${at}`, false)) }, /Discord.*25/u],
    ["many required ones", { parameters: Array.from({ length: 6 }, (_, at) => word(`p${at}`, true)) }, /at most 5/u],
    ["a title", { verb: "v".repeat(25) }, /the title has 29 characters, at most 24/u],
    [
      "a parameter's text",
      { parameters: [{ ...word("where", true), text: { ja: "あ".repeat(101), en: "x" } }] },
      /the ja text of where has 101 characters, at most 100/u,
    ],
  ])("for %s is named with its verb, platform and limit", (_what, changes, says) => {
    const found = misfits(planted({ parameters: [word("where", true)], ...changes }));
    expect(found.join("\n")).toMatch(says);
    expect(found[0]).toMatch(/^\/[vf]/u);
  });
});
