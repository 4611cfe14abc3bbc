import { describe, expect, test } from "vitest";
import type { About } from "../../../executor/perform/admitted.ts";
import { type Lookups, lookUp, noLookups, questionOf } from "../../../executor/perform/question.ts";
import { createDecider } from "../../../policies/decide.ts";
import { noUse, type PersonFacts } from "../../../policies/facts.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";

const { decide } = await createDecider();
const alice: PersonFacts = { name: "alice", uid: 5001, roles: ["student"] };
const prof: PersonFacts = { name: "prof", uid: 6001, roles: ["staff"] };
const host = { name: "h1", stopped: false, diskTotalGiB: 1_000, diskFreeGiB: 900, committedGiB: 0 };
const at = Date.parse("2026-12-01T02:00+09:00");

const about = (more: Partial<About> = {}): About => ({
  ...{ id: "g1", iat: at / 1000, bot: "b1", action: "vm.create", person: { name: "alice", uid: 5001 } },
  input: { template: "tiny", name: "web", cpu: 1, memoryMiB: 1024, diskGiB: 20 },
  identity: { platform: "slack", workspace: "T1", user: "U1" },
  ...more,
});

/** What the bot says of an approval in the grant. */
const said = {
  ...{ number: 1, approver: { name: "prof", uid: 6001 }, at },
  identity: { platform: "slack", workspace: "T1", user: "U2" },
};

async function asked(lookups: Partial<Lookups>, grant = about()) {
  const known = await lookUp({ ...noLookups, ...lookups }, grant, alice, at);
  if (!known.ok) return known.refusal.code;
  const decision = decide(questionOf(known.value, { target: undefined, use: noUse, host }, host, at));
  return decision.effect === "allow" ? "allow" : decision.refusal.code;
}

test("an approval that only the bot speaks of counts for nothing", async () => {
  expect(await asked({}, about({ vouched: { approval: said } }))).toBe("approval.disk");
});

test("an approval counts for what its approver is on this host now", async () => {
  const by = (approver: PersonFacts | undefined) => asked({ approval: async () => accepted({ approver }) });
  expect(await by(prof)).toBe("allow");
  expect(await by({ ...prof, roles: [] })).toBe("approval.role");
  expect(await by(undefined)).toBe("approval.role");
  expect(await by({ ...prof, uid: alice.uid })).toBe("approval.self");
});

test("what a look refuses is refused, whatever the rules would say", async () => {
  const no = async () => refused(refuse("link.removed"));
  expect(await asked({ proved: no })).toBe("link.removed");
  expect(await asked({ approval: no })).toBe("link.removed");
});

test("own limits and exams reach the rules", async () => {
  const exams = [{ course: "os-2026", until: at + 1 }];
  expect(await asked({ ordered: async () => ({ exams }) })).toBe("exam.running");
  expect(await asked({ ordered: async () => ({ ownLimits: { guests: 0 } }) })).toBe("limit.guests");
});

describe("where it was asked", () => {
  const channelOf = async (grant: About, proved = true) => {
    const known = await lookUp({ ...noLookups, proved: async () => accepted(proved) }, grant, alice, at);
    return known.ok ? known.value.channel : undefined;
  };

  test("is the grant's identity, and what was looked at of it", async () => {
    const channel = { platform: "slack", workspace: "T1", place: "private", proved: true };
    expect(await channelOf(about({ vouched: { place: "private" } }))).toEqual(channel);
    expect(await channelOf(about({ vouched: { place: "private" } }), false)).toEqual({ ...channel, proved: false });
  });

  test("is a channel where nothing is said of it", async () => {
    expect(await channelOf(about())).toMatchObject({ place: "channel" });
  });
});
