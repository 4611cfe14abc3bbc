import { afterEach, beforeEach, expect, test } from "vitest";
import type { Act } from "../../../protocol/consent.ts";
import { createFakeBot, type FakeBot, final } from "./fake-bot.ts";
import { runShisa } from "./run-shisa.ts";

// What `shisa approve` signs is only what it has shown, whatever the bot says. Real signatures: test/stories.

let bot: FakeBot;
beforeEach(async () => {
  bot = await createFakeBot();
});
afterEach(() => bot.remove());

const approve = (...args: string[]) => runShisa(["approve", ...args], bot.dir);
const act: Act = {
  ...{ grant: `g${"0".repeat(32)}`, action: "template.retire", input: { name: "tiny" }, host: "vm1" },
  requester: { name: "adm1", uid: 30_001 },
};
/** A bot that tells this of request 12. */
const telling = (output: unknown) =>
  bot.start(({ id }, { send }) => send({ ...final(id, "done", "it has to be signed"), output } as never));

test.each([[[]], [["x"]], [["12", "13"]], [["-1"]], [["12; id"]]])("%j names no request", async (args) => {
  expect(await approve("--as", "adm1", ...args)).toMatchObject({ exitCode: 2, stdout: "" });
  expect(bot.heard).toEqual([]);
});

test("without a terminal to ask on nothing is signed, and the act is shown all the same", async () => {
  await telling({ act });
  const { exitCode, stdout, stderr } = await approve("12", "--as", "adm1");
  expect(exitCode).toBe(1);
  for (const part of ["As adm1", "template.retire", '"tiny"', "vm1", "adm1 (30001)"]) expect(stdout).toContain(part);
  expect(stderr).toContain("say --yes once you know what it is");
  expect(bot.heard).toMatchObject([{ line: "/approvals act 12", account: "adm1" }]);
});

test.each<[string, unknown]>([
  ["no act", {}],
  ["nothing", null],
  ["an act with something more", { act: { ...act, payload: `shisa-act:${"0".repeat(64)}` } }],
  ["an act that is not in this program's catalogue", { act: { ...act, action: "host.format" } }],
  ["an act of another kind", { act: { ...act, action: "vm.delete" } }],
  ["an input that this program does not know", { act: { ...act, input: { name: "tiny", force: true } } }],
  ["a host that is none", { act: { ...act, host: "vm1\u202e" } }],
])("a bot that tells %s has nothing signed", async (_, output) => {
  await telling(output);
  const { exitCode, stderr } = await approve("12", "--as", "adm1", "--yes");
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/nothing was signed/iu);
  expect(bot.heard).toHaveLength(1);
});

test("a refusal is told with its exit code, and so is a bot that is not there", async () => {
  expect((await approve("12", "--as", "adm1", "--yes")).exitCode).toBe(5);
  await bot.start(({ id }, { send }) => send(final(id, "refused", "there is no approval 12")));
  expect(await approve("12", "--as", "adm1", "--yes")).toMatchObject({
    exitCode: 3,
    stdout: expect.stringContaining("there is no approval 12") as string,
  });
});
