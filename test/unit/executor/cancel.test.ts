import { expect, test } from "vitest";
import { cancelIn } from "../../../executor/cancel.ts";
import type { Admitted } from "../../../executor/perform/admitted.ts";
import { createScheduler } from "../../../executor/scheduler.ts";
import { createControl } from "../../../executor/steps/control.ts";
import { createMarks } from "../../../executor/steps/marks.ts";
import { vmCreate } from "../../../protocol/actions/vm.ts";
import { freshId } from "../../support/bot.ts";

const alice = { name: "alice", uid: 5001 };

function waiting(): Admitted {
  const id = freshId();
  const identity = { platform: "terminal", workspace: "", user: "alice" };
  return {
    id,
    account: "alice",
    lane: "long",
    isCancel: false,
    deadline: Number.POSITIVE_INFINITY,
    about: { id, iat: 1_000, bot: "key", action: "vm.create", input: {}, person: alice, identity },
    action: vmCreate,
    control: createControl(),
    marks: createMarks(vmCreate.steps),
    tell: () => undefined,
    tellAgain: () => undefined,
  };
}

test("a waiting job that is cancelled stays known until its end is on the disk, and is not started meanwhile", async () => {
  const started: string[] = [];
  const scheduler = createScheduler<Admitted>({
    lanes: { quick: 1, long: 1 },
    perPerson: { running: 1, waiting: 5 },
    held: () => 1,
    start: async ({ id }) => {
      started.push(id);
    },
  });
  const ticket = waiting();
  scheduler.submit(ticket);
  let written: () => void = () => undefined;
  const conclude = () =>
    new Promise<void>((resolve) => {
      written = resolve;
    });
  const cancelled = cancelIn({ scheduler, conclude }, ticket.id, alice);
  expect(scheduler.find(ticket.id)?.ticket).toBe(ticket);
  scheduler.pump();
  written();
  expect(await cancelled).toBe(true);
  expect(scheduler.find(ticket.id)).toBeUndefined();
  expect(started).toEqual([]);
});

test("nobody cancels another's job, nor one of an account that was given to somebody else", async () => {
  const held = { perPerson: { running: 1, waiting: 5 }, held: () => 1, start: () => Promise.resolve() };
  const scheduler = createScheduler<Admitted>({ lanes: { quick: 1, long: 1 }, ...held });
  const ticket = waiting();
  scheduler.submit(ticket);
  const conclude = () => Promise.reject(new Error("it was cancelled"));
  for (const other of [
    { name: "bob", uid: 5002 },
    { name: "alice", uid: 6001 },
    { name: "bob", uid: 5001 },
  ])
    expect(await cancelIn({ scheduler, conclude }, ticket.id, other)).toBe(false);
  expect(scheduler.find(ticket.id)?.state).toBe("waiting");
});
