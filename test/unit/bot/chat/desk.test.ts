import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { createDesk } from "../../../../bot/chat/create-desk.ts";
import type { Posts } from "../../../../bot/chat/posts.ts";
import { openPresses } from "../../../../bot/chat/presses.ts";
import { createForms } from "../../../../bot/forms.ts";
import { openStore } from "../../../../bot/store/database.ts";
import { usualHandlers } from "../../../../bot/usual-handlers.ts";
import { contextFor, people } from "../../handlers/department.ts";
import { arrivalIn, hanako, taro } from "./surface.ts";

/** A desk over a database of its own; hanako and taro are linked. */
function desk() {
  const folder = mkdtempSync(join(tmpdir(), "shisa-desk-"));
  const store = openStore(folder);
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
  let at = 1_000_000;
  const added = new Set<string>();
  const written: unknown[] = [];
  const posts: Pick<Posts, "add" | "get" | "run" | "open"> = {
    add: async (arrival) => {
      written.push(arrival);
      return added.size < added.add(arrival.invocation).size;
    },
    get: (invocation) =>
      added.has(invocation) ? { arrival: arrivalIn("direct"), said: null, reference: null, done: true } : undefined,
    run: (arrival) => written.push(arrival),
    open: () => undefined,
  };
  const log = pino({ level: "silent" });
  const presses = openPresses(
    store,
    () => at,
    () => undefined,
  );
  const { directory: heard, jobs, preferences, audit: book, policies, timeZone } = contextFor();
  const directory = { ...heard, person: () => people.hanako };
  const now = () => at;
  const surroundings = { directory, jobs, preferences, audit: book, policies, timeZone, language: "en", now } as const;
  const made = createDesk({
    handlers: usualHandlers,
    forms: createForms(usualHandlers, surroundings),
    people: {
      find: ({ user }) =>
        user === "U1"
          ? { account: people.hanako.name, uid: 1 }
          : user === "U2"
            ? { account: "e235702", uid: 2 }
            : undefined,
      linkOf: () => undefined,
      identitiesOf: () => [],
      all: () => [],
      take: async () => false,
      onLinked: () => undefined,
    },
    posts: posts as Posts,
    presses,
    languageOf: (_, platform) => platform ?? "en",
    now,
    log,
  });
  const buttonFor = async (line: string, tone: "question" | "done" = "done") => {
    const reply = { tone, title: "t", privacy: "private", buttons: [{ label: "b", line }] } as const;
    const shown = await presses.shown({ reply, final: true }, "slack:0", {
      identity: hanako,
      account: people.hanako.name,
    });
    return shown.reply.buttons[0]?.id ?? "";
  };
  const act = (id: string, identity: typeof hanako | typeof taro = hanako) => ({
    identity,
    place: arrivalIn("direct").place,
    id,
  });
  return { ...made, buttonFor, act, written, later: (ms: number) => (at += ms) };
}

const titleOf = (answer: object): string => JSON.stringify(answer);

test("a line with all that it needs is taken as it is; one that lacks something opens its form", () => {
  const it = desk();
  expect(it.typed(arrivalIn("direct", { line: "/vm create tiny new" }), true)).toMatchObject({ kind: "line" });
  const open = it.typed(arrivalIn("direct", { line: "/vm create tiny" }), true);
  expect(open).toMatchObject({ kind: "form", form: { command: "vm create" } });
  expect(it.typed(arrivalIn("direct", { line: "/vm create tiny" }), false)).toMatchObject({ kind: "line" });
});

test("somebody whom nobody linked gets no form, which would tell what there is", () => {
  const stranger = { platform: "slack", workspace: "T1", user: "U9" } as const;
  const it = desk();
  expect(it.typed(arrivalIn("direct", { line: "/vm create", identity: stranger }), true).kind).toBe("line");
  expect(it.candidates({ identity: stranger }, "vm create", "template", "")).toEqual([]);
});

test("a filled form becomes one line, with what was typed before and not shown, and what was emptied left out", () => {
  const it = desk();
  const open = it.typed(arrivalIn("direct", { line: "/vm create tiny --cpu 2 --note abc" }), true);
  if (open.kind !== "form") throw new Error("no form was opened");
  const filling = { ...it.act(open.id), filled: { name: "new", note: "" }, attachments: [] };
  expect(it.filled(filling)).toMatchObject({
    kind: "line",
    arrival: { line: "/vm create tiny new --cpu 2", invocation: `slack:form:${open.id}` },
  });
});

test("what is not right yet is said by field, and the button opens the form again with it", () => {
  const it = desk();
  const open = it.typed(arrivalIn("direct", { line: "/vm create tiny" }), true);
  if (open.kind !== "form") throw new Error("no form was opened");
  const answer = it.filled({ ...it.act(open.id), filled: { name: "研究" }, attachments: [] });
  if (answer.kind !== "problems") throw new Error("nothing was wrong");
  expect(Object.keys(answer.problems)).toEqual(["name"]);
  const again = it.pressed(it.act(answer.again.id), true);
  expect(again).toMatchObject({ kind: "form" });
  expect(JSON.stringify(again)).toContain("研究");
});

test("only the one whom a button or a form was made for can use it", async () => {
  const it = desk();
  const button = await it.buttonFor("/vm delete web --yes");
  expect(titleOf(it.pressed(it.act(button, taro), true))).toContain("for somebody else");
  const open = it.typed(arrivalIn("direct", { line: "/vm create tiny" }), true);
  if (open.kind !== "form") throw new Error("no form was opened");
  const filling = { ...it.act(open.id, taro), filled: { name: "new" }, attachments: [] };
  expect(titleOf(it.filled(filling))).toContain("for somebody else");
});

test("an id that nobody made, or that is a form's, presses nothing", async () => {
  const it = desk();
  for (const id of ["", "nope", "__proto__", "x".repeat(60)])
    expect(titleOf(it.pressed(it.act(id), true))).toContain("too old");
  const button = await it.buttonFor("/vm list");
  expect(titleOf(it.filled({ ...it.act(button), filled: {}, attachments: [] }))).toContain("too old");
});

test("two clicks are one act; what asks a host is done once for ever, what only shows works again later", async () => {
  const it = desk();
  const press = async (id: string) => {
    const answer = it.pressed(it.act(id), true);
    if (answer.kind === "line") await it.receive(answer.arrival);
    return answer.kind;
  };
  const start = await it.buttonFor("/vm start db");
  expect([await press(start), await press(start)]).toEqual(["line", "told"]);
  const list = await it.buttonFor("/vm list");
  expect([await press(list), await press(list)]).toEqual(["line", "told"]);
  it.later(3_600_000);
  expect([await press(start), await press(list)]).toEqual(["told", "line"]);
});

test("the answer to a question takes its place; another button's answer does not", async () => {
  const it = desk();
  const on = { channel: "D1", message: "m1", audience: "direct" } as const;
  const yes = await it.buttonFor("/vm delete web --yes", "question");
  expect(it.pressed({ ...it.act(yes), on }, true)).toMatchObject({ arrival: { instead: on } });
  const list = await it.buttonFor("/vm list");
  expect(it.pressed({ ...it.act(list), on }, true)).not.toHaveProperty("arrival.instead");
});

const privateKey = "-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEAAAAABG5vbmU";
test.each([
  `/me key add ${privateKey}`,
  `/vm create ${privateKey}`,
  privateKey,
])("a private key that is typed is taken as a mark that stands for one: %.30s", async (line) => {
  const it = desk();
  const arrival = arrivalIn("direct", { line });
  for (const canForm of [true, false]) {
    const answer = it.typed(arrival, canForm);
    expect(answer).toMatchObject({ kind: "line", arrival: { line: "-----BEGIN PRIVATE KEY-----" } });
    expect(JSON.stringify(answer)).not.toContain("b3Blbn");
  }
  await it.receive(arrival);
  it.run(arrival);
  expect(JSON.stringify([...it.written])).not.toContain("b3Blbn");
});

test("a private key in a form is kept neither in a line nor behind a button that corrects it", () => {
  const it = desk();
  const open = it.typed(arrivalIn("direct", { line: "/me key add" }), true);
  if (open.kind !== "form") throw new Error("no form was opened");
  const wrong = [{ key: privateKey }, { key: `x\n${privateKey}` }];
  for (const filled of wrong) {
    const answer = it.filled({ ...it.act(open.id), filled, attachments: [] });
    expect(answer).toMatchObject({ kind: "line", arrival: { line: "-----BEGIN PRIVATE KEY-----" } });
    expect(JSON.stringify(answer)).not.toContain("b3Blbn");
  }
});

test("the button of a refusal for want of keys opens the form that takes one, pasted or as a file", async () => {
  const it = desk();
  const open = it.pressed(it.act(await it.buttonFor("/me key add")), true);
  if (open.kind !== "form") throw new Error("no form was opened");
  expect(open.form).toMatchObject({ title: "/me key add", fields: [{ kind: "text" }, { kind: "file" }] });
  const empty = it.filled({ ...it.act(open.id), filled: { key: "" }, attachments: [] });
  expect(empty).toMatchObject({ kind: "problems", problems: { key: expect.any(String) } });
  const attachment = { field: "file", name: "id.pub", url: "https://files.example/id.pub", size: 100 };
  expect(it.filled({ ...it.act(open.id), filled: { key: "" }, attachments: [attachment] })).toMatchObject({
    arrival: { line: "/me key add", attachments: [attachment] },
  });
});
