import { describe, expect, test } from "vitest";
import type { ApprovalView } from "../../../handlers/kit/approvals.ts";
import { complete } from "../../../handlers/kit/complete.ts";
import { dispatch } from "../../../handlers/kit/dispatch.ts";
import type { LastRefusal } from "../../../handlers/kit/ports.ts";
import { resultReply } from "../../../handlers/kit/render.ts";
import { commandForAction, commands } from "../../../handlers/registry.ts";
import type { Result } from "../../../protocol/messages.ts";
import { refuse } from "../../../protocol/refusal.ts";
import { contextFor, guest, host, job, now, people, type Setting, type } from "./department.ts";

async function why(thing: string, setting: Setting = {}) {
  const dispatched = await type(`/why ${thing}`, setting);
  if (dispatched.kind !== "final") throw new Error(`/why ${thing} became ${dispatched.kind}`);
  return dispatched;
}

const tooMuch = refuse("limit.cpus", { use: 4, request: 1, limit: 4 }, { approvers: ["admin"], passing: { cpu: 1 } });
const result = (changes: Partial<Result>): Result => ({
  ...{ kind: "result", grant: job().grant, action: "vm.create", status: "refused", steps: [] },
  ...{ startedAt: now - 9_000, endedAt: now - 8_000 },
  ...changes,
});
const input = { template: "tiny", name: "new", cpu: 8, memoryMiB: 1024, diskGiB: 10 };
const refusedJob = job({ status: "refused", endedAt: now - 8_000, line: "/vm create tiny new --cpu 8" });
const hosts = { jobs: [refusedJob], endings: [{ input, result: result({ refusal: tooMuch }) }] };
const bots = (at: number): LastRefusal => ({
  at,
  line: "/vm show wbe",
  refusal: refuse("guest.unknown", { name: "wbe" }),
});

describe("/why alone", () => {
  test("explains the newest refusal, a host's or the bot's", async () => {
    expect((await why("", { ...hosts, lastRefusal: bots(now) })).output).toMatchObject({ line: "/vm show wbe" });
    const byHost = await why("", { ...hosts, lastRefusal: bots(now - 60_000) });
    expect(byHost.output).toMatchObject({ job: 42, refusal: { code: "limit.cpus" } });
    expect(byHost.reply.fields).toContainEqual({ label: "Rule", value: "limit.cpus" });
  });

  test("knows the rule from the audit where the bot was started anew, and passes over what was only mistyped", async () => {
    const line = { at: new Date(now - 1_000).toISOString(), what: "command.refused" };
    const audited = [
      { ...line, code: "line.verb" },
      { ...line, code: "limit.guests" },
    ];
    expect((await why("", { audited })).output).toEqual({ refusal: { code: "limit.guests" } });
    expect((await why("", { audited: audited.slice(0, 1) })).output).toEqual({ refusal: null });
  });

  test("tells who did not approve, and why", async () => {
    const approval: ApprovalView = {
      ...{
        number: 7,
        grant: job().grant,
        state: "denied",
        requester: people.hanako,
        line: "/vm create tiny new --disk 30G",
      },
      ...{
        identity: contextFor().identity,
        command: "vm create",
        action: "vm.create",
        input,
        host: "vm1",
        revision: 1,
      },
      refusal: refuse("approval.disk", { request: 30, free: 10 }, { approvers: ["staff", "admin"] }),
      ...{
        madeAt: now - 9_000,
        until: now,
        decidedBy: people.professor,
        decidedAt: now - 1_000,
        reason: "Use the NAS.",
      },
    };
    const no = () => Promise.reject(new Error("nobody decides here"));
    const approvals = {
      waiting: () => [],
      ofPerson: () => [approval],
      one: () => approval,
      approve: no,
      deny: no,
      withdraw: no,
    };
    const context = { ...contextFor({ lastRefusal: bots(now - 60_000) }), approvals };
    const dispatched = await dispatch({ line: "/why", confirmed: false }, context, commands);
    expect(dispatched).toMatchObject({ output: { approval: 7, state: "denied" } });
    expect(JSON.stringify(dispatched)).toContain("Prof. One (prof1) did not approve it: Use the NAS.");
  });

  test("says that it would be allowed now, where it would", async () => {
    const lastRefusal = { at: now - 60_000, line: "/vm create tiny new --memory 8G", refusal: tooMuch };
    const { reply } = await why("", { lastRefusal, hosts: [host("vm1", [])] });
    expect(reply.text).toContain("It would be allowed now.");
    expect(reply.buttons).toEqual([
      { label: "Do it again", line: "/vm create tiny new --memory 8G", style: "primary" },
    ]);
  });
});

describe("/why and a job's number", () => {
  test("gives the rule, the numbers, what would pass and where to ask for an exception", async () => {
    const { reply } = await why("42", hosts);
    const lines = reply.buttons?.map(({ line }) => line);
    expect(lines).toEqual(["/vm create tiny new", "/approvals ask /vm create tiny new --cpu 8", "/jobs show 42"]);
    expect(reply.text?.join(" ")).toContain("the limit is 4");
  });

  test("says what failed and what is left", async () => {
    const failure = {
      ...{ code: "step.failed", step: "seed", detail: "genisoimage said: no space", kept: false },
      left: [{ what: "overlay", command: "rm /disks/x" }],
    };
    const failed = result({ status: "failed", failure, steps: [{ name: "seed", state: "failed" }] });
    const { reply } = await why("#42", { jobs: [job({ status: "failed" })], endings: [{ input, result: failed }] });
    expect(reply.code).toBe("rm /disks/x");
    expect(reply.fields).toContainEqual({ label: "Rule", value: "step.failed" });
  });

  test("says that it waits for a host that is silent", async () => {
    const silent = host("vm1", [], { silent: true, heardAt: now - 600_000 });
    const { reply } = await why("42", { jobs: [job({ status: "waiting" })], hosts: [silent] });
    expect(reply.text?.join(" ")).toMatch(/does not answer.*10 min.* waits/u);
  });

  test("knows another's job no more than one that never was", async () => {
    const anothers = await why("42", { jobs: [job({ person: people.taro.name })] });
    expect(anothers).toEqual(await why("42"));
    expect(anothers.refusal?.code).toBe("job.unknown");
  });
});

describe("/why and a guest", () => {
  const jobOf = async (thing: string, setting: Setting = {}) => {
    const dispatched = await type(`/why ${thing}`, setting);
    if (dispatched.kind !== "job") throw new Error(JSON.stringify(dispatched));
    return { action: dispatched.command.action, host: dispatched.host, input: dispatched.input };
  };

  test("asks its host, by its name or its address", async () => {
    const asked = { action: "vm.why", host: "vm1", input: { name: "web" } };
    expect(await jobOf("web")).toEqual(asked);
    expect(await jobOf("192.168.122.11")).toEqual(asked);
    const two = [host("vm1", [guest()]), host("vm2", [guest({ address: "192.168.123.11" })])];
    expect(await jobOf("192.168.123.11", { hosts: two })).toEqual({ ...asked, host: "vm2" });
    expect((await why("web", { hosts: two })).reply.code).toBe("/vm why web --host vm1");
  });

  test("tells another's guest or address apart from none no more than any verb", async () => {
    for (const [anothers, nobodys] of [
      ["secret", "unheard"],
      ["192.168.122.22", "192.168.122.99"],
    ] as const) {
      const [one, other] = [await why(anothers), await why(nobodys)];
      expect(one.refusal?.code).toBe("guest.unknown");
      expect(JSON.stringify(one).replaceAll(anothers, nobodys)).toBe(JSON.stringify(other));
    }
  });

  test("completes one's own guests and the jobs that did not go well", () => {
    const jobs = [refusedJob, job({ number: 7, status: "done" })];
    expect(complete("/why ", contextFor({ jobs }), commands)).toEqual(["/why db", "/why web", "/why 42"]);
  });
});

describe("a refusal by a host", () => {
  const command = commandForAction("vm.create");
  const lines = (person: Setting["person"]) => {
    if (command === undefined) throw new Error("there is no /vm create");
    const setting = person === undefined ? {} : { person };
    const { reply } = resultReply(command, input, result({ refusal: tooMuch }), contextFor(setting));
    return reply.buttons?.map(({ line }) => line) ?? [];
  };

  test("may be asked an exception for, where somebody could make one", () => {
    expect(lines(undefined)).toContain("/approvals ask /vm create tiny new --cpu 8");
  });

  test("may not, for somebody who may not do it at all", () => {
    expect(lines(people.nobody).join()).not.toContain("approvals");
  });
});
