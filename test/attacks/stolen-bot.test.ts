import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Grant } from "../../protocol/messages.ts";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { remains } from "../department/guests.ts";
import type { Managed } from "../department/process.ts";
import { deletePerson, removeFromGroup } from "../lab/people.ts";
import { createTestBot, type TestBot } from "../support/bot.ts";
import { checksum } from "../system/vm/in-lab.ts";
import { audited, auditOf, type Insider, insiderOf, journalOf } from "./kit/insider.ts";
import { startLooseBot } from "./kit/loose-bot.ts";

// Somebody has the whole bot: its key, so that every grant is properly signed, or only its policies. The executor is
// a real one, with real guests.

let department: Department;
let insider: Insider;
let thief: TestBot;
let guest: string;
let before: Awaited<ReturnType<typeof state>>;
const small = { template: "tiny", cpu: 1, memoryMiB: 256, diskGiB: 1 };
const one = { name: "e235701", uid: 235701 };
const two = { name: "e235702", uid: 235702 };
const seconds = (): number => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  department = await startDepartment();
  insider = await insiderOf(department);
  const made = await sayTo(department.socket, two.name, "/vm create tiny web --memory 256M --disk 1G").final;
  expect(made, JSON.stringify(made)).toMatchObject({ status: "done" });
  guest = (made.output as { uuid: string }).uuid;
  before = await state();
  await department.bot().stop();
  const { redis, stolen, public: known } = insider;
  thief = createTestBot({ client: redis, own: stolen.bot, executor: known.executor, host: "vm1" });
});
afterAll(async () => {
  await thief?.close();
  insider?.close();
  await department?.stop();
});

/** Everything that a change could show in. */
async function state() {
  const { lab } = department;
  const run = await lab.run(["virsh", "-q", "-c", "qemu:///system", "domstate", guest]);
  const template = await checksum(join(lab.vm?.templates ?? "", "tiny.qcow2"));
  return { ...(await remains(department)), running: run.stdout, template };
}

/** How many jobs about guests came as far as a plan that changes something. */
async function plans(): Promise<number> {
  const records = await journalOf(department);
  const about = records.filter(({ t, action }) => t === "claimed" && String(action).startsWith("vm."));
  const ids = new Set(about.map(({ id }) => id));
  return records.filter(({ t, id }) => t === "planned" && ids.has(id)).length;
}

type Asked = [action: string, input: unknown, more?: Partial<Grant>];

/** The executor itself says no, with this code, audits it, and has planned nothing. */
async function isRefused([action, input, more = {}]: Asked, code: string, status = "refused"): Promise<unknown> {
  const grant = await thief.send(thief.grant(action, input, { person: one, ...more }));
  const result = await thief.result(grant.jti);
  expect(result).toMatchObject({ status, refusal: { code } });
  await audited(department, "executor", { what: "grant.ended", grant: grant.jti, status, refusal: code });
  expect(await plans()).toBe(1);
  return result.refusal;
}

const verbs: readonly [string, object][] = [
  ["vm.stop", { force: true }],
  ["vm.start", {}],
  ["vm.restart", {}],
  ["vm.delete", {}],
  ["vm.show", {}],
  ["vm.ip", {}],
];
test.each(verbs)("a signed %s of another's guest is refused as one of a guest that never was", async (action, more) => {
  const theirs = await isRefused([action, { name: "web", ...more }], "guest.unknown");
  const nobodys = await isRefused([action, { name: "nix", ...more }], "guest.unknown");
  expect(JSON.stringify(theirs)).toBe(JSON.stringify(nobodys).replace("nix", "web"));
});

test("a signed cancel of another's job finds none", async () => {
  const created = (await journalOf(department)).find(({ t, action }) => t === "claimed" && action === "vm.create");
  const grant = await thief.send(thief.grant("job.cancel", { grant: created?.["id"] }, { person: one }));
  expect(await thief.result(grant.jti)).toMatchObject({ status: "done", output: { found: false } });
});

const over: readonly [string, object, string][] = [
  ["more memory than the limit", { memoryMiB: 8 * 1024 + 1 }, "limit.memory"],
  ["more CPUs than the limit", { cpu: 5 }, "limit.cpus"],
  ["a disk that needs an approval", { diskGiB: 11 }, "approval.disk"],
  ["a disk over every limit", { diskGiB: 61 }, "limit.disk"],
  ["a template that is a path", { template: "../templates/tiny" }, "input.invalid"],
  ["a template that is not there", { template: "shadow" }, "template.unknown"],
  ["a name that is a path", { name: "../../etc" }, "input.invalid"],
  ["a name with a line break", { name: "web\nweb" }, "input.invalid"],
  ["a name that is an option", { name: "--config" }, "input.invalid"],
  ["an approval that it wrote itself", { diskGiB: 11, approved: true }, "input.invalid"],
  ["no CPU", { cpu: 0 }, "input.invalid"],
  ["half a CPU", { cpu: 0.5 }, "input.invalid"],
  ["an owner", { owner: two }, "input.invalid"],
  ["a note of a megabyte", { note: "x".repeat(1_000_000) }, "input.invalid"],
];
test.each(over)("a signed create with %s is refused", async (_, more, code) => {
  await isRefused(["vm.create", { ...small, name: "big", ...more }], code);
});

const wrong: readonly [string, () => Asked, string, string?][] = [
  ["for an action that does not exist", () => ["vm.format", {}], "action.unknown"],
  ["for an action named __proto__", () => ["__proto__", {}], "action.unknown"],
  ["for an action named constructor", () => ["constructor", {}], "action.unknown"],
  [
    "in a name whose number is another's",
    () => ["host.ping", {}, { person: { ...one, uid: two.uid } }],
    "person.mismatch",
  ],
  ["in the name of nobody", () => ["host.ping", {}, { person: { name: "e999999", uid: 999999 } }], "person.unknown"],
  ["in the name of a service", () => ["host.ping", {}, { person: { name: "shisa-bot", uid: 9201 } }], "person.unknown"],
  ["that may wait for an hour", () => ["host.ping", {}, { exp: seconds() + 3600 }], "input.invalid"],
  ["that ends before it begins", () => ["host.ping", {}, { exp: seconds() - 10 }], "input.invalid"],
  ["from the future", () => ["host.ping", {}, { iat: seconds() + 40, exp: seconds() + 100 }], "clock.off"],
  [
    "that is too late",
    () => ["host.ping", {}, { iat: seconds() - 100, exp: seconds() - 5 }],
    "deadline.passed",
    "not_run",
  ],
  ["for another release's actions", () => ["host.ping", {}, { catalogue: "f".repeat(16) }], "catalogue.version"],
];
test.each(wrong)("a signed grant %s is refused", async (_, asked, code, status) => {
  await isRefused(asked(), code, status);
});

test("a signed grant in root's name is not even a grant", async () => {
  const grant = await thief.send(thief.grant("host.ping", {}, { person: { name: "root", uid: 0 } }));
  await audited(department, "executor", { what: "grant.rejected", reason: "reading the message failed" });
  expect((await auditOf(department, "executor")).some((entry) => entry["grant"] === grant.jti)).toBe(false);
});

test("somebody who has left, by their group or by their account, is refused though the bot still signs for them", async () => {
  await removeFromGroup(department.lab, "e235703", "students");
  const person = { name: "e235703", uid: 235703 };
  await isRefused(["vm.create", { ...small, name: "late" }, { person }], "person.unknown");
  await deletePerson(department.lab, "prof1");
  await isRefused(
    ["vm.create", { ...small, name: "late" }, { person: { name: "prof1", uid: 9001 } }],
    "person.unknown",
  );
});

test("a bot whose policies were made to permit everything changes nothing about what the executor does", async () => {
  let loose: Managed | undefined;
  try {
    loose = await startLooseBot(department);
    for (const [line, code] of [
      ["/vm create tiny big --disk 11G", "approval.disk"],
      ["/vm create tiny big --cpu 5", "limit.cpus"],
      ["/vm create tiny big --memory 9G", "limit.memory"],
    ] as const) {
      const final = await sayTo(department.socket, one.name, line).final;
      expect(final).toMatchObject({ status: "refused", refusal: { code }, job: expect.any(Number) });
      await audited(department, "executor", { what: "grant.ended", action: "vm.create", refusal: code });
    }
    expect(await plans()).toBe(1);
  } finally {
    await loose?.stop();
  }
});

test("with the bot as it was, the same is refused before a grant is signed, and nothing of all this has changed anything", async () => {
  // Of somebody for whom no host did anything meanwhile: then the bot knows by itself what is held there.
  await department.startBot();
  const refused = await sayTo(department.socket, two.name, "/vm create tiny big --memory 9G").final;
  expect(refused).toMatchObject({ status: "refused", refusal: { code: "limit.memory" } });
  expect(refused).not.toHaveProperty("job");
  const shown = await sayTo(department.socket, two.name, "/vm show web").final;
  expect(shown).toMatchObject({ status: "done", output: { uuid: guest, state: "running" } });
  expect(await state()).toEqual(before);
  await auditOf(department, "bot");
});
