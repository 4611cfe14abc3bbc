import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Shown } from "../../../../bot/chat/surface.ts";
import { fenced } from "../../../../bot/discord/render/markdown.ts";
import { discordMessage } from "../../../../bot/discord/render/message.ts";
import { outsideCode } from "../../../fakes/discord/limits/markdown.ts";
import { linksOf, mentionsOf, problemsOfMessage } from "../../../fakes/discord/limits.ts";
import { anyShown, hostile } from "./arbitrary.ts";

const shownOf = (reply: Partial<Shown["reply"]>): Shown => ({
  reply: { tone: "done", title: "t", privacy: "private", buttons: [], ...reply },
  final: true,
});
const nobody = { users: [], roles: [], everyone: false };
const contentOf = (reply: Partial<Shown["reply"]>): string => discordMessage(shownOf(reply)).body.content;

function expectHarmless(shown: Shown): void {
  const { body, files } = discordMessage(shown);
  const payload = { ...body, files: files.map(({ name, data }) => ({ name, data })) };
  for (const kind of ["create", "edit", "interaction", "interaction-edit"] as const)
    expect(problemsOfMessage(payload, kind)).toEqual([]);
  expect(body.content.trim()).not.toBe("");
  expect(body.attachments.map(({ filename }) => filename)).toEqual(files.map(({ name }) => name));
  expect(mentionsOf(payload)).toEqual(nobody);
  expect(linksOf(payload)).toEqual([]);
  expect(body.content).not.toMatch(/[\p{Cs}\p{Bidi_Control}]/u);
}

describe("a message", () => {
  test("is within Discord's limits, mentions nobody and links nowhere, whatever it says", () => {
    fc.assert(fc.property(anyShown, expectHarmless), { numRuns: 300 });
  }, 60_000);

  test.each(hostile)("says hostile text %# as text", (said) => {
    const list = [{ title: said, cells: [said, said] }];
    const steps = [{ label: said, state: "doing" as const }];
    expectHarmless(
      shownOf({
        title: said,
        text: [said],
        fields: [{ label: said, value: said }],
        list,
        steps,
        code: said,
        footer: said,
      }),
    );
  });

  test("holds no Markdown of anybody else's: outside code nothing but ours is left", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (said) => {
        // Ours: the bold title. Whatever else could mean something is behind a backslash.
        const rest = outsideCode(contentOf({ title: "t", text: [`x${said}`] })).replace("**t**", "");
        expect(rest).not.toMatch(/[*_~`|<>[\]@]|:\/\//u);
      }),
    );
  });

  test("shows code exactly, or gives it as a file", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", "\n", "\\", " ", "@"), maxLength: 100 }), (code) => {
        const { body, files } = discordMessage(shownOf({ code }));
        const file = files.find(({ name }) => name === "code.txt");
        if (code.trim() === "") return;
        if (file === undefined) expect(body.content).toContain(`\`\`\`\n${code.replace(/\n+$/u, "")}\n\`\`\``);
        else expect(String(file.data)).toBe(code);
      }),
    );
    expect(fenced("a\n```\nb")).toBeUndefined();
    expect(fenced("echo \u202Eabc")).toBeUndefined();
    expect(contentOf({ code: "ssh -J jump e235701@192.0.2.7" })).toContain("```\nssh -J jump e235701@192.0.2.7\n```");
  });

  test("that does not fit shows its head and is attached whole", () => {
    const text = Array.from({ length: 500 }, (_, at) => `paragraph ${at}`);
    const { body, files } = discordMessage(shownOf({ text, footer: "#12 · 3 s" }));
    expect(body.content).toContain("paragraph 0\n");
    expect(body.content).toContain("message.txt");
    expect(body.content).toMatch(/-# \\#12 · 3 s$/u);
    expect(files.map(({ name }) => name)).toEqual(["message.txt"]);
    expect(String(files[0]?.data)).toContain("paragraph 499");
    const log = "a line of a log\n".repeat(2_000);
    expect(String(discordMessage(shownOf({ code: log })).files.find(({ name }) => name === "code.txt")?.data)).toBe(
      log,
    );
  });

  test("keeps what is to be copied, however much is said before it", () => {
    const text = Array.from({ length: 500 }, (_, at) => `paragraph ${at}`);
    expect(contentOf({ text, code: "ssh web" })).toContain("```\nssh web\n```");
  });

  test("shows a list that fits a phone as a table, full-width characters counted as two", () => {
    const list = [
      { title: "web", cells: ["起動中", "10.0.0.1"] },
      { title: "database", cells: ["off", "10.0.0.2"] },
    ];
    expect(contentOf({ list })).toContain("```\nweb       起動中  10.0.0.1\ndatabase  off     10.0.0.2\n```");
    const wide = [{ title: "web", cells: ["研究用の仮想マシンです".repeat(3)] }];
    expect(contentOf({ list: wide })).toContain("- **web** · 研究用");
  });

  test("carries nothing in its buttons but their ids, five in a row", () => {
    const buttons = Array.from({ length: 7 }, (_, at) => ({
      id: `id-${at}`,
      label: `Button ${at}`,
      style: "danger" as const,
    }));
    const { components } = discordMessage(shownOf({ buttons })).body;
    expect(components.map((row) => row.components.length)).toEqual([5, 2]);
    expect(components[0]?.components[0]).toEqual({ type: 2, style: 4, custom_id: "id-0", label: "Button 0" });
  });

  test("edited to one without a file or buttons, loses them", () => {
    expect(discordMessage(shownOf({})).body).toMatchObject({ attachments: [], components: [], embeds: [] });
  });
});
