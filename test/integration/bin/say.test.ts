import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeBot, type FakeBot, final, type Script } from "./fake-bot.ts";
import { runShisa } from "./run-shisa.ts";

let bot: FakeBot;
beforeEach(async () => {
  bot = await createFakeBot();
});
afterEach(() => bot.remove());

const say = (...args: string[]) => runShisa(["say", "--as", "e235701", ...args], bot.dir);
const answering =
  (status: Parameters<typeof final>[1]): Script =>
  (heard, { send }) =>
    send(final(heard.id, status, `it ended ${status}`));

describe("say tells by its exit code how a command ended", () => {
  test.each([
    ["done", 0],
    ["failed", 1],
    ["cancelled", 1],
    ["not_run", 1],
    ["usage", 2],
    ["refused", 3],
    ["confirm", 4],
    ["unknown", 6],
  ] as const)("a command that ended %s gives %i", async (status, code) => {
    await bot.start(answering(status));
    const { exitCode, stdout } = await say("/vm list");
    expect(exitCode).toBe(code);
    expect(stdout).toContain(`it ended ${status}`);
  });

  test("no bot gives 5 and says how to start one", async () => {
    const { exitCode, stdout, stderr } = await say("/vm list");
    expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: "" });
    expect(stderr).toContain("npm run demo");
  });

  test.each([
    [["say", "--as", "e235701"], "There is no command"],
    [["say", "/vm list"], "--as ACCOUNT"],
    [["say", "--as", "root", "/vm list"], "root is nobody's own account"],
    [["say", "--as", "e235701", "--jsn", "/vm list"], "Did you mean --json?"],
    [["say", "--as", "e235701", "--id", "a:b", "/vm list"], "--id"],
    [["say", "--as", "e235701", "--language", "fr", "/vm list"], "ja or en"],
  ])("%j is a mistake: 2", async (args, hint) => {
    const { exitCode, stdout, stderr } = await runShisa(args, bot.dir);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(hint);
  });
});

test("--json prints one object with status, text, refusal and output", async () => {
  const refusal = { code: "limit.guests", numbers: { use: 4, request: 1, limit: 4 }, approvers: ["staff"] };
  await bot.start(({ id }, { send }) => {
    const reply = { tone: "working", title: "Making web", privacy: "private" } as const;
    send({ type: "message", id, final: false, reply, job: 7 });
    send({ ...final(id, "refused", "You have 4 guests of 4"), refusal, job: 7 } as never);
  });
  const { exitCode, stdout } = await say("--json", "--id", "again-1", "/vm create tiny web");
  expect(exitCode).toBe(3);
  expect(stdout.split("\n")).toHaveLength(1);
  expect(JSON.parse(stdout)).toEqual({
    status: "refused",
    text: expect.stringContaining("You have 4 guests of 4") as string,
    refusal,
    output: null,
    job: 7,
    id: "again-1",
  });
});

test("--json prints an object too when no bot is there", async () => {
  const { exitCode, stdout } = await say("--json", "/vm list");
  expect(exitCode).toBe(5);
  expect(JSON.parse(stdout)).toMatchObject({ status: "unreachable", refusal: null, output: null });
});

test("what was typed reaches the bot as it is, with account, id, language and consent", async () => {
  await bot.start(answering("done"));
  await say("--yes", "--language", "ja", "--id", "x1", "/vm create tiny web --note '研究用 $(id)'");
  expect(bot.heard).toEqual([
    {
      type: "say",
      id: "x1",
      account: "e235701",
      line: "/vm create tiny web --note '研究用 $(id)'",
      confirmed: true,
      language: "ja",
    },
  ]);
});

test("a bot that is started again in the middle is asked with the same id", async () => {
  let isFirst = true;
  await bot.start(({ id }, { send, hangUp }) => {
    if (!isFirst) return send(final(id, "done", "web runs"));
    isFirst = false;
    send({ type: "message", id, final: false, reply: { tone: "working", title: "Making web", privacy: "private" } });
    hangUp();
  });
  const { exitCode, stdout } = await say("/vm create tiny web");
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining("web runs") as string });
  expect(new Set(bot.heard.map(({ id }) => id)).size).toBe(1);
  expect(bot.heard).toHaveLength(2);
});

test("a line that is too long for the bot is a mistake, its own trouble a failure", async () => {
  const answer =
    (code: "line.too_long" | "internal"): Script =>
    ({ id }, { send }) =>
      send({ type: "error", id, code, text: "no" });
  await bot.start(answer("line.too_long"));
  expect((await say("/x")).exitCode).toBe(2);
  await bot.stop();
  await bot.start(answer("internal"));
  expect((await say("/x")).exitCode).toBe(1);
});
