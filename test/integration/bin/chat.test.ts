import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ServerMessage } from "../../../bot/terminal/wire.ts";
import { type Pty, startInPty } from "../../support/pty.ts";
import { createFakeBot, type FakeBot, final, type Heard } from "./fake-bot.ts";
import { shisa, shisaEnvironment } from "./run-shisa.ts";

let bot: FakeBot;
let chat: Pty | undefined;
/** Sends an edit or an end of the newest command that was said. */
let send: (message: ServerMessage) => void;
const said = (): Extract<Heard, { type: "say" }>[] => bot.heard.filter((heard) => heard.type === "say");
const newest = (): Extract<Heard, { type: "say" }> => {
  const last = said().at(-1);
  if (last === undefined) throw new Error("nothing was said");
  return last;
};

beforeEach(async () => {
  bot = await createFakeBot();
  await bot.start((heard, connection) => {
    send = connection.send;
    if (heard.type === "complete") send({ type: "completions", id: heard.id, items: ["/vm start", "/vm stop"] });
    else if (heard.line.startsWith("/now")) send(final(heard.id, "done", `answered ${heard.line}`));
    else if (heard.line.startsWith("/drop") && !heard.confirmed) send(final(heard.id, "confirm", "Drop it all?"));
    else if (heard.line.startsWith("/drop")) send(final(heard.id, "done", "dropped"));
  });
});
afterEach(async () => {
  chat?.kill();
  await chat?.exited;
  await bot.remove();
});

async function open(columns = 60): Promise<Pty> {
  const argv = [process.execPath, shisa, "chat", "--as", "e235701"];
  chat = startInPty(argv, { env: shisaEnvironment(bot.dir, { NO_COLOR: "1", LANG: "C.UTF-8" }), columns });
  await chat.until("the prompt", (screen) => screen.endsWith("›"));
  return chat;
}

const working = (id: string, ...states: ("todo" | "doing" | "done")[]): ServerMessage => ({
  type: "message",
  id,
  final: false,
  reply: {
    tone: "working",
    title: "Making web",
    steps: states.map((state, index) => ({ label: `ディスクを用意する ${index}`, state })),
    buttons: [{ label: "Cancel", line: "/now cancel" }],
    privacy: "private",
  },
});

test("steps change in place below what was said, above what is being typed", async () => {
  const pty = await open();
  pty.type("/make web\r");
  await pty.until("the line said", () => said().length === 1);
  const { id } = newest();
  send(working(id, "doing", "todo"));
  await pty.until("the first step", (screen) => screen.includes("… ディスクを用意する 0"));
  pty.type("/now 1\r");
  await pty.until("another answer meanwhile", (screen) => screen.includes("answered /now 1"));
  pty.type("/now unfinis");
  await pty.until("what is typed", (screen) => screen.endsWith("› /now unfinis"));
  send(working(id, "done", "doing"));
  const during = await pty.until("the next step", (screen) => screen.includes("✓ ディスクを用意する 0"));
  expect(during.split("\n").slice(2)).toEqual([
    "› /make web",
    "› /now 1",
    "✓ answered /now 1",
    "… Making web",
    "  ✓ ディスクを用意する 0",
    "  … ディスクを用意する 1",
    "  [1] Cancel",
    "› /now unfinis",
  ]);
  send(final(id, "done", "web runs"));
  const after = await pty.until("the end", (screen) => screen.includes("web runs"));
  expect(after.split("\n").slice(-2)).toEqual(["✓ web runs", "› /now unfinis"]);
  expect(after).not.toContain("Making web");
});

test("a long line that wraps is redrawn where it stands", async () => {
  const pty = await open(30);
  pty.type("/make web\r");
  await pty.until("the line said", () => said().length === 1);
  pty.type("/now abcdefghijklmnopqrstuvwxyz あいうえおかきくけこ");
  await pty.until("the line", (screen) => screen.endsWith("きくけこ"));
  const { id } = newest();
  for (const state of ["todo", "doing", "done"] as const) send(working(id, state));
  const screen = await pty.until("the step", (shown) => shown.includes("✓ ディスクを用意する 0"));
  expect(screen.split("\n").slice(-5)).toEqual([
    "… Making web",
    "  ✓ ディスクを用意する 0",
    "  [1] Cancel",
    "› /now abcdefghijklmnopqrstuvw",
    "xyz あいうえおかきくけこ",
  ]);
});

test("a question is asked, no is the default, and yes says it again with consent under another id", async () => {
  const pty = await open();
  pty.type("/drop\r");
  await pty.until("the question", (screen) => screen.endsWith("Do it? [y/N]"));
  pty.type("\r");
  await pty.until("that nothing was done", (screen) => screen.includes("Nothing was done."));
  expect(said()).toHaveLength(1);
  pty.type("/drop\r");
  await pty.until("the question again", (screen) => screen.endsWith("Do it? [y/N]"));
  pty.type("y\r");
  await pty.until("the end", (screen) => screen.includes("✓ dropped"));
  expect(said().map(({ confirmed }) => confirmed)).toEqual([false, false, true]);
  expect(new Set(said().map(({ id }) => id)).size).toBe(3);
});

test("a button's number says its line", async () => {
  const pty = await open();
  pty.type("/make web\r");
  await pty.until("the line said", () => said().length === 1);
  send(working(newest().id, "doing"));
  await pty.until("the button", (screen) => screen.includes("[1] Cancel"));
  pty.type("1\r");
  await pty.until("its answer", (screen) => screen.includes("answered /now cancel"));
  pty.type("9\r");
  await pty.until("that there is no such button", (screen) => screen.includes("There is no button 9."));
});

test("Tab adds what is certain, then shows what there is to choose", async () => {
  const pty = await open();
  pty.type("/vm s\t");
  await pty.until("the shared part", (screen) => screen.endsWith("› /vm st"));
  pty.type("\t");
  const screen = await pty.until("the choices", (shown) => shown.includes("start  stop"));
  expect(screen.split("\n").at(-1)).toBe("› /vm st");
});

test("commands under way go on when the bot is started again", async () => {
  const pty = await open();
  pty.type("/make web\r");
  await pty.until("the line said", () => said().length === 1);
  await bot.stop();
  await pty.until("that the bot is away", (screen) => screen.includes("The bot is away"));
  await bot.start(({ id }, { send: answer }) => answer(final(id, "done", "web runs after all")));
  const screen = await pty.until("the end", (shown) => shown.includes("web runs after all"));
  expect(screen).toContain("The bot is back.");
  expect(new Set(said().map(({ id }) => id)).size).toBe(1);
});

test("Ctrl-C leaves the wait, twice leaves the chat", async () => {
  const pty = await open();
  pty.type("/make web\r");
  await pty.until("the line said", () => said().length === 1);
  send(working(newest().id, "doing"));
  await pty.until("the step", (screen) => screen.includes("Making web"));
  pty.type("\u0003");
  const left = await pty.until("that it goes on", (screen) => screen.includes("No longer waiting."));
  expect(left).not.toContain("Making web");
  pty.type("\u0003");
  expect(await pty.exited).toBe(0);
});

test("Ctrl-D leaves; the history is kept, closed to others, without answers and numbers", async () => {
  const pty = await open();
  pty.type("/drop\r");
  await pty.until("the question", (screen) => screen.endsWith("Do it? [y/N]"));
  pty.type("n\r");
  await pty.until("the prompt", (screen) => screen.endsWith("›"));
  pty.type("7\r/now 2\r");
  await pty.until("the answer", (screen) => screen.includes("answered /now 2"));
  pty.type("\u0004");
  expect(await pty.exited).toBe(0);
  const file = join(bot.dir, ".local/state/shisa/history");
  expect(readFileSync(file, "utf8")).toBe("/drop\n/now 2\n");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await open();
  again.type("\u001B[A");
  await again.until("the newest line of last time", (screen) => screen.endsWith("› /now 2"));
});

test("/language changes the chat's own words and what the bot is asked for", async () => {
  const pty = await open();
  pty.type("/now 1\r");
  await pty.until("the answer", (screen) => screen.includes("answered /now 1"));
  pty.type("/language ja\r");
  await pty.until("Japanese", (screen) => screen.includes("表示を日本語にしました。"));
  pty.type("/now 2\r");
  await pty.until("the answer", (screen) => screen.includes("answered /now 2"));
  expect(said().map(({ language }) => language)).toEqual([undefined, "ja"]);
});

test("without a terminal chat says what to use instead", async () => {
  const { runShisa } = await import("./run-shisa.ts");
  const { exitCode, stderr } = await runShisa(["chat", "--as", "e235701"], bot.dir);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("scripts use say");
});
