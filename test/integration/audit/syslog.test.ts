import { createSocket, type Socket } from "node:dgram";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Executor, startExecutor } from "../../../executor/start.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { waitFor } from "../../support/wait.ts";

let bench: Bench;
let executor: Executor | undefined;
let socket: Socket;
const heard: string[] = [];
beforeEach(async () => {
  heard.length = 0;
  socket = createSocket("udp4");
  socket.on("message", (bytes) => heard.push(bytes.toString("utf8")));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  bench = await prepareBench();
});
afterEach(async () => {
  await executor?.stop(2_000);
  executor = undefined;
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  await bench.remove();
});

const start = async (transport: "udp" | "tcp", port: number): Promise<void> => {
  const audit = { ...bench.config.audit, syslog: { transport, host: "127.0.0.1", port } };
  executor = await startExecutor({ ...bench.config, audit }, { exec: bench.exec });
};

test("what ran is told to the log server too, with the number and hash that the file has", async () => {
  await start("udp", socket.address().port);
  const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
  await bench.bot.result(grant.jti);
  await waitFor("the grant's end to be told", () => heard.some((message) => message.includes(grant.jti)));
  const [, seq, hash] = /seq="(\d+)" hash="([0-9a-f]{64})"/u.exec(heard.at(-1) ?? "") ?? [];
  expect([seq, hash?.length]).toEqual(["2", 64]);
  expect(heard[0]).toMatch(/^<110>1 .* shisa-executor \d+ executor\.started /u);
});

test("a log server that is away neither delays nor fails anything", async () => {
  await start("tcp", 1);
  for (let turn = 0; turn < 5; turn += 1) {
    const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
    expect(await bench.bot.result(grant.jti, 5_000)).toMatchObject({ status: "done" });
  }
  expect((await bench.audit()).filter(({ what }) => what === "grant.ended")).toHaveLength(5);
});
