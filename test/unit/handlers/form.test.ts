import { describe, expect, test } from "vitest";
import { formFor } from "../../../handlers/kit/form.ts";
import { candidatesFor } from "../../../handlers/kit/form-candidates.ts";
import { lineOfForm, problemsOfForm } from "../../../handlers/kit/form-filled.ts";
import type { Language } from "../../../handlers/kit/reply.ts";
import { parameterLabels } from "../../../handlers/kit/words/parameters.ts";
import { commands } from "../../../handlers/registry.ts";
import { contextFor, host, job, people, type Setting, type } from "./department.ts";

const form = (line: string, setting: Setting = {}) => formFor(line, contextFor(setting), commands);
const field = (line: string, name: string, setting: Setting = {}) =>
  form(line, setting)?.fields.find((one) => one.name === name);
const problems = (command: string, filled: Record<string, string>, language: Language = "en") =>
  problemsOfForm(command, filled, contextFor({ language }), commands, []);

describe("a form", () => {
  test.each([
    "/vm create tiny web",
    "/vm list",
    "/vm",
    "/vm create --help",
    "/help",
    "",
    "/vm craete tiny",
    "/xyz",
    "\n",
  ])("is not made for %j: it is whole, asks for help, names no verb, or one that takes nothing", (line) => {
    expect(form(line)).toBeUndefined();
  });

  test("is not made for a verb that the person may not use", () => {
    expect(form("/vm create", { person: people.nobody })).toBeUndefined();
  });

  test("opened by the bare verb asks for everything and complains of nothing", () => {
    const made = form("/vm create");
    expect(made).toMatchObject({ command: "vm create", title: "/vm create", send: "Send" });
    expect(made?.fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([
      ["template", "choice", true],
      ["name", "text", true],
      ["cpu", "number", false],
      ["memory", "text", false],
      ["disk", "text", false],
      ["host", "choice", false],
      ["note", "text", false],
    ]);
    expect(JSON.stringify(made)).not.toContain("problem");
  });

  test("keeps everything that was typed, right or wrong, and says what is wrong at each field", () => {
    const made = form("/vm create tiny 研究 --cpu 0 --memory lots --note 'a b' --memry 2 extra");
    expect(made?.problem?.split("\n")).toEqual([
      "There is no option --memry. Did you mean --memory?",
      "2 is one word too many.",
      "extra is one word too many.",
    ]);
    const shown = Object.fromEntries(
      made?.fields.map(({ name, initial, problem }) => [name, [initial, problem]]) ?? [],
    );
    expect(shown).toMatchObject({
      template: ["tiny", undefined],
      name: ["研究", expect.stringContaining("研究 cannot be a name.")],
      cpu: ["0", "Number of CPUs is out of range. It can be 1 to 256; you typed 0."],
      memory: ["lots", "Memory must be a size. lots is not one. Type it like 2G or 512M."],
      disk: [undefined, undefined],
      note: ["a b", undefined],
    });
  });

  test("is in the person's language", () => {
    expect(field("/vm create tiny web --memory lots", "memory", { language: "ja" })).toMatchObject({
      label: "メモリ",
      problem: "「メモリ」は大きさで入力してください。「lots」は読み取れません。2G や 512M のように入力します。",
    });
  });

  test("names what is missing where something else was typed", () => {
    expect(field("/vm create tiny", "name")?.problem).toBe("Name is missing.");
    expect(field("/vm create tiny", "template")).toMatchObject({ initial: "tiny" });
  });

  test("offers the person's own guests, and plain text where they have none", () => {
    expect(field("/vm stop", "name")).toMatchObject({ kind: "choice", choices: ["db", "web"] });
    expect(field("/vm stop", "name", { hosts: [host("vm1", [])] })?.kind).toBe("text");
    expect(field("/vm stop", "name", { hosts: [] })).not.toHaveProperty("choices");
  });

  test("chooses nothing for a name that is not among the choices, and says so", () => {
    const guest = field("/vm stop wbe --fore", "name");
    expect(guest?.problem).toBe("You have no VM called wbe. Did you mean web? /vm list shows yours.");
    expect(guest).not.toHaveProperty("initial");
    expect(field("/vm create tiyn", "template")?.problem).toContain("Did you mean tiny?");
    expect(field("/vm create tiny --host vmm", "host")?.problem).toContain("no host vmm");
    expect(field("/jobs show 99 98", "number", { jobs: [job()] })?.problem).toContain("no job #99");
    expect(field("/me language fr", "language")?.problem).toContain("fr is no choice here");
  });

  test("chooses what was typed in another way of writing it", () => {
    expect(field("/vm create ＴＩＮＹ", "template")?.initial).toBe("tiny");
    expect(field("/me language 日本語 x", "language")?.initial).toBe("ja");
    expect(field("/vm stop --force", "force")).toMatchObject({ kind: "check", initial: "yes" });
  });

  test.each([
    "en",
    "ja",
  ] as const)("says what is wrong in 100 characters, as many as Discord shows (%s)", (language) => {
    const line = "/vm create tiyn kenkyuushitsu-研究室 --cpu 1000 --memory 2x --disk 0 --host vm9";
    const found = form(line, { language })?.fields.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
    expect(found).toHaveLength(6);
    for (const problem of found ?? []) expect(problem.length, problem).toBeLessThanOrEqual(98);
  });

  test("has a name for every parameter in both languages", () => {
    for (const { parameters } of commands)
      for (const { name } of parameters) expect(parameterLabels, name).toHaveProperty(name);
  });
});

describe("what was filled in", () => {
  test("becomes a line that says the same", async () => {
    const line = lineOfForm("vm create", { template: "tiny", name: "web2", memory: "2G", note: '研究 "用"' }, commands);
    expect(line).toBe('/vm create tiny web2 --memory 2G --note "研究 \\"用\\""');
    expect(await type(line ?? "")).toMatchObject({ kind: "job", input: { note: '研究 "用"', memoryMiB: 2048 } });
    expect(lineOfForm("vm stop", { name: "web", force: "yes" }, commands)).toBe("/vm stop web --force");
    expect(lineOfForm("me ", {}, commands)).toBe("/me");
    expect(lineOfForm("vm fly", {}, commands)).toBeUndefined();
  });

  test("is told all that is wrong with it at once, by field", () => {
    expect(problems("vm create", { name: "研究", cpu: "many", memory: "1", note: "a\nb" })).toEqual({
      template: "Template is missing.",
      name: expect.stringContaining("研究 cannot be a name."),
      cpu: "Number of CPUs must be a whole number. many is not a number.",
      note: expect.stringContaining("Note holds a character that cannot be used."),
    });
    expect(problems("vm create", { template: "tiny", name: "web2" })).toEqual({});
    expect(problems("vm fly", {})).toEqual({});
  });

  test("may not leave out a word before another, which would be taken for it", () => {
    expect(problems("help ", { verb: "create" })).toEqual({ command: "Command is missing." });
    expect(problems("help ", {}, "ja")).toEqual({});
  });
});

describe("what could stand for a parameter", () => {
  const candidates = (command: string, parameter: string, typed: string, setting: Setting = {}) =>
    candidatesFor(command, parameter, typed, contextFor(setting), commands);

  test("is what begins with what was typed, then what holds it, else what is like it", () => {
    expect(candidates("vm show", "name", "")).toEqual(["db", "web"]);
    expect(candidates("vm show", "name", "W")).toEqual(["web"]);
    expect(candidates("vm show", "name", "eb")).toEqual(["web"]);
    expect(candidates("vm show", "name", "wbe")).toEqual(["web"]);
    expect(candidates("me language", "language", "日")).toEqual(["ja"]);
    expect(candidates("jobs show", "number", "#4", { jobs: [job()] })).toEqual(["42"]);
    expect(candidates("help ", "command", "j")).toEqual(["jobs"]);
  });

  test("is nothing where nothing is known, or the person may know nothing", () => {
    expect(candidates("vm create", "name", "w")).toEqual([]);
    expect(candidates("vm show", "nothing", "")).toEqual([]);
    expect(candidates("vm fly", "name", "")).toEqual([]);
    expect(candidates("vm create", "template", "", { person: people.nobody })).toEqual([]);
  });
});
