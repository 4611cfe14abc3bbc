import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBot, type FakeBot, final } from "./fake-bot.ts";
import { runShisa } from "./run-shisa.ts";

let bot: FakeBot;
beforeEach(async () => {
  bot = await createFakeBot();
});
afterEach(() => bot.remove());

const link = (...args: string[]) => runShisa(["link", ...args], bot.dir);

test.each([
  [["slack:T1/U1", "e235701", "--as", "adm1"], "/link add slack:T1/U1 e235701"],
  [["ｓｌａｃｋ：ｔ１／ｕ１", "e235701", "--as", "adm1"], "/link add slack:T1/U1 e235701"],
  [
    ["discord:123456789012345678/234567890123456789", "e235701", "--as", "adm1", "--host", "vm1"],
    "/link add discord:123456789012345678/234567890123456789 e235701 --host vm1",
  ],
])("%j is asked of the bot as %s", async (args, line) => {
  await bot.start(({ id }, { send }) => send(final(id, "done", "linked")));
  expect(await link(...args)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("linked") as string });
  expect(bot.heard).toMatchObject([{ type: "say", account: "adm1", line, confirmed: false }]);
});

test.each([
  [[], "Say a chat identity and a Unix account."],
  [["slack:T1/U1"], "Say a chat identity and a Unix account."],
  [["slack:T1/U1", "e235701", "e235702"], "There is a word too many: e235702"],
  [["hanako", "e235701"], '"hanako" is no chat identity'],
  [["slack:U1/T1", "e235701"], "is no chat identity"],
  [["slack:T1/U1 e235702", "e235701"], "is no chat identity"],
  [["terminal:here/adm1", "e235701"], "is no chat identity"],
  [["discord:12/34", "e235701"], "is no chat identity"],
  [["slack:T1/U1", "山田"], "is no name of a Unix account"],
  [["slack:T1/U1", "e235701 --host evil"], "is no name of a Unix account"],
])("%j is a mistake, told with an example", async (args, hint) => {
  const { exitCode, stdout, stderr } = await link("--as", "adm1", ...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(hint);
  expect(stderr).toContain("For example: shisa link slack:T0123456789/U0123456789 e235701");
});

test("nobody asks as root, and it is the administrator behind sudo who asks", async () => {
  const args = ["link", "slack:T1/U1", "e235701"];
  expect((await runShisa(args, bot.dir)).exitCode).toBe(2);
  expect((await runShisa([...args, "--as", "root"], bot.dir)).exitCode).toBe(2);
  await bot.start(({ id }, { send }) => send(final(id, "refused", "no")));
  expect((await runShisa(args, bot.dir, { SUDO_USER: "adm2" })).exitCode).toBe(3);
  expect(bot.heard).toMatchObject([{ account: "adm2" }]);
});

test("--json prints one object, also when no bot is there", async () => {
  const { exitCode, stdout } = await link("--json", "--as", "adm1", "slack:T1/U1", "e235701");
  expect(exitCode).toBe(5);
  expect(JSON.parse(stdout)).toMatchObject({ status: "unreachable", output: null });
});
