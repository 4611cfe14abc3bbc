import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isAlive, markOf, type ProcessMark, signal } from "../../../bin/launch/processes.ts";
import type { Program } from "../../../bin/launch/program.ts";
import { type Service, startService } from "../../../bin/launch/service.ts";

let folder: string;
const running: Service[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "shisa-service-"));
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
  await rm(folder, { recursive: true, force: true });
});

const program = (script: string, more: Partial<Program> = {}): Program => ({
  name: "fake",
  argv: [process.execPath, "--eval", script],
  isWrapped: false,
  env: {},
  log: join(folder, "log"),
  isReady: (line) => line === "ready",
  readyDeadlineMs: 10_000,
  stopDeadlineMs: 2_000,
  ...more,
});
const stays = "console.log('ready'); setInterval(() => {}, 1000);";

async function start(what: Program, died: string[] = []): Promise<{ service: Service; again: () => Promise<void> }> {
  let starts = 0;
  let next: (() => void) | undefined;
  const service = await startService(what, {
    started: () => {
      starts += 1;
      if (starts > 1) next?.();
    },
    died: (why) => died.push(why),
  });
  running.push(service);
  return {
    service,
    again: () =>
      new Promise((resolve) => {
        next = resolve;
      }),
  };
}

describe("a program that is kept running", () => {
  test("is started again, as another process, when it is killed", async () => {
    const died: string[] = [];
    const { service, again } = await start(program(stays), died);
    const first = service.process();
    const restarted = again();
    signal(first, "SIGKILL");
    await restarted;
    expect(service.process().pid).not.toBe(first.pid);
    expect(isAlive(service.process())).toBe(true);
    expect(died).toEqual(["it was ended by SIGKILL"]);
  });

  test("is ended with SIGTERM, and not started again", async () => {
    const { service } = await start(program(stays));
    await service.stop();
    expect(isAlive(service.process())).toBe(false);
  });

  test("is killed when it ignores SIGTERM", async () => {
    const ignores = `process.on('SIGTERM', () => {}); ${stays}`;
    const { service } = await start(program(ignores, { stopDeadlineMs: 100 }));
    await service.stop();
    expect(isAlive(service.process())).toBe(false);
  });

  test("can be stopped while it waits to be started again", async () => {
    const { service } = await start(program(`console.log('ready'); setTimeout(() => process.exit(1), 50);`));
    const first: ProcessMark = service.process();
    while (isAlive(first)) await new Promise((resolve) => setTimeout(resolve, 5));
    await service.stop();
    expect(isAlive(service.process())).toBe(false);
  });

  test("says why the first start failed, with its last words", async () => {
    const dies = program("console.error('SHISA_TRUST is missing'); process.exit(3);");
    await expect(startService(dies, { started: () => undefined, died: () => undefined })).rejects.toThrow(
      /starting fake: it ended with code 3:\s+SHISA_TRUST is missing/u,
    );
  });

  test("leaves nothing when it is not ready in time", async () => {
    const silent = program("console.log(process.pid); setInterval(() => {}, 1000);", { readyDeadlineMs: 300 });
    let pid = 0;
    const watched: Program = {
      ...silent,
      isReady: (line) => {
        pid = Number(line);
        return false;
      },
    };
    await expect(startService(watched, { started: () => undefined, died: () => undefined })).rejects.toThrow(
      /not ready within/u,
    );
    expect(markOf(pid)).toBeUndefined();
  });
});
