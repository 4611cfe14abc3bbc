import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { vmCreate } from "../../../protocol/actions/vm.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { fakeCreate, fakeInput } from "../../support/fake-create.ts";
import { waitFor } from "../../support/wait.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await prepareBench();
});
afterEach(async () => {
  await bench.remove();
});

const has = async (name: string): Promise<boolean> =>
  readFile(join(bench.folder, name)).then(
    () => true,
    () => false,
  );
const remains = async (): Promise<string[]> => {
  const there = await Promise.all(vmCreate.steps.map(async (step) => ((await has(step)) ? [step] : [])));
  return there.flat();
};
const create = () => bench.bot.send(bench.bot.grant("vm.create", fakeInput));
const hold = (step: string) => writeFile(join(bench.folder, `hold-${step}`), "");
const letGo = (step: string) => rm(join(bench.folder, `hold-${step}`), { force: true });

test("a create does its steps in order, shows each, and ends with its typed output", async () => {
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  await hold("seed");
  const grant = await create();
  await waitFor("progress that shows the third step", async () => {
    await bench.bot.read();
    return bench.bot.bodies().some((body) => body.kind === "progress" && body.steps[2]?.state === "doing");
  });
  await letGo("seed");
  const result = await bench.bot.result(grant.jti);
  expect(result).toMatchObject({ status: "done", output: { address: "192.0.2.10" } });
  expect(result.steps.map(({ state }) => state)).toEqual(Array(6).fill("done"));
  const turns = bench.bot.bodies().flatMap((body) => (body.kind === "progress" ? [body.turn] : []));
  expect(turns).toEqual(turns.toSorted((a, b) => a - b));
});

test("a failed step is told, and everything before it is taken back in reverse", async () => {
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder, { failAt: "define" }) } });
  const result = await bench.bot.result((await create()).jti);
  expect(result).toMatchObject({
    status: "failed",
    failure: { code: "program.failed", step: "define", detail: "define said no", kept: false, left: [] },
  });
  expect(await remains()).toEqual([]);
  const log = (await readFile(join(bench.folder, "log"), "utf8")).trim().split("\n");
  expect(log.slice(-4)).toEqual(["undo define", "undo seed", "undo overlay", "undo reserve"]);
});

test("what cannot be taken back is named with the command that cleans it up", async () => {
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder, { failAt: "start", stuckUndo: "overlay" }) } });
  const result = await bench.bot.result((await create()).jti);
  expect(result.failure?.left).toEqual([{ what: "overlay", command: `rm ${join(bench.folder, "overlay")}` }]);
  expect(await remains()).toEqual(["overlay"]);
});

test.each(["overlay", "address"])("a create that is cancelled at %s is undone", async (step) => {
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  await hold(step);
  const grant = await create();
  await waitFor(`the step ${step}`, () => has(step));
  const stranger = bench.bot.grant("job.cancel", { grant: grant.jti }, { person: { name: "bob", uid: 5002 } });
  expect(await bench.bot.result((await bench.bot.send(stranger)).jti)).toMatchObject({ output: { found: false } });
  const cancel = await bench.bot.send(bench.bot.grant("job.cancel", { grant: grant.jti }));
  expect(await bench.bot.result(cancel.jti)).toMatchObject({ status: "done", output: { found: true } });
  const result = await bench.bot.result(grant.jti);
  expect(result).toMatchObject({ status: "cancelled", failure: { code: "cancelled", kept: false } });
  expect(await remains()).toEqual([]);
});

test("two run, five wait, the eighth is refused, and a waiting one can be cancelled", async () => {
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  await hold("reserve");
  const grants = [];
  for (let index = 0; index < 7; index += 1) grants.push(await create());
  await waitFor("all seven to be taken in", async () => {
    await bench.bot.read();
    const heard = new Set(bench.bot.bodies().flatMap((body) => (body.kind === "progress" ? [body.grant] : [])));
    return heard.size === 7;
  });
  const eighth = await bench.bot.result((await create()).jti);
  expect(eighth).toMatchObject({
    status: "refused",
    refusal: { code: "queue.full", numbers: { running: 2, waiting: 5 } },
  });
  const last = grants.at(-1)?.jti ?? "";
  const cancel = await bench.bot.send(bench.bot.grant("job.cancel", { grant: last }));
  expect(await bench.bot.result(cancel.jti)).toMatchObject({ output: { found: true } });
  expect(await bench.bot.result(last)).toMatchObject({ status: "cancelled", startedAt: null });
  await letGo("reserve");
  for (const { jti } of grants.slice(0, 6)) expect(await bench.bot.result(jti)).toMatchObject({ status: "done" });
});

test("Redis killed, emptied and started again in the middle: the result still arrives", async () => {
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  await hold("seed");
  const grant = await create();
  await waitFor("the third step", () => has("seed"));
  await bench.redis.kill();
  await letGo("seed");
  await waitFor("the last step", () => has("address"));
  await bench.redis.start();
  await bench.redis.empty();
  expect(await bench.bot.result(grant.jti, 30_000)).toMatchObject({ status: "done" });
  const next = await bench.bot.send(bench.bot.grant("host.ping", {}));
  expect(await bench.bot.result(next.jti, 30_000)).toMatchObject({ status: "done" });
});

test("a grant whose deadline passes while it waits is not run", async () => {
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  await hold("reserve");
  await create();
  await create();
  await waitFor("the first step", () => has("reserve"));
  const now = Math.floor(Date.now() / 1000);
  const grant = await bench.bot.send(bench.bot.grant("vm.create", fakeInput, { iat: now, exp: now + 1 }));
  const result = await bench.bot.result(grant.jti);
  expect(result).toMatchObject({ status: "not_run", refusal: { code: "deadline.passed" }, startedAt: null });
  await letGo("reserve");
});
