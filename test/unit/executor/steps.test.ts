import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../../../executor/log.ts";
import type { AnyRunner } from "../../../executor/runner.ts";
import { createControl } from "../../../executor/steps/control.ts";
import { createMarks } from "../../../executor/steps/marks.ts";
import type { Work } from "../../../executor/steps/work.ts";
import { carryOut } from "../../../executor/steps.ts";
import { vmCreate } from "../../../protocol/actions/vm.ts";
import { fakeCreate } from "../../support/fake-create.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
});
afterEach(async () => {
  await folder.remove();
});

const { steps } = vmCreate;
const remains = (): string[] => steps.filter((step) => existsSync(join(folder.path, step)));
const log = async (): Promise<string[]> => (await readFile(join(folder.path, "log"), "utf8")).trim().split("\n");

function workWith(runner: AnyRunner, more: Partial<Work> = {}): Work & { recorded: unknown[] } {
  const recorded: unknown[] = [];
  const control = createControl();
  const person = { name: "alice", uid: 5001, roles: ["student" as const] };
  const identity = { platform: "terminal", workspace: "test", user: "alice" };
  return {
    runner,
    plan: { folder: folder.path, uuid: "0b3c5c9e-6a3c-4a39-9d5e-0d5a4b1d2f10" },
    job: { grant: "g", person, identity, bot: "b", signal: control.signal(), now: Date.now },
    control,
    marks: createMarks(runner.action.steps),
    record: (record) => {
      recorded.push(record);
      return Promise.resolve();
    },
    turning: () => undefined,
    waiting: () => undefined,
    hooks: { atStep: () => Promise.resolve() },
    log: createLog("silent", "h1"),
    patience: { tries: 1, pauseMs: 0 },
    recorded,
    ...more,
  };
}
const begin = { from: 0, isPast: false };

test("around a step that only waits it is told so, also when it fails", async () => {
  const told: boolean[] = [];
  const waiting = (isWaiting: boolean): void => {
    told.push(isWaiting);
  };
  const fine = fakeCreate(folder.path);
  const waits = { ...fine.action, waits: ["start"] };
  await carryOut(workWith({ ...fine, action: waits }, { waiting }), begin);
  expect(told).toEqual([true, false]);
  await carryOut(workWith({ ...fakeCreate(folder.path, { failAt: "start" }), action: waits }, { waiting }), begin);
  expect(told).toEqual([true, false, true, false]);
});

/** Stops the job as soon as a step's effect is there. */
function stopAt(step: string, reason: "cancelled" | "time.limit", runner: AnyRunner): Work {
  const work = workWith(runner);
  const atStep: Work["hooks"]["atStep"] = ({ step: at, edge }) => {
    if (at === step && edge === "after") work.control.stop(reason);
    return Promise.resolve();
  };
  return { ...work, hooks: { atStep } };
}

test("each step is written down as begun before it is done, and as done after it", async () => {
  const work = workWith(fakeCreate(folder.path));
  expect(await carryOut(work, begin)).toMatchObject({ status: "done" });
  expect(work.recorded).toEqual(
    steps.flatMap((step) => [
      { t: "step", step, state: "doing" },
      { t: "step", step, state: "done" },
    ]),
  );
});

describe.each(steps)("when %s fails", (step) => {
  test("the guest is kept if it already runs, otherwise all is taken back in reverse", async () => {
    const ending = await carryOut(workWith(fakeCreate(folder.path, { failAt: step })), begin);
    const isKept = step === "address";
    expect(ending).toMatchObject({
      status: "failed",
      failure: { code: "program.failed", step, kept: isKept, left: [] },
    });
    expect(remains()).toEqual(isKept ? steps.slice(0, -1) : []);
    const undone = (await log()).filter((line) => line.startsWith("undo"));
    const begun = steps.slice(0, steps.indexOf(step) + 1);
    expect(undone).toEqual(isKept ? [] : begun.toReversed().map((name) => `undo ${name}`));
  });
});

describe.each(steps)("when %s is where it is stopped", (step) => {
  test("a cancel takes everything back", async () => {
    const ending = await carryOut(stopAt(step, "cancelled", fakeCreate(folder.path)), begin);
    expect(ending).toMatchObject({ status: "cancelled", failure: { code: "cancelled", kept: false, left: [] } });
    expect(remains()).toEqual([]);
  });

  test("a cancel that a runner calls too late is forgotten once the point of no return is behind", async () => {
    const runner: AnyRunner = { ...fakeCreate(folder.path), cancelledLate: "carryOn" };
    const ending = await carryOut(stopAt(step, "cancelled", runner), begin);
    const isLate = step === "address" || step === "start";
    expect(ending.status).toBe(isLate ? "done" : "cancelled");
    expect(remains()).toEqual(isLate ? [...steps] : []);
  });

  test("the time limit takes everything back before the point of no return and keeps it after", async () => {
    const ending = await carryOut(stopAt(step, "time.limit", fakeCreate(folder.path)), begin);
    if (step === "address") expect(ending.status).toBe("done");
    else expect(ending).toMatchObject({ status: "failed", failure: { code: "time.limit", kept: step === "start" } });
    expect(remains()).toEqual({ address: [...steps], start: steps.slice(0, -1) }[step as "start"] ?? []);
  });
});

test("a program that says no although its act was done does not take a running guest away", async () => {
  const runner = fakeCreate(folder.path, { failAt: "start" });
  const start = runner.steps["start" as never] as AnyRunner["steps"][never];
  const steps = { ...runner.steps, start: { ...start, probe: () => Promise.resolve(true) } };
  expect(await carryOut(workWith({ ...runner, steps }), begin)).toMatchObject({ status: "done" });
});

test("an output that is not what the catalogue says is a failure, never a result", async () => {
  const runner: AnyRunner = { ...fakeCreate(folder.path), result: () => Promise.resolve({ name: "web" }) };
  expect(await carryOut(workWith(runner), begin)).toMatchObject({ status: "failed", failure: { kept: true } });
});

test("a journal that cannot be written stops the job before the next act", async () => {
  const record: Work["record"] = (entry) =>
    entry.t === "step" && entry.step === "seed" ? Promise.reject(new Error("no space left")) : Promise.resolve();
  const ending = await carryOut(workWith(fakeCreate(folder.path), { record }), begin);
  expect(ending).toMatchObject({ status: "failed", failure: { detail: "no space left", kept: false } });
  expect(await log()).not.toContain("do seed");
  expect(remains()).toEqual([]);
});

test("a step that stands still is told to stop by its signal", async () => {
  await writeFile(join(folder.path, "hold-seed"), "");
  const work = workWith(fakeCreate(folder.path));
  const ending = carryOut(work, begin);
  work.control.stop("time.limit");
  expect(await ending).toMatchObject({ status: "failed", failure: { code: "time.limit" } });
  await rm(join(folder.path, "hold-seed"));
  expect(remains()).toEqual([]);
});
