import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { consentPayload } from "../../protocol/consent.ts";
import type { Grant, Person } from "../../protocol/messages.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { credentialOf } from "../lab/munge.ts";
import { addToGroup, removeFromGroup } from "../lab/people.ts";
import { createTestBot, type TestBot } from "../support/bot.ts";
import { waitFor } from "../support/wait.ts";
import { audited, type Insider, insiderOf } from "./kit/insider.ts";
import { actOf, approved, imageIn, payloadOf, personIn, signedBy } from "./kit/root-acts.ts";

// Somebody has the whole bot, and with it its key: every grant here is properly signed, and says whatever it likes of
// who asked and who approved. The executor, libvirt and munged are real ones.

let department: Department;
let insider: Insider;
let thief: TestBot;
let adm1: Person;
let adm2: Person;
let prof1: Person;
let image: { source: string; sha256: string };
let count = 0;

beforeAll(async () => {
  department = await startDepartment();
  insider = await insiderOf(department);
  await department.bot().stop();
  const { redis, stolen, public: known } = insider;
  thief = createTestBot({ client: redis, own: stolen.bot, executor: known.executor, host: "vm1" });
  [adm1, adm2, prof1] = [
    ...[personIn(department.lab, "adm1"), personIn(department.lab, "adm2"), personIn(department.lab, "prof1")],
  ] as [Person, Person, Person];
  image = await imageIn(department);
}, 180_000);
afterAll(async () => {
  await thief?.close();
  insider?.close();
  await department?.stop();
});

let before: string[];
const templates = async (): Promise<string[]> => (await readdir(department.lab.vm?.templates ?? "")).toSorted();
beforeEach(async () => {
  before = await templates();
  count += 1;
});

const add = (more: Partial<Grant> = {}): Grant =>
  thief.grant(
    "template.add",
    { name: `os-${count}`, ...image, title: { ja: "実習", en: "OS" } },
    { person: adm1, ...more },
  );
const sign = (name: string, grant: Grant, ttl = 3600) => signedBy(department.lab, name, payloadOf(grant), { ttl });
const both = async (grant: Grant, one = "adm1", other = "adm2") => ({
  requester: await sign(one, grant),
  approver: await sign(other, grant),
});

/** The executor says no with this code, audits it, and the templates are as they were. */
async function isRefused(grant: Grant, code: string): Promise<void> {
  await thief.send(grant);
  expect(await thief.result(grant.jti)).toMatchObject({ status: "refused", refusal: { code } });
  await audited(department, "executor", { what: "grant.ended", grant: grant.jti, status: "refused", refusal: code });
  expect(await templates()).toEqual(before);
}

test("what two administrators have really signed is done, once", async () => {
  const grant = add();
  const consents = await both(grant);
  await thief.send(approved(grant, adm2, consents));
  expect(await thief.result(grant.jti, 60_000)).toMatchObject({
    status: "done",
    output: { name: "os-1", host: "vm1" },
  });
  expect(await templates()).toEqual([...before, "os-1.json", "os-1.qcow2"].toSorted());
  const again = approved({ ...add(), input: grant.input }, adm2, consents);
  await thief.send(again);
  expect(await thief.result(again.jti)).toMatchObject({ status: "refused" });
});

test("the bot's own word for it, with or without something that looks like a signature, is not enough", async () => {
  await isRefused(add(), "approval.root");
  await isRefused(approved(add(), adm2, undefined), "consent.missing");
  const made = { requester: "MUNGE:AwQFAAB=:", approver: "MUNGE:AwQFAAB=:" };
  await isRefused(approved(add(), adm2, made), "munge.unreadable");
  await isRefused(approved(add(), adm2, { requester: "yes", approver: "yes" }), "munge.unreadable");
});

test("what the bot itself, or root, can have munged is nobody's signature", async () => {
  const grant = add();
  const bot = Number((await department.lab.run(["id", "-u", "shisa-bot"])).stdout);
  const own = await credentialOf(department.lab, payloadOf(grant), { as: { uid: bot, gid: bot }, ttl: 3600 });
  await isRefused(approved(grant, adm2, { requester: own, approver: await sign("adm2", grant) }), "consent.requester");
  const other = add();
  const roots = await credentialOf(department.lab, payloadOf(other), { ttl: 3600 });
  const consents = { requester: await sign("adm1", other), approver: roots };
  await isRefused(approved(other, adm2, consents), "munge.system");
});

test("signatures used before are refused, in the same act and in another", async () => {
  const grant = add();
  const consents = await both(grant);
  await isRefused(approved({ ...grant, person: prof1 }, adm2, consents), "role.admin_only");
  const one = await sign("adm1", grant);
  await isRefused(approved({ ...add(), jti: grant.jti.replace(/^g./, "g0") }, adm2, consents), "consent.other_act");
  const twice = add();
  const only = await sign("adm1", twice);
  await isRefused(approved(twice, adm2, { requester: only, approver: only }), "munge.replayed");
  await isRefused(approved(add(), adm2, { requester: one, approver: one }), "consent.other_act");
});

test.each<[string, (grant: Grant) => Partial<Grant>]>([
  ["another file", ({ input }) => ({ input: { ...Object(input), source: "/etc/shadow" } })],
  ["another content", ({ input }) => ({ input: { ...Object(input), sha256: "0".repeat(64) } })],
  ["another title", ({ input }) => ({ input: { ...Object(input), title: { ja: "実習", en: "0S" } } })],
  ["another grant", () => ({ jti: `g${"e".repeat(32)}` })],
])("signatures for %s are refused", async (_, change) => {
  const signed = add();
  const consents = await both({ ...signed, ...change(signed) });
  await isRefused(approved(signed, adm2, consents), "consent.other_act");
});

test("signatures for another host are refused", async () => {
  const grant = add();
  const payload = consentPayload({ ...actOf(grant), host: "vm2" });
  const [requester, approver] = await Promise.all(
    ["adm1", "adm2"].map((who) => signedBy(department.lab, who, payload)),
  );
  await isRefused(approved(grant, adm2, { requester: requester ?? "", approver: approver ?? "" }), "consent.other_act");
});

test("one person cannot be both, by whatever name, chat or account", async () => {
  const named = add();
  await isRefused(approved(named, adm1, await both(named, "adm1", "adm1")), "approval.self");
  const lied = add();
  await isRefused(approved(lied, adm2, await both(lied, "adm1", "adm1")), "consent.approver");
  const turned = add();
  await isRefused(approved(turned, adm2, await both(turned, "adm2", "adm1")), "consent.requester");
  const renamed = add();
  await isRefused(approved(renamed, { ...adm1, name: "adm2" }, await both(renamed)), "approval.role");
});

test("a student's or a member of staff's signature does not count as the second", async () => {
  const student = personIn(department.lab, "e235701");
  const one = add();
  await isRefused(approved(one, student, await both(one, "adm1", "e235701")), "approval.role");
  const two = add();
  await isRefused(approved(two, adm2, await both(two, "adm1", "e235701")), "consent.approver");
  const three = add();
  await isRefused(approved(three, prof1, await both(three, "adm1", "prof1")), "approval.role");
});

test("a signature that has run out does not count", async () => {
  const grant = add();
  const requester = await sign("adm1", grant, 1);
  const approver = await sign("adm2", grant);
  const made = Date.now();
  await waitFor("munge to count two seconds", async () => Date.now() > made + 2_000);
  await isRefused(approved(grant, adm2, { requester, approver }), "munge.expired");
});

test("an administrator who is none any more signs nothing, though the signature was made before", async () => {
  const grant = add();
  const consents = await both(grant);
  await removeFromGroup(department.lab, "adm2", "shisa-admin");
  try {
    await waitFor(
      "the executor to know",
      async () => {
        const look = thief.grant("template.retire", { name: "nix" }, { person: adm2 });
        await thief.send(look);
        return (await thief.result(look.jti)).refusal?.code !== "approval.root";
      },
      30_000,
    );
    await isRefused(approved(grant, adm2, consents), "approval.role");
  } finally {
    await addToGroup(department.lab, "adm2", "shisa-admin");
  }
});
