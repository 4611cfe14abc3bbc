import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { vmCreate } from "../../../protocol/actions/vm.ts";
import { type Separate, startSeparate } from "../../support/crashing.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { fakeInput } from "../../support/fake-create.ts";
import { waitFor } from "../../support/wait.ts";

let bench: Bench;
let executor: Separate | undefined;
beforeEach(async () => {
  bench = await prepareBench();
});
afterEach(async () => {
  await executor?.kill();
  await bench.remove();
});

const remains = (): string[] => vmCreate.steps.filter((step) => existsSync(join(bench.folder, step)));
const edges = vmCreate.steps.flatMap((step) => [[step, "before"] as const, [step, "after"] as const]);
/** The guest runs from here on: it is finished and reported. */
const isBehind = (step: string, edge: string): boolean => step === "address" || (step === "start" && edge === "after");

test.each(edges)("killed at %s, %s it: after the restart there is a whole guest or nothing", async (step, edge) => {
  const park = join(bench.folder, `park-${step}-${edge}`);
  await writeFile(park, "");
  executor = await startSeparate(bench);
  const grant = await bench.bot.send(bench.bot.grant("vm.create", fakeInput));
  await waitFor("the job to stand still", () => existsSync(join(bench.folder, `parked-${step}-${edge}`)), 20_000);
  await executor.kill();
  await rm(park);
  executor = await startSeparate(bench);
  const result = await bench.bot.result(grant.jti, 20_000);
  if (isBehind(step, edge)) {
    expect(result).toMatchObject({ status: "done", output: { address: "192.0.2.10" } });
    expect(remains()).toEqual([...vmCreate.steps]);
  } else {
    expect(result).toMatchObject({ status: "failed", failure: { code: "executor.restarted", kept: false, left: [] } });
    expect(remains()).toEqual([]);
  }
  await bench.bot.send(grant);
  const ping = await bench.bot.send(bench.bot.grant("host.ping", {}));
  await bench.bot.result(ping.jti);
  expect(new Set(bench.bot.results(grant.jti).map(({ status }) => status)).size).toBe(1);
  const log = await readFile(join(bench.folder, "log"), "utf8");
  expect(log.split("\n").filter((line) => line === "do reserve")).toHaveLength(
    1 - Number(step === "reserve" && edge === "before"),
  );
});

test("a doorbell that was being answered when the executor was killed can be rung again", async () => {
  executor = await startSeparate(bench);
  const { client } = bench.redis;
  const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
  await bench.bot.result(grant.jti);
  await executor.kill();
  executor = undefined;
  // What a killed executor leaves behind: a job that is being worked on by nobody.
  const next = await bench.bot.send(bench.bot.grant("host.ping", {}));
  const prefix = "shisa:grants-h1-quick";
  await client.lmove(`${prefix}:wait`, `${prefix}:active`, "RIGHT", "LEFT");
  executor = await startSeparate(bench);
  await waitFor(
    "the left-over job to be thrown away",
    async () => (await client.exists(`${prefix}:${next.jti}`)) === 0,
    20_000,
  );
  await bench.bot.send(next);
  expect(await bench.bot.result(next.jti)).toMatchObject({ status: "done" });
}, 30_000);
