import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Inquiry } from "../../../../bot/inquiries.ts";
import { createProving } from "../../../../bot/terminal/public/proving.ts";
import type { HostView } from "../../../../handlers/kit/ports.ts";
import { generateKeys, importOwnKeys, importPeer, type OwnKeys, type PeerKeys } from "../../../../protocol/keys.ts";
import type { Result } from "../../../../protocol/messages.ts";
import { refuse } from "../../../../protocol/refusal.ts";
import { signSession } from "../../../../protocol/session.ts";

// Whom the bot asks who somebody is, and what of the answers it believes.

const identity = { platform: "terminal", workspace: "m", user: `S.${"a".repeat(24)}` };
const credential = "MUNGE:AA==:";
const keys = new Map<string, { own: OwnKeys; peer: PeerKeys }>();
let now: number;
let asked: string[];

beforeAll(async () => {
  for (const name of ["vm1", "vm2", "vm3", "vm4"]) {
    const made = await generateKeys(name, "executor", 1e10);
    keys.set(name, { own: await importOwnKeys(made.file), peer: await importPeer(made.entry) });
  }
});
beforeEach(() => {
  now = Date.now();
  asked = [];
});

const result = (more: Partial<Result>): Result => ({
  ...{ kind: "result", grant: "g", action: "session.open", status: "done", steps: [] },
  ...{ startedAt: now, endedAt: now },
  ...more,
});
/** What a host says that knows: a session of alice's, with more or other things in it. */
function known(host: string, more: object = {}): Result {
  const own = keys.get(host)?.own;
  if (own === undefined) throw new Error(host);
  const said = { person: { name: "alice", uid: 5001 }, bot: "b", session: identity.user, iat: now, until: now + 1e6 };
  return result({ output: { session: signSession({ ...said, ...more }, own), account: "alice" } });
}
const no = (code: string): Result => result({ status: "refused", refusal: refuse(code) });

function proving(answer: (inquiry: Inquiry) => Result | undefined, silent: readonly string[] = []) {
  const hosts = [...keys.keys()].map((host) => ({ host, heardAt: now, silent: silent.includes(host) }) as HostView);
  const trust = new Map([...keys.values()].map(({ peer }) => [peer.id, peer] as const));
  const ask = (inquiry: Inquiry) => {
    asked.push(inquiry.host);
    return Promise.resolve(answer(inquiry));
  };
  const directory = { hosts: () => hosts, person: () => undefined };
  return createProving({ inquiries: { ask }, directory, trust, bot: "b", now: () => now });
}
const here = (): boolean => false;

test("a host without munged, or without an answer, is followed by another, which is asked first from then on", async () => {
  const prove = proving(({ host }) => (host === "vm1" ? no("munge.absent") : host === "vm2" ? undefined : known(host)));
  expect(await prove(identity, credential, here)).toMatchObject({ ok: true, value: { person: { name: "alice" } } });
  expect(asked).toEqual(["vm1", "vm2", "vm3"]);
  await prove(identity, credential, here);
  expect(asked).toEqual(["vm1", "vm2", "vm3", "vm3"]);
});

test("a credential that one host has refused is not tried at another", async () => {
  expect(await proving(() => no("munge.payload"))(identity, credential, here)).toMatchObject({ ok: false });
  expect(asked).toEqual(["vm1"]);
});

test("silent hosts are not asked, and no more than three", async () => {
  const all = ["vm1", "vm2", "vm3", "vm4"];
  const nobody = await proving(() => undefined, all)(identity, credential, here);
  expect(nobody).toMatchObject({ refusal: { code: "host.none" } });
  expect(asked).toEqual([]);
  expect(await proving(() => undefined)(identity, credential, here)).toMatchObject({
    refusal: { code: "host.silent" },
  });
  expect(asked).toHaveLength(3);
});

test.each([
  ["of another terminal", { session: `S.${"b".repeat(24)}` }],
  ["of another bot", { bot: "c" }],
  ["that is over", { until: 1 }],
  ["from the future", { iat: Date.now() + 3_600_000 }],
])("a session %s is not believed, whoever signed it", async (_, more) => {
  const answer = await proving(({ host }) => known(host, more))(identity, credential, here);
  expect(answer).toMatchObject({ ok: false, refusal: { code: "session.other" } });
});

test("a session that another host signed than was asked is not believed", async () => {
  const answer = await proving(() => known("vm4"))(identity, credential, here);
  expect(answer).toMatchObject({ ok: false, refusal: { code: "session.other" } });
});

test("for whoever has gone no host is asked", async () => {
  expect(await proving(({ host }) => known(host))(identity, credential, () => true)).toMatchObject({ ok: false });
  expect(asked).toEqual([]);
});
