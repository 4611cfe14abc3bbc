import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Grant, Result } from "../../../protocol/messages.ts";
import { createTestBot, type TestBot } from "../../support/bot.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { fakeCreate } from "../../support/fake-create.ts";
import { adm, alice, type FakeAccount, prof } from "../../support/fake-people.ts";

// Orders on a real executor whose clock, and the bot's, tests set.
const taker: FakeAccount = { name: "taker", uid: 5011, gid: 5011, groups: ["students", "other"] };
const hour = 3_600_000;
let bench: Bench;
let bot: TestBot;
let skew = 0;
const now = (): number => Date.now() + skew;
const start = () => bench.start({ now, runners: { "vm.create": fakeCreate(bench.folder) } });
beforeEach(async () => {
  skew = 0;
  bench = await prepareBench([adm, prof, alice, taker]);
  const shared = { client: bench.redis.client, own: bench.botKeys, executor: bench.executorKeys };
  bot = createTestBot({ ...shared, host: bench.config.host, now });
  await start();
});
afterEach(async () => {
  await bot.close();
  await bench.remove();
});

const as = ({ name, uid }: FakeAccount): Partial<Grant> => ({ person: { name, uid } });
async function ask(action: string, input: unknown, who: FakeAccount): Promise<Result> {
  const { jti } = await bot.send(bot.grant(action, input, as(who)));
  return bot.result(jti);
}
const create = (cpu: number, who = alice) =>
  ask("vm.create", { template: "tiny", name: "web", cpu, memoryMiB: 256, diskGiB: 1 }, who);
const over = { code: "limit.cpus", numbers: { limit: 4 } };

describe("an order", () => {
  test("begins and ends by itself, over a restart", async () => {
    const times = { from: now() + hour, until: now() + 3 * hour };
    const raise = { account: "alice", limits: { cpus: 8 }, ...times, reason: "contest" };
    expect(await ask("limit.set", raise, adm)).toMatchObject({ status: "done" });
    expect(await ask("exam.start", { course: "other", ...times, reason: "midterm" }, prof)).toMatchObject({
      output: { sitting: 1 },
    });
    expect((await create(8)).refusal).toMatchObject(over);
    expect((await create(1, taker)).status).toBe("done");
    skew = 2 * hour;
    expect((await create(8)).status).toBe("done");
    const running = { code: "exam.running", numbers: { course: "other", until: times.until } };
    expect((await create(1, taker)).refusal).toEqual(running);
    await bench.stop();
    await start();
    expect((await create(8)).status).toBe("done");
    expect((await create(1, taker)).refusal).toEqual(running);
    skew = 3 * hour + 60_000;
    expect((await create(8)).refusal).toMatchObject(over);
    expect((await create(1, taker)).status).toBe("done");
  });

  test("survives a clock that is set forward for a while: nothing was forgotten", async () => {
    const raise = { account: "alice", limits: { cpus: 8 }, from: now(), until: now() + hour, reason: "contest" };
    await ask("limit.set", raise, adm);
    skew = 30 * 24 * hour;
    expect((await create(8)).refusal).toMatchObject(over);
    // The journal's clock never runs back while it runs, so somebody has put the clock and the journal right.
    await bench.stop();
    await writeFile(join(bench.config.state, "journal.jsonl"), "");
    skew = 0;
    await start();
    expect((await create(8)).status).toBe("done");
  });

  test("ends with what the roles give, and what is held stays", async () => {
    const raise = { account: "alice", limits: { cpus: 0, guests: 0 }, from: now(), until: null, reason: "misuse" };
    expect(await ask("limit.set", raise, adm)).toMatchObject({ status: "done" });
    expect((await create(1)).refusal).toMatchObject({ code: "limit.guests", numbers: { limit: 0 } });
    expect(await ask("limit.end", { account: "alice" }, adm)).toMatchObject({ status: "done" });
    expect((await create(1)).status).toBe("done");
    expect(await ask("limit.end", { account: "alice" }, adm)).toMatchObject({ refusal: { code: "limit.none" } });
  });

  test("stands in root's own file, and in the inventory with who sits the exam", async () => {
    const until = now() + hour;
    await ask("exam.start", { course: "other", from: now(), until, reason: "midterm" }, prof);
    const text = await readFile(join(bench.config.state, "orders.json"), "utf8");
    expect(JSON.parse(text).orders).toHaveLength(1);
    for (;;) {
      await bot.read();
      const [last] = bot.bodies().filter((body) => body.kind === "inventory" && (body.orders ?? []).length > 0);
      if (last?.kind !== "inventory") continue;
      const sitting = last.people.filter(({ exams }) => exams !== undefined);
      expect(sitting).toMatchObject([{ name: "taker", exams: ["other"] }]);
      return;
    }
  });
});
