import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Shown } from "../../../../bot/chat/surface.ts";
import { clipped, jsonLength } from "../../../../bot/slack/render/characters.ts";
import { renderMessage } from "../../../../bot/slack/render/message.ts";
import { formView, homeView, toldView } from "../../../../bot/slack/render/modal.ts";
import { tableOf } from "../../../../bot/slack/render/table.ts";
import type { FormField } from "../../../../handlers/kit/form.ts";
import { problemsOfMessage, problemsOfView } from "../../../fakes/slack/limits.ts";
import { anyForm, anyShown, hostile } from "./arbitrary.ts";

const shownOf = (reply: Partial<Shown["reply"]>): Shown => ({
  reply: { tone: "done", title: "t", privacy: "private", buttons: [], ...reply },
  final: true,
});
/** Every text that Slack would read as more than itself. */
const marked = (it: unknown): string[] => {
  if (Array.isArray(it)) return it.flatMap(marked);
  if (typeof it !== "object" || it === null) return [];
  const { type, ...rest } = it as Record<string, unknown>;
  return [
    ...(["mrkdwn", "link", "user", "channel", "usergroup", "broadcast"].includes(String(type)) ? [String(type)] : []),
    ...Object.values(rest).flatMap(marked),
  ];
};

describe("a message", () => {
  test("is within Slack's limits, whatever it says, also when it is edited", () => {
    fc.assert(
      fc.property(anyShown, (shown) => {
        const { blocks, text } = renderMessage(shown);
        expect(problemsOfMessage({ blocks, text }, { edited: true })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test("mentions, links and formats nothing, whatever it says", () => {
    fc.assert(
      fc.property(anyShown, (shown) => {
        const { blocks, text } = renderMessage(shown);
        expect(marked(blocks)).toEqual([]);
        expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/u);
        expect(JSON.stringify(blocks)).not.toMatch(/[\p{Bidi_Control}\p{Surrogate}]/u);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test("that does not fit is attached whole", () => {
    const code = "a line of a log\n".repeat(2_000);
    const files = renderMessage(shownOf({ code })).files;
    expect(files.find(({ name }) => name === "code.txt")?.content).toBe(code);
    const text = Array.from({ length: 500 }, (_, at) => `paragraph ${at}`);
    const whole = renderMessage(shownOf({ text })).files;
    expect(whole.map(({ name }) => name)).toEqual(["answer.txt"]);
    expect(whole[0]?.content).toContain("paragraph 499");
  });

  test("shows a file's beginning, and the whole of a short one without attaching it", () => {
    const log = Array.from({ length: 100 }, (_, at) => `line ${at}`).join("\n");
    const { blocks, files } = renderMessage(shownOf({ file: { name: "job.log", content: log } }));
    expect(JSON.stringify(blocks)).toContain("line 0");
    expect(JSON.stringify(blocks)).not.toContain("line 99");
    expect(files).toEqual([{ name: "job.log", content: log }]);
    expect(renderMessage(shownOf({ file: { name: "job.log", content: "all of it\n" } })).files).toEqual([]);
  });

  test("attaches what is to be copied where it cannot be shown as it is", () => {
    const code = "echo \u202Eabc\u0007";
    expect(renderMessage(shownOf({ code })).files).toEqual([{ name: "code.txt", content: code }]);
    expect(renderMessage(shownOf({ code: "ssh a@b" })).files).toEqual([]);
  });

  test.each(hostile)("says hostile text %# as text", (said) => {
    const { blocks, text } = renderMessage(shownOf({ title: said, text: [said], code: said, footer: said }));
    expect(problemsOfMessage({ blocks, text }, { edited: true })).toEqual([]);
    expect(text).not.toMatch(/<[!@#h]/u);
  });

  test("shows a list that fits a phone as a table, and another as a list", () => {
    const small = renderMessage(shownOf({ list: [{ title: "web", cells: ["起動中", "10.0.0.1"] }] }));
    expect(JSON.stringify(small.blocks)).toContain("rich_text_preformatted");
    const wide = renderMessage(shownOf({ list: [{ title: "web", cells: ["研究用の仮想マシンです".repeat(3)] }] }));
    expect(JSON.stringify(wide.blocks)).toContain("rich_text_list");
  });
});

test("a table counts full-width characters as two columns", () => {
  expect(
    tableOf([
      ["web", "起動中", "x"],
      ["database", "off", "y"],
    ]),
  ).toBe("web       起動中  x\ndatabase  off     y");
  expect(tableOf([["あ".repeat(19), "b"]])).toBeUndefined();
  expect(tableOf([["あ".repeat(18), "b"]])).toBeDefined();
});

test("a clipped text is as long as it may be, and no character is cut", () => {
  expect(clipped("abc", 3)).toBe("abc");
  expect(clipped("abcd", 3)).toBe("ab…");
  expect(clipped('"""', 5)).toBe('""…');
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 50 }), (text, limit) => {
      expect(jsonLength(clipped(text, limit))).toBeLessThanOrEqual(Math.max(limit, 1));
      expect(clipped(text, limit)).not.toMatch(/\p{Surrogate}/u);
    }),
  );
});

describe("a view", () => {
  test("of a form is within Slack's limits, whatever the form holds", () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const view = formView(form, "{}");
        expect(problemsOfView(view)).toEqual([]);
        expect(marked(view)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test("of a home, or of something told, is too", () => {
    fc.assert(
      fc.property(fc.array(anyShown, { maxLength: 25 }), (all) => {
        expect(problemsOfView(homeView(all))).toEqual([]);
        for (const each of all.slice(0, 1)) expect(problemsOfView(toldView(each))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test("holds what was typed, in the kind of input that can hold it", () => {
    const field = { name: "f", label: "L", hint: "", required: true } as const;
    const elementFor = (more: Pick<FormField, "kind"> & Partial<FormField>) => {
      const form = {
        command: "vm create",
        title: "/vm create",
        fields: [{ ...field, ...more }],
        send: "s",
        cancel: "c",
      };
      const block = formView(form, "{}").blocks[0];
      return block !== undefined && "element" in block ? block.element : undefined;
    };
    expect(elementFor({ kind: "number", initial: "4" })).toMatchObject({ type: "number_input", initial_value: "4" });
    expect(elementFor({ kind: "number", initial: "four" })).toMatchObject({
      type: "plain_text_input",
      initial_value: "four",
    });
    expect(elementFor({ kind: "choice", choices: ["a", "b"], initial: "b" })).toMatchObject({
      type: "static_select",
      initial_option: { value: "b" },
    });
    expect(elementFor({ kind: "choice", choices: Array.from({ length: 101 }, (_, at) => `c${at}`) })).toMatchObject({
      type: "plain_text_input",
    });
    expect(elementFor({ kind: "check", initial: "yes" })).toMatchObject({
      type: "checkboxes",
      initial_options: [{ value: "yes" }],
    });
    expect(elementFor({ kind: "file" })).toMatchObject({ type: "file_input", max_files: 1 });
    expect(elementFor({ kind: "long", initial: "a\nb" })).toMatchObject({ multiline: true, initial_value: "a\nb" });
  });
});
