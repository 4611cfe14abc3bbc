import { beforeAll, describe, expect, test } from "vitest";
import { sessionFault } from "../../../executor/perform/proof-session.ts";
import { generateKeys, importOwnKeys, importPeer, type OwnKeys } from "../../../protocol/keys.ts";
import { sessionLongestMs, signSession } from "../../../protocol/session.ts";
import type { Trust } from "../../../protocol/trust.ts";

// Injected clocks: what a step of one does to a session, and what a session is good for.

const person = { name: "alice", uid: 5001 };
const user = `S.${"a".repeat(24)}`;
const identity = { platform: "terminal", workspace: "m", user };
const hour = 3_600_000;
let own: OwnKeys;
let trust: Trust;
let start: number;

beforeAll(async () => {
  const made = await generateKeys("vm1", "executor", 10_000 * hour);
  own = await importOwnKeys(made.file);
  const peer = await importPeer(made.entry);
  trust = new Map([[peer.id, peer]]);
  start = Date.now();
});

const proof = (more: object = {}) =>
  signSession({ person, bot: "b", session: user, iat: start, until: start + sessionLongestMs, ...more }, own);
const at = (now: number, text: string | undefined = proof(), more: object = {}, who = person) =>
  sessionFault(
    { identity, bot: "b", ...(text === undefined ? {} : { vouched: { proof: text } }), ...more },
    who,
    trust,
    now,
  )?.code;

describe("a session by the host's clock", () => {
  test("holds from its beginning to twelve hours later, however long its signer wanted it", () => {
    expect(at(start)).toBeUndefined();
    expect(at(start + sessionLongestMs - 1)).toBeUndefined();
    expect(at(start + sessionLongestMs)).toBe("session.over");
    expect(at(start + 13 * hour, proof({ until: start + 99 * hour }))).toBe("session.over");
    expect(at(start + hour, proof({ until: start + hour }))).toBe("session.over");
  });

  test("does not hold where the clock was set back to before it began, but for what two clocks may differ", () => {
    expect(at(start - 29_000)).toBeUndefined();
    expect(at(start - 31_000)).toBe("session.over");
    expect(at(start - hour)).toBe("session.over");
  });

  test("is over where the clock was set forward past its end, and holds again where that is mended", () => {
    expect(at(start + 24 * hour)).toBe("session.over");
    expect(at(start + 60_000)).toBeUndefined();
  });
});

describe("a session is good for", () => {
  test("nobody else, no other number, no other bot, no other terminal", () => {
    expect(at(start, proof(), {}, { name: "bob", uid: 5001 })).toBe("session.other");
    expect(at(start, proof(), {}, { name: "alice", uid: 5002 })).toBe("session.other");
    expect(at(start, proof(), { bot: "c" })).toBe("session.other");
    expect(at(start, proof(), { identity: { ...identity, user: `S.${"b".repeat(24)}` } })).toBe("session.other");
  });

  test("nothing once its signer is trusted no more", () => {
    const vouched = { proof: proof() };
    expect(sessionFault({ identity, bot: "b", vouched }, person, new Map(), start)?.code).toBe("session.other");
  });

  test("a terminal only: root's own has none, and a chat has a link", () => {
    expect(at(start, undefined, { vouched: {} })).toBe("session.other");
    const roots = { identity: { ...identity, user: "alice" }, bot: "b" };
    expect(sessionFault(roots, person, trust, start)).toBeUndefined();
    const chat = { identity: { platform: "slack", workspace: "T1", user: "U1" }, bot: "b", vouched: { proof: "x" } };
    expect(sessionFault(chat, person, trust, start)).toBeUndefined();
  });
});
