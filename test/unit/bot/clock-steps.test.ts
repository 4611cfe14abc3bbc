import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFlood } from "../../../bot/audit/flood.ts";
import { createAllowance } from "../../../bot/chat/allowance.ts";
import { createRuns } from "../../../bot/chat/runs.ts";
import { usualTimings } from "../../../bot/config.ts";
import { createDelivery } from "../../../bot/delivery.ts";
import { openDirectory } from "../../../bot/directory.ts";
import type { Message } from "../../../bot/message.ts";
import { nextAct } from "../../../bot/resend-rule.ts";
import { openStore } from "../../../bot/store/database.ts";
import { catalogueVersion } from "../../../protocol/catalogue.ts";
import type { Inventory } from "../../../protocol/messages.ts";
import { throwAwayFolder } from "../../support/folder.ts";

const hour = 3_600_000;
const start = 1_800_000_000_000;
let clock = start;
const now = (): number => clock;

beforeEach(() => {
  clock = start;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The clock is set back an hour; nothing else happens. */
const stepBack = (): void => {
  clock -= hour;
};

describe("when the clock is set back an hour,", () => {
  test("a job's message is edited as soon as ever", () => {
    const delivery = createDelivery(now);
    const shown: string[] = [];
    const port = { editEveryMs: 1_000, show: ({ reply }: Message) => void shown.push(reply.title), onGone: () => {} };
    const working = (title: string): Message => ({
      reply: { tone: "working", title, privacy: "private" },
      final: false,
    });
    delivery.follow("g", port, working("0"));
    stepBack();
    delivery.edit("g", working("1"));
    vi.advanceTimersByTime(1_000);
    expect(shown).toEqual(["0", "1"]);
    delivery.close();
  });

  test("an unanswered command is sent again at the usual pace, not at once for ever and not an hour later", () => {
    const command = {
      status: "running",
      deadline: start / 1000 + 900,
      sentAt: start,
      heardAt: start + 500,
      accepted_at: start,
    } as const;
    expect(nextAct(command, false, start - hour, usualTimings)).toBe("send");
    const sent = { ...command, sentAt: start - hour };
    expect(nextAct(sent, false, start - hour + 500, usualTimings)).toBe("wait");
    expect(nextAct(sent, false, start - hour + usualTimings.resendKnownMs, usualTimings)).toBe("send");
    const unknown = { ...command, status: "unknown" } as const;
    expect(nextAct(unknown, false, start - hour, usualTimings)).toBe("send");
  });

  test("a host is silent until it is heard again, and not an hour longer than it is", async () => {
    const folder = await throwAwayFolder();
    const store = openStore(folder.path);
    const directory = openDirectory(store, now, 90_000, () => undefined);
    const heard = { host: "vm1", boot: 1, seq: 1, saidAt: now(), inventory: anInventory };
    expect(directory.take(heard)).toBe(true);
    expect(directory.silent("vm1")).toBe(false);
    stepBack();
    expect(directory.silent("vm1")).toBe(true);
    expect(directory.take({ ...heard, seq: 2, saidAt: start })).toBe(true);
    expect(directory.silent("vm1")).toBe(false);
    clock += 91_000;
    expect(directory.silent("vm1")).toBe(true);
    store.close();
    await folder.remove();
  });

  test("nobody is held for a crowd, and a button is pressed anew", () => {
    const identity = { platform: "slack", workspace: "T1", user: "U1" };
    const mayDo = createAllowance({ find: () => undefined }, now);
    while (mayDo(identity));
    stepBack();
    expect(mayDo(identity)).toBe(true);
    const nextRun = createRuns(now);
    const first = nextRun("again");
    expect(nextRun("again")).toBe(first);
    stepBack();
    expect(nextRun("again")).not.toBe(first);
  });

  test("the audit takes entries again, and tells how many it held back", () => {
    const told: number[] = [];
    const flood = createFlood(now, ({ times }) => told.push(times));
    for (let entry = 0; entry < 30; entry += 1) flood.passes("command.refused", "limit.guests");
    expect(flood.passes("command.refused", "limit.guests")).toBe(false);
    stepBack();
    expect(flood.passes("command.refused", "limit.guests")).toBe(true);
    expect(told).toEqual([11]);
    flood.close();
  });
});

test("when the clock goes forward a day, what was asked is given up for unknown, and a host is silent until it is heard", () => {
  const command = {
    status: "waiting",
    deadline: start / 1000 + 900,
    sentAt: start,
    heardAt: 0,
    accepted_at: start,
  } as const;
  expect(nextAct(command, true, start + 24 * hour, usualTimings)).toBe("give_up");
  // It is not given up for good: the host is asked again as soon as it is heard.
  expect(nextAct({ ...command, status: "unknown" }, false, start + 24 * hour, usualTimings)).toBe("send");
});

const anInventory: Inventory = {
  ...{ kind: "inventory", catalogue: catalogueVersion, actions: [], stopped: false, acceleration: "none", reach: null },
  ...{ templates: [], guests: [], people: [], jobs: { running: 0, waiting: 0 } },
  capacity: { cpus: 1, memoryMiB: 1, diskTotalMiB: 1, diskFreeMiB: 1 },
  audit: { seq: 0, hash: "0".repeat(64), at: start, opened: { run: "0".repeat(16), seq: 0, hash: "0".repeat(64) } },
};
