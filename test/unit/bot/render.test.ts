import stringWidth from "string-width";
import { expect, test } from "vitest";
import { renderReply } from "../../../bot/terminal/render.ts";
import type { Reply } from "../../../handlers/kit/reply.ts";

const working = {
  ja: {
    tone: "working",
    title: "web を作っています",
    text: ["実行中"],
    steps: [
      { label: "アドレスを予約", state: "done" },
      { label: "ディスクを作成", state: "doing" },
      { label: "起動", state: "todo" },
    ],
    buttons: [{ label: "取り消す", line: "/jobs cancel 12" }],
    privacy: "private",
    footer: "#12 · 3秒",
  },
  en: {
    tone: "working",
    title: "Creating web",
    text: ["Running"],
    steps: [
      { label: "Reserve an address", state: "undone" },
      { label: "Make the disk", state: "failed" },
      { label: "Start", state: "todo" },
    ],
    buttons: [{ label: "Cancel", line: "/jobs cancel 12" }],
    privacy: "private",
    footer: "#12 · 3 s",
  },
} satisfies Record<string, Reply>;

const done = {
  ja: {
    tone: "done",
    title: "web が動いています",
    fields: [
      { label: "アドレス", value: "192.0.2.7" },
      { label: "IP", value: "学内から" },
    ],
    code: "ssh -J jump e235701@192.0.2.7",
    privacy: "private",
  },
  en: {
    tone: "done",
    title: "web is running",
    text: ["It can be reached from here.", "Two lines\nin one paragraph."],
    fields: [
      { label: "Address", value: "192.0.2.7" },
      { label: "Name", value: "e235701-web" },
    ],
    code: "ssh -J jump e235701@192.0.2.7",
    file: { name: "web.xml", content: "<domain>\n  <name/>\n</domain>\n" },
    privacy: "private",
    footer: "#12",
  },
} satisfies Record<string, Reply>;

const list = {
  ja: {
    tone: "information",
    title: "ゲスト",
    list: [
      { title: "web", cells: ["動作中", "192.0.2.7"] },
      { title: "データ", cells: ["停止", ""] },
    ],
    privacy: "private",
    footer: "12秒前",
  },
  en: {
    tone: "information",
    title: "Guests",
    list: [
      { title: "a-rather-long-name", cells: ["running", "192.0.2.7", "vm1"] },
      { title: "db", cells: ["off", "", "vm1"] },
    ],
    privacy: "private",
  },
} satisfies Record<string, Reply>;

for (const [name, both] of Object.entries({ working, done, list }))
  for (const language of ["ja", "en"] as const)
    test(`a reply of the kind ${name} looks as it should (${language})`, async () => {
      await expect(`${renderReply(both[language])}\n`).toMatchFileSnapshot(`goldens/${name}.${language}.txt`);
    });

test("columns line up by width, full-width characters counted as two", () => {
  const values = renderReply(done.ja)
    .split("\n")
    .filter((line) => /192|学内/u.test(line) && !line.includes("ssh"));
  const starts = values.map((line) => stringWidth(line.slice(0, line.search(/192|学内/u))));
  expect(new Set(starts).size).toBe(1);
});

test("a table is a table where it fits, and a list where it does not", () => {
  expect(renderReply(list.en, 80)).toContain("a-rather-long-name  running  192.0.2.7  vm1");
  expect(renderReply(list.en, 40)).not.toContain("running  192.0.2.7");
});

test("code stands exactly as it is on lines of its own", () => {
  expect(renderReply(done.en).split("\n")).toContain("ssh -J jump e235701@192.0.2.7");
});

test("nothing in a reply can move the cursor, set a title or turn the reading direction", () => {
  const nasty = "a\u001b[2J\u001b]0;owned\u0007b\r\u0008\u009bc\u202Egnp";
  const reply: Reply = {
    tone: "done",
    title: nasty,
    text: [nasty],
    fields: [{ label: nasty, value: nasty }],
    list: [{ title: nasty, cells: [nasty] }],
    code: nasty,
    steps: [{ label: nasty, state: "done" }],
    buttons: [{ label: nasty, line: nasty }],
    file: { name: nasty, content: nasty },
    privacy: "private",
    footer: nasty,
  };
  expect(renderReply(reply)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
});
