import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { FollowOptions } from "../../../../executor/exec.ts";
import { watchLog } from "../../../../executor/monitors/ceph/watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("a log that cannot be followed for want of a process is followed later, and ends nothing", async () => {
  let isShort = false;
  const followed: FollowOptions[] = [];
  const spawnLines = (_name: string, _argv: readonly string[], options: FollowOptions) => {
    if (isShort) throw new Error("starting ceph: no process could be made");
    followed.push(options);
    return async () => undefined;
  };
  let news = 0;
  const end = watchLog({ spawnLines }, { conf: "/c", name: "client.shisa", keyring: "/k" }, () => (news += 1));
  isShort = true;
  followed[0]?.onEnd?.(1);
  await vi.advanceTimersByTimeAsync(10_000);
  isShort = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(followed).toHaveLength(2);
  followed[1]?.onLine("cluster [WRN] Health check failed: 1 osds down (OSD_DOWN)");
  expect(news).toBe(1);
  await end();
});
