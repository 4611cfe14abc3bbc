import fc from "fast-check";
import { expect, test } from "vitest";
import { createScheduler, type Ticket } from "../../../executor/scheduler.ts";

interface Running {
  readonly ticket: Ticket;
  readonly finish: () => void;
}

function bench(held: Record<string, number> = {}) {
  const started: Ticket[] = [];
  const running: Running[] = [];
  const scheduler = createScheduler<Ticket>({
    lanes: { quick: 3, long: 3 },
    perPerson: { running: 2, waiting: 5 },
    held: (account) => held[account] ?? 0,
    start: (ticket) =>
      new Promise((resolve) => {
        started.push(ticket);
        running.push({ ticket, finish: resolve });
      }),
  });
  /** Ends the job that has run longest, and lets what follows from it happen. */
  const finish = async (): Promise<void> => {
    running.shift()?.finish();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { scheduler, started, running, finish };
}

let count = 0;
function ticket(account: string, more: Partial<Ticket> = {}): Ticket {
  count += 1;
  return { id: `t${count}`, account, lane: "long", isCancel: false, deadline: Number.MAX_SAFE_INTEGER, ...more };
}

test("two of a person run, five wait, the next is refused with the numbers", () => {
  const { scheduler } = bench();
  const answers = Array.from({ length: 8 }, () => scheduler.submit(ticket("a")));
  expect(answers.map((answer) => (answer.ok ? answer.value : answer.refusal.code))).toEqual([
    ...["running", "running"],
    ...["waiting", "waiting", "waiting", "waiting", "waiting"],
    "queue.full",
  ]);
  expect(answers[7]).toMatchObject({
    refusal: { numbers: { running: 2, waiting: 5, limit_running: 2, limit_waiting: 5 } },
  });
});

test("somebody who asks much does not delay somebody who asks once", async () => {
  const { scheduler, started, finish } = bench();
  for (const account of ["a", "a", "a", "a", "b", "b", "c"]) scheduler.submit(ticket(account));
  expect(started.map(({ account }) => account)).toEqual(["a", "a", "b"]);
  await finish();
  await finish();
  expect(started.slice(3).map(({ account }) => account)).toEqual(["c", "a"]);
});

test("a cancel runs although its person has no turn left", () => {
  const { scheduler } = bench();
  for (let index = 0; index < 7; index += 1) scheduler.submit(ticket("a"));
  expect(scheduler.submit(ticket("a", { isCancel: true, lane: "quick" }))).toEqual({ ok: true, value: "running" });
});

test("a program that could not be ended holds a slot of its owner and of nobody else", () => {
  const { scheduler } = bench({ a: 2 });
  expect(scheduler.submit(ticket("a"))).toEqual({ ok: true, value: "waiting" });
  expect(scheduler.submit(ticket("b"))).toEqual({ ok: true, value: "running" });
});

test("what waits can be withdrawn and expires; what runs does neither", () => {
  const { scheduler } = bench();
  const [first, , third, fourth] = ["a", "a", "a", "a"].map((account) => {
    const each = ticket(account, { deadline: 100 });
    scheduler.submit(each);
    return each;
  });
  expect(scheduler.withdraw(first?.id ?? "")).toBeUndefined();
  expect(scheduler.withdraw(third?.id ?? "")).toBe(third);
  expect(scheduler.expire(100)).toEqual([]);
  expect(scheduler.expire(101)).toEqual([fourth]);
  expect(scheduler.counts()).toEqual({ running: 2, waiting: 0 });
});

test("after draining nothing starts", async () => {
  const { scheduler, started, finish } = bench();
  scheduler.submit(ticket("a"));
  const drained = scheduler.drain(10_000);
  scheduler.submit(ticket("b"));
  await finish();
  await drained;
  expect(started).toHaveLength(1);
});

test("whatever happens: limits hold, everything accepted runs once, and nobody starves", async () => {
  const person = fc.constantFrom("a", "b", "c", "d");
  const event = fc.oneof(person, fc.constant("finish" as const));
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 80 }), async (events) => {
      const { scheduler, started, running, finish } = bench();
      const taken: string[] = [];
      for (const each of events) {
        if (each === "finish") await finish();
        else {
          const next = ticket(each);
          if (scheduler.submit(next).ok) taken.push(next.id);
        }
        const accounts = running.map((one) => one.ticket.account);
        expect(accounts.length).toBeLessThanOrEqual(3);
        for (const account of accounts) expect(accounts.filter((one) => one === account).length).toBeLessThanOrEqual(2);
      }
      while (running.length > 0) await finish();
      expect(started.map(({ id }) => id).toSorted()).toEqual(taken.toSorted());
    }),
    { numRuns: 50 },
  );
});

test("a job that only waits for what goes on outside holds no slot, and is still found", () => {
  const { scheduler, started } = bench();
  for (let job = 0; job < 4; job += 1) scheduler.submit(ticket("a"));
  const [first, second] = started.map(({ id }) => id);
  expect(started).toHaveLength(2);
  for (const id of [first, second]) scheduler.setAside(id ?? "", true);
  expect(started).toHaveLength(4);
  expect(scheduler.find(first ?? "")).toMatchObject({ state: "running" });
  expect(scheduler.counts()).toEqual({ running: 2, waiting: 0 });
  scheduler.setAside(first ?? "", false);
  expect(scheduler.submit(ticket("a"))).toEqual({ ok: true, value: "waiting" });
});

test("the end of an executor waits for no job that only waits itself", async () => {
  const { scheduler, started, finish } = bench();
  scheduler.submit(ticket("a"));
  scheduler.submit(ticket("b"));
  scheduler.setAside(started[1]?.id ?? "", true);
  let isOver = false;
  const over = scheduler.drain(60_000).then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOver).toBe(false);
  await finish();
  await over;
});
