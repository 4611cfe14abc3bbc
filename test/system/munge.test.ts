import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createExec } from "../../executor/exec.ts";
import { createPeople } from "../../executor/facts.ts";
import { createMunge, type Munge } from "../../executor/munge/munge.ts";
import { createProver, type Prover } from "../../executor/munge/prover.ts";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import { credentialOf, killMunge, startMunge } from "../lab/munge.ts";
import { deletePerson } from "../lab/people.ts";
import { waitFor } from "../lab/wait.ts";
import { execIn } from "../support/lab-exec.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const student = { as: { uid: 235_701, gid: 235_701 } };
const groups = { student: "students", staff: "staff", admin: "shisa-admin" };
let lab: Lab;
let munge: Munge;
let prover: Prover;
let aheadMs = 0;

beforeAll(async () => {
  lab = await startLab({ components: ["munge"] });
  const now = () => Date.now() + aheadMs;
  // From outside the lab, by the path that is the same on both sides.
  munge = createMunge(createExec(), lab.mungeSocket, now);
  const inside = { ...createExec(), ...execIn(lab) };
  prover = createProver(munge, inside, createPeople(inside, groups, now));
});

afterAll(async () => {
  if (lab !== undefined) await stopLab(lab.name);
});

const why = async (credential: string, maxAgeMs?: number): Promise<unknown> => {
  const decoded = await munge.decode(credential, maxAgeMs);
  return decoded.ok ? "ok" : decoded.refusal.code;
};

describe("a munge credential", () => {
  test("says who made it, what they said, and when", async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const decoded = await munge.decode(`${await credentialOf(lab, "shisa-x:a/b-c_d.e:1", { ...student, ttl: 60 })}\n`);
    expect(decoded).toMatchObject({ ok: true, value: { uid: 235_701, payload: "shisa-x:a/b-c_d.e:1", ttl: 60 } });
    expect(decoded.ok && decoded.value.encodedAt - before).toBeLessThan(5_000);
  });

  test("may say anything, and what it says is told from what munge says about it", async () => {
    const text = "a\n\nUID: 0\n\nb 日本語";
    expect(await munge.decode(await credentialOf(lab, text, student))).toMatchObject({
      ok: true,
      value: { uid: 235_701, payload: text },
    });
  });

  test("is good once", async () => {
    const credential = await credentialOf(lab, "once", student);
    expect(await why(credential)).toBe("ok");
    expect(await why(credential)).toBe("munge.replayed");
  });

  test("is refused when anything in it was changed", async () => {
    const credential = await credentialOf(lab, "whole", student);
    const other = credential[60] === "A" ? "B" : "A";
    expect(await why(`${credential.slice(0, 60)}${other}${credential.slice(61)}`)).toBe("munge.damaged");
    expect(await why(credential)).toBe("ok");
  });

  test.each([
    "",
    "MUNGE:",
    "MUNGE:x:",
    "hello",
    "-h",
    "MUNGE:AwQF\nAAA=:",
    `MUNGE:${"A".repeat(5_000)}:`,
  ])("is refused when it is none: %j", async (text) => {
    expect(await why(text)).toMatch(/^munge\.(unreadable|damaged)$/);
  });

  test("that is meant for another account is refused", async () => {
    expect(await why(await credentialOf(lab, "for you", { ...student, for: "daemon" }))).toBe("munge.others");
  });

  test("is refused past the time that its maker gave it", async () => {
    const credential = await credentialOf(lab, "soon", { ...student, ttl: 1 });
    const encoded = Date.now();
    await waitFor("two seconds", () => (Date.now() - encoded > 2_100 ? true : undefined), {
      timeoutMs: 5_000,
      everyMs: 50,
    });
    expect(await why(credential)).toBe("munge.expired");
  });

  test("is refused after five minutes, however long its maker wanted, unless an act allows more", async () => {
    const made = await Promise.all([1, 2, 3].map(() => credentialOf(lab, "long", { ...student, ttl: 3_600 })));
    aheadMs = 5 * 60_000 + 2_000;
    expect(await why(made[0] ?? "")).toBe("munge.expired");
    expect(await why(made[1] ?? "", 3_600_000)).toBe("ok");
    aheadMs = -45_000;
    expect(await why(made[2] ?? "")).toBe("munge.future");
    aheadMs = 0;
  });

  test("cannot be read where no munged runs, and is good when it runs again", async () => {
    const credential = await credentialOf(lab, "later", student);
    await killMunge(lab);
    expect(await why(credential)).toBe("munge.absent");
    await startMunge(lab);
    expect(await why(credential)).toBe("ok");
  });
});

describe("who made a credential", () => {
  const who = async (credential: string, payload = "p") => {
    const found = await prover.identify(credential, payload);
    return found.ok ? `${found.value.name} ${found.value.roles.join(" ")}` : found.refusal.code;
  };

  test("is the account of its uid with that account's roles now", async () => {
    expect(await who(await credentialOf(lab, "p", student))).toBe("e235701 student");
    expect(await who(await credentialOf(lab, "p", { as: { uid: 9_101, gid: 9_101 } }))).toBe("adm1 admin");
  });

  test("is nobody where it was made for another purpose", async () => {
    expect(await who(await credentialOf(lab, "q", student))).toBe("munge.payload");
  });

  test("is nobody where root, a service, or an account without a role or without a name made it", async () => {
    expect(await who(await credentialOf(lab, "p"))).toBe("munge.system");
    expect(await who(await credentialOf(lab, "p", { as: { uid: 33, gid: 33 } }))).toBe("munge.system");
    expect(await who(await credentialOf(lab, "p", { as: { uid: 9_201, gid: 9_201 } }))).toBe("person.unknown");
    expect(await who(await credentialOf(lab, "p", { as: { uid: 77_777, gid: 77_777 } }))).toBe("person.unknown");
  });

  test("is nobody once the account is gone", async () => {
    await deletePerson(lab, "e235703");
    expect(await who(await credentialOf(lab, "p", { as: { uid: 235_703, gid: 235_703 } }))).toBe("person.unknown");
  });
});
