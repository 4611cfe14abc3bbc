import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSession } from "../../bot/terminal/public/session-id.ts";
import { sessionNonce } from "../../protocol/session.ts";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { publicSocket, publicTerminals } from "../department/public.ts";
import { type Stranger, strangerAt } from "../department/stranger.ts";
import { credentialOf } from "../lab/munge.ts";
import { waitFor } from "../lab/wait.ts";
import { audited, auditOf, type Insider, insiderOf } from "./kit/insider.ts";

// Everybody may connect to the terminal that is everybody's: what whoever does can and cannot. The munged is a real one.

let department: Department;
let insider: Insider;
const one = { name: "e235701", uid: 235701, gid: 235701 };
const two = { name: "e235702", uid: 235702, gid: 235702 };
const others: Stranger[] = [];

beforeAll(async () => {
  department = await startDepartment({ components: ["redis", "munge"], botEnv: publicTerminals });
  insider = await insiderOf(department);
});
afterAll(async () => {
  for (const { socket } of others) socket.destroy();
  insider?.close();
  await department?.stop();
});

function connect(): Stranger {
  const stranger = strangerAt(publicSocket(department.lab));
  others.push(stranger);
  return stranger;
}
const within = (timeoutMs: number) => ({ timeoutMs });
const lab = () => ({ dir: department.lab.dir, keeperPid: department.lab.keeperPid });
const credential = (text: string, as?: { uid: number; gid: number }, more: object = {}) =>
  credentialOf(lab(), text, { ...(as === undefined ? {} : { as }), ...more });
const line = (text: string, id = "x1") => ({ type: "say", id, line: text, confirmed: true, language: "en" });

/** A terminal whose proof is a credential made of whatever `make` gives for its nonce; and what the bot says to that. */
async function provedBy(make: (nonce: string) => Promise<string>) {
  const stranger = connect();
  stranger.send({ type: "proof", credential: await make(await stranger.nonce), language: "en" });
  return { stranger, answer: await stranger.next("welcome", "refused", "error") };
}
const session = async (as: { uid: number; gid: number }) => {
  const { stranger, answer } = await provedBy((nonce) => credential(nonce, as));
  expect(answer).toMatchObject({ type: "welcome" });
  return stranger;
};
const refusal = async (make: (nonce: string) => Promise<string>): Promise<string> => {
  const { stranger, answer } = await provedBy(make);
  await stranger.closed;
  return answer.type === "refused" ? answer.refusal.code : answer.type;
};

describe("a connection that has proved nothing", () => {
  const early: readonly [string, object][] = [
    ["a line", line("/ping")],
    ["a completion", { type: "complete", id: "1", line: "/vm " }],
    ["a link", { type: "link", id: "1", nonce: "shisa-link:x", credential: "MUNGE:AA==:" }],
    ["a line with an account, as root's terminal says it", { ...line("/ping"), account: "e235701" }],
    ["a proof that is no credential", { type: "proof", credential: "MUNGE: x" }],
    ["a proof that says who it is", { type: "proof", credential: "MUNGE:AA==:", account: "e235701" }],
    ["a greeting of its own", { type: "hello", nonce: "x" }],
  ];
  test.each(early)("gets nothing done by %s", async (_, message) => {
    const stranger = connect();
    await stranger.nonce;
    stranger.send(message);
    expect(await stranger.next("error", "message", "completions")).toMatchObject({ code: "line.unreadable" });
    await stranger.closed;
  });

  test("is not told anything but a nonce of its own, and cannot put another socket in its place", async () => {
    const [first, second] = [connect(), connect()];
    const nonces = await Promise.all([first.nonce, second.nonce]);
    for (const nonce of nonces)
      expect(nonce).toMatch(new RegExp(`^shisa-session:${insider.public.bot.id}:S\\.[\\w-]{24}$`, "u"));
    expect(new Set(nonces).size).toBe(2);
    const socket = publicSocket(department.lab);
    const [there, folder] = await Promise.all([stat(socket), stat(dirname(socket))]);
    expect([there.mode & 0o777, folder.mode & 0o777]).toEqual([0o666, 0o755]);
    const tried = await department.lab.run([
      ...["setpriv", `--reuid=${one.uid}`, `--regid=${one.gid}`, "--clear-groups", "rm", "-f", socket],
    ]);
    expect(tried.exitCode).not.toBe(0);
  });

  test("lines that come right behind the proof are not taken either", async () => {
    const stranger = connect();
    const proof = { type: "proof", credential: await credential(await stranger.nonce, one) };
    stranger.socket.write(`${JSON.stringify(proof)}\n${JSON.stringify(line("/ping"))}\n`);
    expect(await stranger.next("message", "error")).toMatchObject({ code: "line.unreadable" });
  });

  test("is hung up on when it says nothing for ten seconds, and cannot hold up anybody by crowding", async () => {
    const crowd = Array.from({ length: 300 }, () => connect());
    const began = Date.now();
    await waitFor(
      "the last of the crowd to be greeted or hung up on",
      async () => {
        const settled = crowd.filter(({ heard, socket }) => heard.length > 0 || socket.destroyed);
        return settled.length === crowd.length ? true : undefined;
      },
      within(5_000),
    );
    const staying = () => crowd.filter(({ socket }) => !socket.destroyed).length;
    expect(staying()).toBeLessThanOrEqual(64);
    // Root's own terminal, and somebody who comes with a proof.
    const final = await sayTo(department.socket, "e235701", "/ping").final;
    expect(final).toMatchObject({ status: "done" });
    await session(two);
    await waitFor("the crowd's end", async () => (staying() === 0 ? true : undefined), within(15_000));
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  test("with two hundred false proofs holds up neither root's terminal nor those who are known", async () => {
    const known = await session(one);
    const false_ = async () => {
      const stranger = connect();
      const nonce = await stranger.nonce.catch(() => undefined);
      if (nonce !== undefined) stranger.send({ type: "proof", credential: "MUNGE:AwQFAAC6=:" });
      await stranger.closed;
    };
    const flood = (async () => {
      for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 40 }, false_));
    })();
    const began = Date.now();
    expect(await sayTo(department.socket, "e235702", "/ping").final).toMatchObject({ status: "done" });
    known.send(line("/ping", "in-a-flood"));
    const shown = await known.next("message");
    expect(shown).toMatchObject({ id: "in-a-flood" });
    expect(Date.now() - began).toBeLessThan(5_000);
    await flood;
    const told = (await auditOf(department, "bot")).filter(({ event }) => event === "session.refused");
    expect(told.length).toBeLessThan(100);
  }, 120_000);
});

describe("a credential", () => {
  test("proves nobody but who made it, and is not asked about a name", async () => {
    const stranger = await session(one);
    stranger.send(line("/me", "me1"));
    const shown = await stranger.next("message");
    expect(JSON.stringify(shown)).toContain("e235701");
    await audited(department, "bot", { event: "session.opened", account: "e235701", uid: one.uid });
  });

  test.each([
    ["that was made for a link", (nonce: string) => nonce.replace("shisa-session:", "shisa-link:")],
    ["that was made for an act", () => `shisa-act:${"0".repeat(64)}`],
    ["that was made for another bot", () => sessionNonce("B".repeat(43), newSession())],
    ["of another session of the same bot", () => sessionNonce(insider.public.bot.id, newSession())],
    ["with more in it", (nonce: string) => `${nonce} `],
    ["with nothing in it", () => ""],
  ] as const)("%s opens no session", async (_, text) => {
    expect(await refusal((nonce) => credential(text(nonce), one))).toBe("munge.payload");
  });

  test("of somebody else, watched on its way, is of no use to another connection", async () => {
    const victim = connect();
    const watched = await credential(await victim.nonce, two);
    expect(await refusal(() => Promise.resolve(watched))).toBe("munge.payload");
    // It has been decoded now, so nobody can use it any more, its owner neither: that much harm is done.
    victim.send({ type: "proof", credential: watched });
    expect(await victim.next("refused", "welcome")).toMatchObject({ refusal: { code: "munge.replayed" } });
  });

  test.each([
    ["root's", { uid: 0, gid: 0 }, {}, "munge.system"],
    ["a service's", { uid: 33, gid: 33 }, {}, "munge.system"],
    ["of an account that is in no group of the department", { uid: 9777, gid: 9777 }, {}, "person.unknown"],
    ["that is for another than root", one, { for: "e235701" }, "munge.others"],
  ] as const)("%s opens no session", async (_, as, more, code) => {
    expect(await refusal((nonce) => credential(nonce, as, more))).toBe(code);
  });

  test("that was tampered with opens no session", async () => {
    const spoilt = async (nonce: string): Promise<string> => {
      const text = await credential(nonce, one);
      const middle = Math.floor(text.length / 2);
      return text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1);
    };
    expect(await refusal(spoilt)).toMatch(/^munge\.(damaged|unreadable|failed)$/u);
  });
});

describe("a session", () => {
  test("is its own account's, whatever a line says", async () => {
    const stranger = await session(one);
    stranger.send({ ...line("/me"), account: "e235702" });
    expect(await stranger.next("message", "error")).toMatchObject({ code: "line.unreadable" });
    const again = await session(one);
    again.send({ type: "proof", credential: await credential(await again.nonce, two) });
    expect(await again.next("error", "welcome")).toMatchObject({ code: "line.unreadable" });
  });

  test("shows nothing of another's line by its id", async () => {
    const owner = await session(two);
    owner.send(line("/me", "of-two"));
    await owner.next("message");
    const thief = await session(one);
    thief.send(line("/me", "of-two"));
    const shown = await thief.next("message");
    expect(shown).toMatchObject({ status: "refused", refusal: { code: "person.mismatch" } });
    expect(JSON.stringify(shown)).not.toContain("e235702");
  });

  test("of one account is one of eight at most, and a flood in it is its own", async () => {
    const adm = { uid: 9101, gid: 9101 };
    for (let count = 0; count < 8; count += 1) await session(adm);
    expect(await refusal((nonce) => credential(nonce, adm))).toBe("session.many");
    const loud = await session(two);
    for (let count = 0; count < 300; count += 1) loud.send(line("/help", `flood-${count}`));
    await waitFor(
      "the flood to be answered",
      async () => {
        const finals = loud.heard.filter((it) => it.type === "message" && it.final);
        return finals.length === 300 ? true : undefined;
      },
      within(20_000),
    );
    const told = loud.heard.filter((it) => it.type === "message" && it.refusal?.code === "session.flood");
    expect(told.length).toBeGreaterThan(60);
    const other = await session(one);
    other.send(line("/help", "calm"));
    expect(await other.next("message")).toMatchObject({ status: "done" });
  });
});
