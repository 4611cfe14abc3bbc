import { readFile, writeFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { generateKeys, importOwnKeys, type OwnKeys, readOwnKeys } from "../../protocol/keys.ts";
import { type Link, readLink, signLink } from "../../protocol/link.ts";
import type { Grant, Result } from "../../protocol/messages.ts";
import { linkNonce } from "../../protocol/nonce.ts";
import { readTrust } from "../../protocol/trust.ts";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import { credentialOf } from "../lab/munge.ts";
import { type Bench, prepareBench } from "../support/executor.ts";
import { adm, alice, bob, type FakeAccount } from "../support/fake-people.ts";
import { waitFor } from "../support/wait.ts";

// Somebody has the whole bot, its key and its database, and asks a real executor with a real munged to believe that a
// chat is somebody's.

const chat = { platform: "slack", workspace: "T1", user: "U1" } as const;
const other = { ...chat, user: "U2" } as const;
const random = "r".repeat(20);
const nonce = linkNonce(chat, random);
const year = 365 * 24 * 3_600_000;

let lab: Lab;
let bench: Bench;
let executor: OwnKeys;

beforeAll(async () => {
  lab = await startLab({ components: ["munge"] });
}, 60_000);
afterAll(() => stopLab(lab.name), 60_000);
beforeEach(async () => {
  bench = await prepareBench([alice, bob, adm], { mungeSocket: lab.mungeSocket });
  executor = await readOwnKeys(bench.config.keys);
  await bench.start();
});
afterEach(() => bench.remove());

const by = ({ uid, gid }: FakeAccount) => ({ as: { uid, gid } });
const made = (payload: string, person = alice) => credentialOf(lab, payload, by(person));

async function asked(action: string, input: unknown, more: Partial<Grant>): Promise<Result> {
  const grant = await bench.bot.send(bench.bot.grant(action, input, more));
  return bench.bot.result(grant.jti);
}
const nobody = { name: "nobody", uid: 65_534 };
const prove = (credential: string, more: { nonce?: string; identity?: typeof chat | typeof other } = {}) => {
  const { identity = chat } = more;
  const input = { identity: chat, nonce, credential, ...more };
  return asked("link.prove", input, { identity, person: nobody });
};
const why = async (result: Promise<Result>): Promise<string> => {
  const { status, refusal } = await result;
  return refusal?.code ?? status;
};
const linkOf = (person: FakeAccount, changes: Partial<Link> = {}, own = executor): string => {
  const { name, uid } = person;
  const said = { identity: chat, person: { name, uid }, by: name, how: "munge", bot: bench.botKeys.id } as const;
  return signLink({ iat: Date.now(), ...said, ...changes }, own);
};
const ping = (proof: string | undefined, person = alice, identity: typeof chat | typeof other = chat) =>
  why(
    asked(
      "host.ping",
      {},
      {
        identity,
        person: { name: person.name, uid: person.uid },
        vouched: proof === undefined ? {} : { proof },
      },
    ),
  );

describe("a stolen bot", () => {
  test("links a chat to whoever made the credential for just that chat, whomever it names itself, and to nobody twice", async () => {
    const credential = await made(nonce);
    const result = await prove(credential);
    expect(result).toMatchObject({ status: "done", output: { account: "alice" } });
    const { link } = result.output as { link: string };
    expect(readLink(link, await readTrust(bench.config.trust)).link).toMatchObject({
      person: { name: "alice", uid: alice.uid },
      how: "munge",
      by: "alice",
      identity: chat,
    });
    expect(await why(prove(credential))).toBe("munge.replayed");
  });

  test("cannot use a credential that was made for another chat, for another purpose, or without one", async () => {
    const others = linkNonce(other, random);
    expect(await why(prove(await made(others)))).toBe("munge.payload");
    expect(await why(prove(await made(others), { nonce: others }))).toBe("link.nonce");
    expect(await why(prove(await made(nonce), { identity: other }))).toBe("link.nonce");
    for (const purpose of [`shisa-session:${bench.botKeys.id}:${random}`, `shisa-act:${"0".repeat(64)}`, "", "hello"]) {
      expect(await why(prove(await made(purpose), { nonce: purpose }))).toBe("link.nonce");
      expect(await why(prove(await made(purpose)))).toBe("munge.payload");
    }
    for (const near of [`${nonce} `, `${nonce}\n`, nonce.toUpperCase(), `${nonce}:x`, `x${nonce}`])
      expect(await why(prove(await made(near)))).toBe("munge.payload");
  });

  test("cannot link anybody by root's credential, a service's, a stranger's, a damaged or an old one", async () => {
    expect(await why(prove(await credentialOf(lab, nonce)))).toBe("munge.system");
    expect(await why(prove(await credentialOf(lab, nonce, { as: { uid: 33, gid: 33 } })))).toBe("munge.system");
    expect(await why(prove(await credentialOf(lab, nonce, { as: { uid: 77_777, gid: 7 } })))).toBe("person.unknown");
    expect(await why(prove("MUNGE:AAAA:"))).toMatch(/^munge\.(damaged|unreadable)$/u);
    const old = await credentialOf(lab, nonce, { ...by(alice), ttl: 3_600 });
    await bench.stop();
    await bench.start({ now: () => Date.now() + 20_000 + 5 * 60_000 });
    const late = { iat: Math.floor(Date.now() / 1000) + 320, exp: Math.floor(Date.now() / 1000) + 900 };
    const input = { identity: chat, nonce, credential: old };
    expect(await why(asked("link.prove", input, { identity: chat, person: nobody, ...late }))).toBe("munge.expired");
  }, 60_000);

  test("has nothing done from a chat without an executor's word that it is just this person's", async () => {
    expect(await ping(linkOf(alice))).toBe("done");
    const stranger = await importOwnKeys((await generateKeys("h1", "executor", year)).file);
    const wrong: [string, string | undefined][] = [
      ["none", undefined],
      ["its own", linkOf(alice, {}, bench.botKeys)],
      ["a stranger's", linkOf(alice, {}, stranger)],
      ["somebody else's", linkOf(bob)],
      ["another chat's", linkOf(alice, { identity: other })],
      ["the same name with another uid", linkOf({ ...alice, uid: 6_000 })],
      ["a text", "a.b.c"],
    ];
    for (const [what, proof] of wrong) expect(`${what}: ${await ping(proof)}`).toBe(`${what}: link.proof`);
    expect(await ping(linkOf(alice), bob)).toBe("link.proof");
    expect(await ping(linkOf(alice), alice, other)).toBe("link.proof");
  }, 30_000);

  test("is of no use for what administrators said, once its key is taken out of the trust file", async () => {
    const forged = linkOf(alice, { how: "administrator", by: "adm1", bot: bench.stranger.grant("x", {}).iss });
    expect(await ping(forged)).toBe("link.proof");
    expect(await ping(linkOf(alice, { how: "administrator", by: "adm1" }))).toBe("done");
  });

  test("cannot bring back a link that was ended, not by an older statement nor after a restart; a new proof does", async () => {
    const before = linkOf(alice);
    const me = { identity: chat, person: { name: "alice", uid: alice.uid }, vouched: { proof: before } };
    expect(await why(asked("link.remove", { identity: chat, link: before }, me))).toBe("done");
    expect(await ping(before)).toBe("link.removed");
    await bench.stop();
    await bench.start();
    expect(await ping(before)).toBe("link.removed");
    const again = await prove(await made(nonce));
    expect(await ping((again.output as { link: string }).link)).toBe("done");
  }, 30_000);

  test("cannot end another's link in a student's name, and an administrator can", async () => {
    const alices = linkOf(alice);
    const asBob = {
      identity: other,
      person: { name: "bob", uid: bob.uid },
      vouched: { proof: linkOf(bob, { identity: other }) },
    };
    expect(await why(asked("link.remove", { identity: chat, link: alices }, asBob))).toBe("link.others");
    expect(await why(asked("link.remove", { identity: chat }, asBob))).toBe("link.others");
    expect(await ping(alices)).toBe("done");
    const asAdmin = { person: { name: adm.name, uid: adm.uid } };
    expect(await why(asked("link.remove", { identity: chat }, asAdmin))).toBe("done");
    expect(await ping(alices)).toBe("link.removed");
  });

  test("links no class from a chat, for a student, or to accounts that are nobody's", async () => {
    const people = [
      { identity: chat, account: "bob" },
      { identity: other, account: "nobody1" },
    ];
    const admin = { name: adm.name, uid: adm.uid };
    const vouched = { proof: linkOf(adm) };
    expect(await why(asked("link.class", { people }, { identity: chat, person: admin, vouched }))).toMatch(
      /^link\.terminal$/u,
    );
    expect(await why(asked("link.class", { people }, { person: { name: "alice", uid: alice.uid } }))).toBe(
      "role.admin_only",
    );
    expect(await asked("link.class", { people }, { person: admin })).toMatchObject({
      status: "done",
      output: { linked: [{ account: "bob" }], refused: [{ account: "nobody1", code: "link.person" }] },
    });
  });
});

test("an executor whose list of ended links cannot be read does not start, rather than forget them", async () => {
  await bench.stop();
  await writeFile(`${bench.config.state}/links-removed.json`, "[[");
  await expect(bench.start()).rejects.toThrow("reading the ended links");
});

test("no credential is kept in an audit", async () => {
  const credential = await made(nonce);
  await prove(credential);
  await waitFor("the audit", async () => (await bench.audit()).some(({ what }) => what === "grant.ended"));
  expect(await readFile(`${bench.config.state}/audit.log`, "utf8")).not.toContain(credential.slice(0, 40));
});
