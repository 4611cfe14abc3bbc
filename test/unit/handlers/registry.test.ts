import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { incidentWords } from "../../../handlers/incident-words/index.ts";
import type { Command } from "../../../handlers/kit/definition.ts";
import { wordsOfFailures } from "../../../handlers/kit/failures.ts";
import { families } from "../../../handlers/kit/help.ts";
import { parseLine } from "../../../handlers/kit/line.ts";
import type { Phrase, Phrases } from "../../../handlers/kit/phrases.ts";
import { say } from "../../../handlers/kit/phrases.ts";
import { refusalWords } from "../../../handlers/kit/refusals.ts";
import type { Text } from "../../../handlers/kit/reply.ts";
import { verbText } from "../../../handlers/kit/usage.ts";
import { commandForAction, commands } from "../../../handlers/registry.ts";
import { decisionCodes } from "../../../policies/codes.ts";
import { isPermission, localPermissions } from "../../../policies/permissions.ts";
import { actions, findAction } from "../../../protocol/catalogue.ts";
import { contextFor, job, now, people, type } from "./department.ts";

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

function expectBoth(text: Text | undefined): void {
  expect(text?.ja).toMatch(japanese);
  expect(text?.en).toMatch(/[a-z]/i);
  expect(text?.en).not.toMatch(japanese);
}

/** For verbs that take a file. */
const { name } = people.hanako;
const rows = `account,identity,userid,email\n${name},slack:T0123456789/U9,U8,${name}@ie.example.ac.jp`;
const classFile = { name: "class.csv", content: new TextEncoder().encode(rows) };

const named = commands.map((command): [string, Command] => [verbText(command), command]);

describe.each(named)("%s", (_name, command) => {
  test("has its summary, its parameters and its family in both languages", () => {
    expectBoth(command.summary);
    expectBoth(families[command.family]);
    for (const { text } of command.parameters) expectBoth(text);
  });

  test("has a policy", () => {
    expect(isPermission(command.kind === "local" ? command.permission : command.action)).toBe(true);
  });

  const files = command.parameters.some(({ kind, required }) => kind === "file" && required) ? { file: classFile } : {};

  test("has at least two examples, each of which is understood as this verb and does something", async () => {
    expect(new Set(command.examples).size).toBeGreaterThanOrEqual(2);
    for (const example of command.examples) {
      const parsed = parseLine(example, commands, [], files);
      expect([command, undefined]).toContain(parsed.kind === "command" ? parsed.command : undefined);
      expect(parsed.kind).not.toBe("problem");
      const forAdmins =
        ["link", "audit", "approvals", "limit", "exam", "maintenance", "ceph"].includes(command.family) ||
        /^(?:frozen|template |image |assign|run$|check$)/.test(command.verb);
      const person = forAdmins ? people.admin : people.hanako;
      // What munge prints is of use in the chat that asked for it, and nowhere else.
      if (example.includes("MUNGE:")) continue;
      // In this department no host knows anybody: a class is read, and nobody of it is there.
      const isClass = command.verb === "class";
      const dispatched = await type(example, { person, jobs: [job()] }, false, commands, files);
      const { refusal } = dispatched.kind === "final" ? dispatched : {};
      if (isClass) expect(refusal?.code).toBe("link.class_empty");
      else expect(dispatched.kind === "final" ? dispatched.status : "done").toBe("done");
    }
  });

  test("takes its required words before its optional ones, and no option that every verb has", () => {
    const places = command.parameters.filter(({ place }) => place === "positional").map(({ required }) => required);
    expect(places).toEqual([...places].sort((a, b) => Number(b) - Number(a)));
    const names = command.parameters.map(({ name }) => name);
    expect(new Set([...names, "help", "yes", "y", "h"]).size).toBe(names.length + 4);
  });

  test("has a title and labels for its steps in both languages, if it becomes a job", () => {
    if (command.kind !== "action") return;
    expectBoth(command.working({ name: "web", grant: "" }));
    expect(Object.keys(command.steps)).toEqual(findAction(command.action)?.steps);
    for (const label of Object.values(command.steps)) expectBoth(label);
  });

  test("asks before it destroys", async () => {
    if (command.kind !== "action" || findAction(command.action)?.risk !== "destroy") return;
    expect(command.asks).toBe(true);
    const first = await type(command.examples[0]);
    // Where only the host knows what would be lost, it is asked first, by a job that changes nothing.
    const looks = first.kind === "job" && findAction(first.command.action)?.risk === "read";
    expect(first.kind === "confirm" || looks).toBe(true);
  });
});

describe("the registry", () => {
  test("holds no two verbs of one name", () => {
    const names = commands.map(verbText);
    expect(new Set(names).size).toBe(names.length);
  });

  test("has a verb for every action of the catalogue, and for every permission that is not an action", () => {
    // What the bot asks for by itself, when somebody links a chat or opens a terminal.
    const botsOwn: readonly string[] = ["link.prove", "session.open"];
    const without = actions.map(({ name }) => name).filter((name) => commandForAction(name) === undefined);
    expect(without).toEqual(botsOwn);
    const local = commands.flatMap((command) => (command.kind === "local" ? [command.permission] : []));
    expect([...local].sort()).toEqual([...localPermissions].sort());
  });

  test("has no file of a verb that is not in it", () => {
    const root = join(import.meta.dirname, "../../../handlers");
    const source = readFileSync(join(root, "registry.ts"), "utf8");
    const withWords = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".words.ts") && !file.endsWith("shared.words.ts"),
    );
    expect(withWords.length).toBe(commands.length);
    for (const file of withWords) expect(source).toContain(`./${file.replace(".words.ts", ".ts")}`);
  });
});

describe("the words for codes", () => {
  const everything = Object.fromEntries(
    ["use", "request", "limit", "free", "since", "minimum", "maximum", "running", "waiting", "length", "number"]
      .map((key): [string, string | number] => [key, key === "since" ? now - 60_000 : 2])
      .concat(["typed", "near", "name", "host", "hosts", "known", "choices", "suggestion"].map((key) => [key, "x"])),
  );
  const fallback: Phrase = { ja: () => ["?"], en: () => ["?"] };

  test.each(Object.keys(wordsOfFailures))("%s has words in both languages, whatever its numbers are", (code) => {
    for (const numbers of [{}, everything])
      for (const language of ["ja", "en"] as const) {
        const reader = contextFor({ language });
        const { title, text } = say(wordsOfFailures, code, fallback, numbers, reader);
        const all = [title, ...text].join("\n");
        expect(title).not.toBe("");
        expect(all).not.toMatch(/undefined|NaN|null|\[object/);
        expect(japanese.test(all)).toBe(language === "ja");
      }
  });

  test("cover every code that is refused or failed with anywhere in the tree", () => {
    const missing = codesInTree().filter(
      ({ kind, code }) =>
        !Object.hasOwn(kind === "refuse" ? refusalWords : all, code) && !Object.hasOwn(incidentWords, code),
    );
    expect(missing).toEqual([]);
    expect(decisionCodes.filter((code) => !Object.hasOwn(refusalWords, code))).toEqual([]);
  });
  const all: Phrases = wordsOfFailures;
});

/** Codes stand as strings in the first argument of refuse() and StepFailure(), or as a failure's `code`. */
function codesInTree(): readonly { kind: string; code: string; file: string }[] {
  const root = join(import.meta.dirname, "../../..");
  return ["bot", "executor", "handlers", "policies"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => {
        const source = readFileSync(join(root, room, file), "utf8");
        const calls = [...source.matchAll(/\b(refuse|StepFailure)\(([^,;]{0,200})/g)];
        const fields = [...source.matchAll(/\b(code): (.{0,100})/g)];
        return [...calls, ...fields].flatMap(([, kind = "", first = ""]) =>
          [...first.matchAll(/"([a-z]+(?:\.[a-z_]+)+)"/g)].map(([, code = ""]) => ({
            kind,
            code,
            file: join(room, file),
          })),
        );
      }),
  );
}
