import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLog } from "../../../../executor/log.ts";
import type { Look, Monitor } from "../../../../executor/monitors/monitor.ts";
import { type Monitors, tendMonitors } from "../../../../executor/monitors/tend.ts";
import type { Condition } from "../../../../protocol/monitor.ts";

const everyMs = 10_000;
const log = createLog("silent", "vm1");

let tended: Monitors | undefined;
let news = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  news = 0;
});
afterEach(async () => {
  await tended?.stop();
  vi.useRealTimers();
});

const trouble = (key: string, more: Partial<Condition> = {}): Condition => ({
  ...{ key, code: "host.disk", severity: "warning", scope: "host", numbers: {}, lines: [], since: 1 },
  ...more,
});

function tend(...monitors: Monitor[]): Monitors {
  tended = tendMonitors({ monitors, changed: () => (news += 1), now: Date.now, log });
  return tended;
}

const monitor = (look: Monitor["look"], more: Partial<Monitor> = {}): Monitor => ({
  ...{ name: "host", everyMs, look },
  ...more,
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const only = () => {
  const [report] = tended?.reports() ?? [];
  if (report === undefined) throw new Error("there is no report");
  return report;
};

describe("a monitor that is tended", () => {
  it("is unseeing until it has looked, and tells all that it finds", async () => {
    tend(monitor(async () => ({ conditions: [trouble("full")] })));
    expect(only()).toMatchObject({ at: null, fault: "it has not looked yet" });
    await pass(0);
    expect(only()).toMatchObject({ at: Date.now(), fault: null, conditions: [{ key: "full" }] });
    expect(news).toBe(1);
  });

  it("looks at its own pace, and a look that finds the same is no news, whatever its figures", async () => {
    let looks = 0;
    tend(
      monitor(async () => {
        looks += 1;
        return { conditions: [trouble("full")], figures: [{ name: "free", value: looks, unit: "percent" }] };
      }),
    );
    await pass(3 * everyMs);
    expect([looks, news]).toEqual([4, 1]);
    expect(only().figures).toEqual([{ name: "free", value: 4, unit: "percent" }]);
  });

  it("that throws says why, keeps what it told last, and sees again at its next look", async () => {
    const found: (Look | Error)[] = [
      { conditions: [trouble("full")] },
      new Error("asking", { cause: new Error("no answer") }),
      { conditions: [] },
    ];
    tend(
      monitor(async () => {
        const next = found.shift() ?? { conditions: [] };
        if (next instanceof Error) throw next;
        return next;
      }),
    );
    await pass(0);
    const seenAt = only().at;
    await pass(everyMs);
    expect(only()).toMatchObject({ at: seenAt, fault: "asking: no answer", conditions: [{ key: "full" }] });
    await pass(everyMs);
    expect(only()).toMatchObject({ at: Date.now(), fault: null, conditions: [] });
  });

  it("that throws before it promises anything is a fault too", async () => {
    tend(
      monitor(() => {
        throw new Error("not even begun");
      }),
    );
    await pass(0);
    expect(only().fault).toBe("not even begun");
  });

  it("that hangs is a fault within two intervals, is told to stop, and no more than three of its looks are about", async () => {
    const signals: AbortSignal[] = [];
    tend(
      monitor((signal) => {
        signals.push(signal);
        return signals.length === 1 ? Promise.resolve({ conditions: [] }) : new Promise(() => undefined);
      }),
    );
    await pass(0);
    expect(only().fault).toBeNull();
    await pass(2 * everyMs);
    expect(only().fault).toBe("looking took longer than 10000 ms");
    expect(signals[1]?.aborted).toBe(true);
    await pass(10 * everyMs);
    expect(signals).toHaveLength(4);
    expect(only().fault).toBe("3 looks have not come back");
  });

  it("that hung and comes back is looked with again", async () => {
    const waiting: ((look: Look) => void)[] = [];
    let isMended = false;
    tend(
      monitor(() =>
        isMended ? Promise.resolve({ conditions: [] }) : new Promise<Look>((resolve) => void waiting.push(resolve)),
      ),
    );
    await pass(10 * everyMs);
    expect(waiting).toHaveLength(3);
    isMended = true;
    for (const come of waiting) come({ conditions: [trouble("stale")] });
    await pass(everyMs);
    expect(only()).toMatchObject({ fault: null, conditions: [] });
  });

  it("holds up no other by hanging", async () => {
    tend(
      monitor(() => new Promise(() => undefined)),
      monitor(async () => ({ conditions: [] }), { name: "guests" }),
    );
    await pass(everyMs);
    expect(tended?.reports().map(({ fault }) => fault)).toEqual(["looking took longer than 10000 ms", null]);
  });

  it.each([
    ["a key with blanks", { conditions: [trouble("a b")] }],
    ["a code that is no code", { conditions: [trouble("full", { code: "FULL!" })] }],
    ["the same key twice", { conditions: [trouble("full"), trouble("full")] }],
    ["no number at all", { conditions: [], figures: [{ name: "free", value: Number.NaN, unit: "bytes" as const }] }],
  ])("that reads garbage (%s) is a fault, and its garbage does not travel", async (_, look) => {
    tend(monitor(async () => look));
    await pass(0);
    expect(only().fault).toMatch(/garbage/u);
    expect(only()).toMatchObject({ at: null, conditions: [], figures: [] });
  });

  it("may find more and longer than travels: the worst first, the rest is cut", async () => {
    const many = Array.from({ length: 300 }, (_, n) => trouble(`w${n}`, { lines: ["x".repeat(5_000)] }));
    tend(monitor(async () => ({ conditions: [...many, trouble("worst", { severity: "error" })] })));
    await pass(0);
    expect(only().conditions).toHaveLength(200);
    expect(only().conditions[0]?.key).toBe("worst");
    expect(only().conditions[1]?.lines[0]).toHaveLength(300);
  });

  it("looks soon after it was told of a change, and a flood of changes makes two looks a second", async () => {
    let looks = 0;
    let change = (): void => undefined;
    tend(
      monitor(
        async () => {
          looks += 1;
          return { conditions: [] };
        },
        {
          watch: (changed) => {
            change = changed;
            return async () => undefined;
          },
        },
      ),
    );
    await pass(5_000);
    change();
    await pass(0);
    expect(looks).toBe(2);
    for (let ms = 0; ms < 4_000; ms += 10) {
      change();
      await pass(10);
    }
    expect(looks).toBeLessThanOrEqual(11);
    expect(looks).toBeGreaterThanOrEqual(9);
  });

  it("that cannot watch still looks", async () => {
    const watch = (): never => {
      throw new Error("no process could be made");
    };
    tend(monitor(async () => ({ conditions: [] }), { watch }));
    await pass(0);
    expect(only().fault).toBeNull();
  });

  it("starts anew after a restart: unseeing, and then what is true now", async () => {
    let found = [trouble("full")];
    const one = monitor(async () => ({ conditions: found }));
    await pass(0);
    await tend(one).stop();
    found = [];
    tend(one);
    expect(only()).toMatchObject({ at: null, conditions: [] });
    await pass(0);
    expect(only()).toMatchObject({ at: Date.now(), conditions: [], fault: null });
  });

  it("is let go of at the end, even in the middle of a look and though it complains", async () => {
    const ended: string[] = [];
    const tends = tend(
      monitor(() => new Promise(() => undefined), {
        watch: () => async () => {
          ended.push("watch");
          throw new Error("watching ended badly");
        },
        close: async () => {
          ended.push("close");
          throw new Error("closing ended badly");
        },
      }),
    );
    await tends.stop();
    expect(ended).toEqual(["watch", "close"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
