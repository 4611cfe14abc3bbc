import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createThrottle } from "../../../executor/audit/throttle.ts";
import { clockIsSound } from "../../../executor/clock.ts";
import { tellInventory } from "../../../executor/inventory.ts";
import { createLog } from "../../../executor/log.ts";
import { throwAwayFolder } from "../../support/folder.ts";

const hour = 3_600_000;
const head = { seq: 0, hash: "0".repeat(64), at: 0, opened: { run: "0".repeat(16), seq: 0, hash: "0".repeat(64) } };

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const stepBack = (): void => {
  vi.setSystemTime(Date.now() - hour);
};

describe("when the clock of a host is set back an hour,", () => {
  test("its inventory is told as often as ever, so that it does not pass for silent", async () => {
    const folder = await throwAwayFolder();
    let told = 0;
    const loop = tellInventory({
      ...{ sources: [], people: { list: () => Promise.resolve([]) }, actions: [], folder: folder.path },
      ...{
        isStopped: () => false,
        jobs: () => ({ running: 0, waiting: 0 }),
        audit: () => head,
        monitors: () => [],
        orders: () => [],
        removed: () => [],
        sitting: () => Promise.resolve(new Map()),
        log: createLog("silent", "vm1"),
      },
      send: () => {
        told += 1;
      },
    });
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => expect(told).toBe(1));
    stepBack();
    await vi.advanceTimersByTimeAsync(30_000);
    await vi.waitFor(() => expect(told).toBe(2));
    await loop.stop();
    await folder.remove();
  });

  test("the audit takes what is turned away again, and counts what it held back", () => {
    const written: unknown[] = [];
    const throttle = createThrottle(Date.now, (entry) => written.push(entry));
    for (let entry = 0; entry < 9; entry += 1) throttle.add("grant: forged", { what: "grant.rejected" });
    expect(written).toHaveLength(5);
    stepBack();
    vi.advanceTimersByTime(15_000);
    expect(written.at(-1)).toMatchObject({ what: "repeated", times: 4 });
    throttle.add("grant: forged", { what: "grant.rejected" });
    expect(written.at(-1)).toMatchObject({ what: "grant.rejected" });
    throttle.close();
  });

  test("it does not believe its clock, which would give old grants a second life", () => {
    const written = Date.now();
    expect(clockIsSound(Date.now(), written)).toBe(true);
    stepBack();
    expect(clockIsSound(Date.now(), written)).toBe(false);
    vi.setSystemTime(written - 30_000);
    expect(clockIsSound(Date.now(), written)).toBe(true);
  });
});
