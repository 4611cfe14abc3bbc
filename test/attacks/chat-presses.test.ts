import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Act } from "../../bot/chat/desk.ts";
import { arrivalOf, type ChatBench, chatBench, idOf, typeAt } from "./kit/chat.ts";
import { scriptedPlatform } from "./kit/scripted.ts";

const hanako = idOf("U1");
let bench: ChatBench;
let slack: ReturnType<typeof scriptedPlatform>;
beforeEach(() => {
  bench = chatBench();
  bench.link(hanako, "e235701");
  slack = scriptedPlatform();
  bench.desk.open(slack.surface);
});
afterEach(() => bench.stop());

const act = (id: string, identity = hanako): Act => ({ id, identity, place: { channel: "DU1", kind: "direct" } });
/** Presses and does what platforms do then; gives what became of it. */
async function press(id: string, identity = hanako): Promise<string> {
  const answer = bench.desk.pressed(act(id, identity), false);
  if (answer.kind === "told") return answer.shown.reply.title;
  if (answer.kind !== "line") return answer.kind;
  await bench.desk.receive(answer.arrival);
  bench.desk.run(answer.arrival);
  return answer.arrival.line;
}
/** Asks to delete a guest, and gives the id of the button that says yes. */
async function question(): Promise<string> {
  await typeAt(bench, arrivalOf(hanako, "/vm delete web"));
  await expect.poll(() => slack.button(/Delete|Yes/u)).not.toBe("");
  return slack.button(/Delete|Yes/u);
}
const deletions = () => bench.ran.filter(({ line }) => /--yes/u.test(line));

describe("a button", () => {
  test("does what it says for the one whom it was made for, so that all below is refused for its own reason", async () => {
    await press(await question());
    await expect.poll(deletions).toEqual([{ account: "e235701", line: expect.stringMatching(/^\/vm delete web/u) }]);
  });

  test("made while somebody was one account does nothing once they are linked to another", async () => {
    const yes = await question();
    bench.link(hanako, "e235702");
    expect(await press(yes)).toMatch(/too old/u);
    bench.restart();
    bench.desk.open(slack.surface);
    expect(await press(yes)).toMatch(/too old/u);
    expect(deletions()).toEqual([]);
    bench.link(hanako, "e235701");
    expect(await press(yes)).toMatch(/^\/vm delete web/u);
  });

  test("does nothing for somebody who is linked no more, and tells them nothing", async () => {
    const yes = await question();
    bench.link(hanako);
    await press(yes);
    await expect.poll(() => slack.titles().at(-1)).toMatch(/do not know yet who you are/u);
    expect(deletions()).toEqual([]);
  });

  test.each([
    ["another person of the same workspace", idOf("U2")],
    ["the same user id of another workspace", idOf("U1", "T2")],
    ["the same ids on another platform", idOf("U1", "T1", "discord")],
    ["ids that only look the same when they are put together", idOf("/U1", "T1")],
  ])("does nothing for %s, though they are linked to the same account", async (_, other) => {
    const yes = await question();
    bench.link(other, "e235701");
    expect(await press(yes, other)).toMatch(/for somebody else/u);
    expect(deletions()).toEqual([]);
  });

  test("pressed twenty times at once, and again after a restart, does its work once", async () => {
    const yes = await question();
    await Promise.all(Array.from({ length: 20 }, () => press(yes)));
    bench.restart();
    bench.desk.open(slack.surface);
    await press(yes);
    await expect.poll(deletions).toHaveLength(1);
  });
});

describe("a form", () => {
  const opened = () => {
    const answer = bench.desk.typed(arrivalOf(hanako, "/vm start"), true);
    if (answer.kind !== "form") throw new Error("no form was opened");
    return answer;
  };
  const fill = (id: string, identity = hanako) =>
    bench.desk.filled({ ...act(id, identity), filled: { name: "db" }, attachments: [] });

  test("shows the guests of whoever opened it, and of nobody else", () => {
    expect(JSON.stringify(opened().form)).toContain("db");
    expect(JSON.stringify(opened().form)).not.toContain("secret");
  });

  test("opened as one account is not taken as another, nor from anybody else", () => {
    const { id } = opened();
    bench.link(idOf("U2"), "e235702");
    expect(fill(id, idOf("U2"))).toMatchObject({ kind: "told" });
    bench.link(hanako, "e235702");
    expect(fill(id)).toMatchObject({ kind: "told" });
    bench.link(hanako, "e235701");
    expect(fill(id)).toMatchObject({ kind: "line", arrival: { account: "e235701" } });
  });

  test("is no button, and filled in twice it is one act", async () => {
    const { id } = opened();
    expect(await press(id)).toMatch(/too old/u);
    for (const answer of [fill(id), fill(id)]) {
      if (answer.kind !== "line") throw new Error("it was not taken");
      await bench.desk.receive(answer.arrival);
      bench.desk.run(answer.arrival);
    }
    await expect.poll(() => slack.titles()).toContain("Done for e235701: /vm start db");
    expect(bench.ran).toHaveLength(1);
  });
});

test("what was typed as one account is not done as another, when the link changes before it runs", async () => {
  const answer = bench.desk.typed(arrivalOf(hanako, "/vm delete web --yes"), false);
  if (answer.kind !== "line") throw new Error("it was not taken");
  await bench.desk.receive(answer.arrival);
  bench.restart();
  bench.link(hanako, "e235702");
  bench.desk.open(slack.surface);
  await expect.poll(() => slack.titles()).toEqual([expect.stringMatching(/linked to another account/u)]);
  expect(bench.ran).toEqual([]);
  expect(bench.audited).toContainEqual(expect.objectContaining({ why: "person.relinked" }));
});
