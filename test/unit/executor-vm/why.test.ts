import { describe, expect, test } from "vitest";
import { lookAtStart } from "../../../executor/runners/vm/why/start.ts";
import { parseReason } from "../../../executor/runners/vm/why/state.ts";
import { createDecider } from "../../../policies/decide.ts";
import type { PersonFacts, Target, Use } from "../../../policies/facts.ts";
import { noUse } from "../../../policies/facts.ts";

const { decide } = await createDecider();
const stats = (state: number, reason: number): string =>
  `Domain: 'e235701-web'\n  state.state=${state}\n  state.reason=${reason}\n`;

describe("libvirt's reason for a state", () => {
  // As `virsh domstats --state` numbers them: virDomainState, and the reasons of each.
  test.each([
    ["running after a boot", 1, 1, undefined],
    ["paused by somebody", 3, 1, "why.paused"],
    ["paused because its disk could not be written", 3, 5, "why.paused_disk"],
    ["off since its host was restarted", 5, 0, "why.off_host"],
    ["shut down from inside", 5, 1, "why.off_inside"],
    ["its power cut", 5, 2, "why.off_cut"],
    ["crashed", 5, 3, "why.crashed"],
    ["a start that failed", 5, 6, "why.off_failed"],
    ["saved", 5, 5, "why.off"],
    ["panicked", 6, 1, "why.crashed"],
  ])("%s", (_what, state, reason, code) => {
    expect(parseReason(stats(state, reason))).toEqual({ state: String(state), code });
  });

  test("is not made up where libvirt says nothing", () => {
    expect(parseReason("")).toBeUndefined();
  });
});

describe("whether a start would pass", () => {
  const person: PersonFacts = { name: "e235701", uid: 10_001, roles: ["student"] };
  const identity = { platform: "terminal", workspace: "", user: "e235701" };
  const job = { grant: "g", person, identity, bot: "b", signal: new AbortController().signal, now: Date.now };
  const host = { name: "vm1", stopped: false, diskTotalGiB: 100, diskFreeGiB: 50, committedGiB: 0 };
  const look = (running: boolean, use: Partial<Use> = {}, changes: Partial<typeof host> = {}) => {
    const target: Target = { name: "web", owner: person, running, cpu: 2, memoryMiB: 1024, diskGiB: 10 };
    return lookAtStart(decide, "web", job, { target, use: { ...noUse, ...use }, host: { ...host, ...changes } });
  };

  test("is said with the rule and its numbers", () => {
    expect(look(false)).toMatchObject({ limits: { found: "ok", code: "why.may_start" }, approvers: [] });
    expect(look(false, { runningCpus: 3 }).limits).toMatchObject({
      found: "wrong",
      code: "limit.cpus",
      numbers: { use: 3, request: 2, limit: 4 },
    });
    expect(look(true, { runningCpus: 4 }).limits).toMatchObject({ found: "ok", code: "why.counted" });
  });

  test("a stopped host is the host's finding, and then limits were not looked at", () => {
    expect(look(false, { runningCpus: 3 }, { stopped: true })).toMatchObject({
      limits: { found: "unlooked" },
      host: { found: "wrong", code: "host.stopped" },
    });
  });

  test("a host whose disk is nearly full is said so", () => {
    expect(look(true, {}, { diskFreeGiB: 5 }).host).toMatchObject({ code: "why.host_full", numbers: { percent: 5 } });
  });
});
