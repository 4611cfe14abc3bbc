import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { approvalCard } from "../../../handlers/approvals/card.ts";
import { requestReply } from "../../../handlers/approvals/request.ts";
import type { ErasedActionCommand } from "../../../handlers/kit/definition.ts";
import type { Context } from "../../../handlers/kit/ports.ts";
import { resultReply, unknownReply, workingReply } from "../../../handlers/kit/render.ts";
import type { Language, Reply } from "../../../handlers/kit/reply.ts";
import { commandForAction } from "../../../handlers/registry.ts";
import { type Finding, whyChecks } from "../../../protocol/actions/vm-why.ts";
import type { HeadFinding } from "../../../protocol/audit/head.ts";
import type { Result } from "../../../protocol/messages.ts";
import { refuse } from "../../../protocol/refusal.ts";
import { rsaLine } from "../executor-vm/keyring.ts";
import { approval } from "./approvals-book.ts";
import { contextFor, host, inventory, job, now, people, type Setting, type, usualGuests } from "./department.ts";
import { plain } from "./plain.ts";

const command = (action: string): ErasedActionCommand => {
  const found = commandForAction(action);
  if (found === undefined) throw new Error(`no verb asks for ${action}`);
  return found;
};

const input = { template: "tiny", name: "new", cpu: 1, memoryMiB: 1024, diskGiB: 10 };
const reachable = {
  name: "new",
  host: "vm1",
  hostName: "e235701-new",
  address: "192.168.122.12",
  reach: "nat",
  ssh: "ssh -J vm1.example.jp e235701@192.168.122.12",
};
const created = {
  ...reachable,
  uuid: "4a3f2b1c-0d9e-4f8a-9b7c-6d5e4f3a2b1c",
  template: "tiny",
  cpu: 1,
  memoryMiB: 1024,
  diskGiB: 10,
};
const shown = {
  ...{ name: "web", host: "vm1", hostName: "e235701-web", state: "running", ssh: "ssh e235701@192.168.122.11" },
  interfaces: [
    { mac: "52:54:00:12:34:56", network: "default", reserved: "192.168.122.11", seen: "192.168.122.11", reach: "nat" },
  ],
};
const unseen = { ...shown, ssh: null, interfaces: shown.interfaces.map((one) => ({ ...one, seen: null })) };
const whole = {
  ...{ uuid: created.uuid, template: "tiny", cpu: 1, memoryMiB: 1024, diskGiB: 10, diskUsedMiB: 300 },
  ...{ createdAt: "2026-03-30T03:00:00.000Z", note: "研究用", acceleration: "emulation" },
};

const phone = {
  ...{ comment: "phone", addedAt: now - 86_400_000, type: "ED25519", bits: 256 },
  fingerprint: "SHA256:PZRq1Y6vZJX7GgQiMGX3q2dFBLW5yFkZsVYd2QCOpSw",
  by: { platform: "slack", workspace: "T0123456789", user: "U0123456789" },
};
const laptop = {
  ...{ comment: "研究室のノートPC", addedAt: now - 3_600_000, type: "RSA", bits: 4096 },
  fingerprint: "SHA256:u7DcvqjRtsHvq6VgWbXQZrJ0t1YQpJkX2yX1tXUuA3E",
  by: { platform: "terminal", workspace: "vm1", user: "e235701" },
};
const nameless = { ...laptop, comment: "", type: "ECDSA", bits: 256, fingerprint: `SHA256:${"x".repeat(43)}` };
const statement = "signed";
const rsa1024 = rsaLine(1024);
const zeros = "0".repeat(64);
const finding: HeadFinding = {
  ...{ name: "vm1", at: now - 3_600_000, why: "cut" },
  kept: { seq: 120, hash: zeros },
  said: { seq: 100, hash: zeros },
};
const question = { words: ["web"], limit: 20 };
const audited = { at: "2026-03-31T22:15:30.000Z", grant: job().grant, person: "e235701", via: "slack:T1/U1" };
const page = {
  ...{ host: "vm1", complete: false, from: "2026-03-01T00:00:00.000Z" },
  lines: [
    { ...audited, what: "grant.ended", action: "vm.delete", status: "done", detail: '{"input":{"name":"web"}}' },
    { at: audited.at, what: "command.refused", person: "e235701", code: "limit.cpus", detail: '{"asked":"vm create"}' },
    {
      ...audited,
      what: "grant.ended",
      action: "vm.create",
      status: "refused",
      code: "limit.guests",
      approver: "prof1",
    },
  ],
};
const searched = { question, head: { seq: 321, hash: zeros }, findings: [{ ...finding, name: "bot", why: "forked" }] };

const refusal = refuse(
  "limit.memory",
  { use: 1024, request: 8192, limit: 8192 },
  { passing: { memoryMiB: 7168 }, approvers: ["admin"] },
);
const ok = { found: "ok", numbers: {} } as const;
const unlooked = { found: "unlooked", code: "why.unlooked_off", numbers: {} } as const;
const address = { address: "192.168.122.11" };
const usualFindings: Record<Finding["about"], Omit<Finding, "about">> = {
  owner: { ...ok, code: "why.yours", numbers: { name: "e235701", uid: 10_001 } },
  state: { ...ok, code: "why.runs", numbers: { since: now - 3_600_000 } },
  limits: { ...ok, code: "why.counted", numbers: { cpus: 1, memory: 1024 } },
  host: { ...ok, code: "why.host_ready", numbers: { host: "vm1", percent: 80, minimum: 15 } },
  reservation: { ...ok, code: "why.reserved", numbers: address },
  lease: { ...ok, code: "why.leased", numbers: address },
  answer: { ...ok, code: "why.answers", numbers: address },
};
const off: Partial<typeof usualFindings> = {
  state: { found: "wrong", code: "why.off_cut", numbers: {} },
  limits: { ...ok, code: "why.may_start" },
  lease: unlooked,
  answer: unlooked,
};
const overLimit = { limits: { found: "wrong", code: refusal.code, numbers: refusal.numbers } } as const;
const silent: Partial<typeof usualFindings> = {
  answer: { found: "wrong", code: "why.silent", numbers: address },
};
/** What a host says that it found. */
const looked = (changes: Partial<typeof usualFindings> = {}) => ({
  name: "web",
  host: "vm1",
  state: changes.state === undefined ? "running" : "off",
  findings: whyChecks.map((about) => ({ about, ...usualFindings[about], ...changes[about] })),
  ssh: Object.keys(changes).length === 0 ? "ssh e235701@192.168.122.11" : null,
  approvers: changes.limits?.found === "wrong" ? ["admin"] : [],
});
const known = [people.hanako, people.admin].map((person) => ({ ...person, roles: [...person.roles] }));

const result = (changes: Partial<Result> & Pick<Result, "action" | "status">): Result => ({
  kind: "result",
  grant: job().grant,
  steps: [],
  startedAt: now - 9_000,
  endedAt: now,
  ...changes,
});
const ended =
  (changes: Parameters<typeof result>[0], about: unknown = input) =>
  (context: Context) =>
    resultReply(command(changes.action), about, result(changes), context).reply;
const create = { action: "vm.create" } as const;
const undone = [
  { name: "reserve", state: "undone" },
  { name: "overlay", state: "undone" },
  { name: "seed", state: "failed" },
] as const;

const typed =
  (line: string, setting: Setting = {}) =>
  async ({ language }: Context): Promise<Reply> => {
    const dispatched = await type(line, { ...setting, language });
    if (dispatched.kind === "job" || dispatched.kind === "approval") throw new Error(`${line} became a job`);
    return dispatched.reply;
  };

const { name, uid, fullName } = people.professor;
const denied = approval(now, {
  state: "denied",
  decidedBy: { name, uid, fullName },
  reason: "please use the shared disk",
});

/** By file name: what the person sees. */
const messages: Readonly<Record<string, (context: Context) => Reply | Promise<Reply>>> = {
  "create-waiting": ({ language }) =>
    workingReply(command("vm.create"), input, { number: 42, state: "waiting", steps: [], elapsedMs: 300 }, language),
  "create-running": ({ language }) =>
    workingReply(command("vm.create"), input, { ...job(), state: "running", elapsedMs: 4_200 }, language),
  "create-undoing": ({ language }) =>
    workingReply(command("vm.create"), input, { ...job(), state: "undoing", elapsedMs: 65_000 }, language),
  "create-done": ended({ ...create, status: "done", output: created }),
  "create-ssh-closed": ended({ ...create, status: "done", output: { ...created, sshOpen: false } }),
  "create-address-unseen": ended({
    ...create,
    status: "failed",
    failure: { code: "address.unseen", step: "address", detail: "no address was seen for 120 s", kept: true, left: [] },
    steps:
      command("vm.create").steps === undefined
        ? []
        : [
            { name: "start", state: "done" },
            { name: "address", state: "failed" },
          ],
  }),
  "create-failed": ended({
    ...create,
    status: "failed",
    failure: {
      code: "program.failed",
      step: "seed",
      detail: "genisoimage said: no space left on device",
      kept: false,
      left: [],
    },
    steps: [...undone],
  }),
  "create-failed-left": ended({
    ...create,
    status: "failed",
    failure: {
      code: "time.limit",
      kept: false,
      left: [{ what: "the domain e235701-new", command: "virsh undefine 4a3f2b1c-0d9e-4f8a-9b7c-6d5e4f3a2b1c" }],
    },
  }),
  "create-cancelled": ended({
    ...create,
    status: "cancelled",
    failure: { code: "cancelled", step: "seed", detail: "virsh said: (cancelled)", kept: false, left: [] },
    steps: [...undone],
  }),
  "create-not-run": ended({ ...create, status: "not_run", refusal: refuse("deadline.passed"), startedAt: null }),
  "create-refused-by-host": ended({
    ...create,
    status: "refused",
    refusal: refuse("limit.cpus", { use: 3, request: 2, limit: 4 }, { passing: { cpu: 1 } }),
  }),
  "create-no-keys": ended({ ...create, status: "refused", refusal: refuse("keys.none") }),
  "create-unknown": (context) =>
    unknownReply(command("vm.create"), input, { number: 42, host: "vm1", heardAt: now - 600_000 }, context),
  "start-done": ended(
    { action: "vm.start", status: "done", output: { ...reachable, reach: "bridge" } },
    { name: "new" },
  ),
  "stop-done": ended(
    { action: "vm.stop", status: "done", output: { name: "web", host: "vm1" } },
    { name: "web", force: false },
  ),
  "stop-ignored": ended(
    {
      action: "vm.stop",
      status: "failed",
      failure: { code: "guest.ignores_power_button", step: "off", kept: true, left: [] },
    },
    { name: "web", force: false },
  ),
  "delete-done": ended({ action: "vm.delete", status: "done", output: { name: "web", host: "vm1" } }, { name: "web" }),
  "ip-done": ended({ action: "vm.ip", status: "done", output: shown }, { name: "web" }),
  "ip-unseen": ended({ action: "vm.ip", status: "done", output: unseen }, { name: "web" }),
  "show-done": ended({ action: "vm.show", status: "done", output: { ...shown, ...whole } }, { name: "web" }),
  "ping-done": ended({ action: "host.ping", status: "done", output: { host: "vm1" } }, {}),
  "key-add-done": ended(
    { action: "key.add", status: "done", output: { host: "vm1", added: [phone], known: [], total: 1, statement } },
    { keys: [] },
  ),
  "key-add-several": ended(
    {
      action: "key.add",
      status: "done",
      output: { host: "vm1", added: [phone, nameless], known: [laptop], total: 3, statement },
    },
    { keys: [] },
  ),
  "key-add-known": ended(
    { action: "key.add", status: "done", output: { host: "vm1", added: [], known: [phone], total: 1, statement } },
    { keys: [] },
  ),
  "key-add-full": ended(
    { action: "key.add", status: "refused", refusal: refuse("limit.keys", { use: 9, request: 2, limit: 10 }) },
    { keys: [] },
  ),
  "key-list": ended(
    { action: "key.list", status: "done", output: { host: "vm1", keys: [phone, laptop, nameless], statement } },
    {},
  ),
  "key-list-none": ended({ action: "key.list", status: "done", output: { host: "vm1", keys: [], statement } }, {}),
  "key-remove-done": ended(
    { action: "key.remove", status: "done", output: { host: "vm1", removed: phone, total: 0, statement } },
    { which: "phone" },
  ),
  "key-private": typed("/me key add -----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEAAAAA"),
  "key-invalid": typed("/me key add id_ed25519.pub"),
  "key-short": typed(`/me key add ${rsa1024}`),
  "key-missing": typed("/me key add"),
  "help-me-key": typed("/help me key"),
  "help-me-key-add": typed("/help me key add"),
  "jobs-cancel-done": ended({ action: "job.cancel", status: "done", output: { found: true } }, { grant: job().grant }),
  "jobs-cancel-ended": ended(
    { action: "job.cancel", status: "done", output: { found: false } },
    { grant: job().grant },
  ),
  "delete-question": typed("/vm delete db"),
  "stop-force-question": typed("/vm stop web --force"),
  list: typed("/vm list"),
  "list-empty": typed("/vm list", { hosts: [host("vm1", [])] }),
  "list-silent": typed("/vm list", { hosts: [host("vm1", usualGuests, { silent: true, heardAt: now - 600_000 })] }),
  templates: typed("/vm templates"),
  jobs: typed("/jobs", {
    jobs: [job(), job({ number: 41, line: "/vm stop web", status: "done", endedAt: now - 60_000 })],
  }),
  "jobs-show": typed("/jobs show 42", { jobs: [job()] }),
  me: typed("/me"),
  "audit-done": ended({ action: "audit.search", status: "done", output: { ...page, ...searched } }, question),
  "audit-none": ended(
    { action: "audit.search", status: "done", output: { ...page, ...searched, lines: [] } },
    question,
  ),
  "audit-bot": typed("/audit bot", { person: people.admin, audited: page.lines.slice(1, 2), findings: [finding] }),
  "me-log": ended({ action: "audit.own", status: "done", output: { ...page, question: { limit: 20 } } }, { limit: 20 }),
  "me-refusals": typed("/me refusals", { audited: page.lines.slice(1, 2) }),
  "refused-since": typed("/audit --since soon", { person: people.admin }),
  "me-staff": typed("/me", { person: people.professor }),
  help: typed("/help"),
  "help-vm": typed("/help vm"),
  "help-vm-create": typed("/help vm create"),
  "help-vm-delete": typed("/vm delete --help"),
  "usage-missing": typed("/vm create tiny"),
  "usage-option": typed("/vm create tiny new --memroy 2G"),
  "usage-value": typed("/vm create tiny new --memory lots"),
  "usage-verb": typed("/vm lsit"),
  "usage-hostile": typed("/vm show \u202e$(reboot)\u0000"),
  "refused-kanji": typed("/vm create tiny 研究"),
  "approval-card": (context) => approvalCard(approval(now), command("vm.create"), context),
  "approval-denied": (context) => requestReply(denied, command("vm.create"), context, true),
  "approval-waiting": (context) => requestReply(approval(now), command("vm.create"), context, true),
  approvals: typed("/approvals list", { person: people.professor }),
  "refused-limit": typed("/vm create tiny new --memory 8G"),
  "refused-disk-limit": typed("/vm create tiny new --disk 50G"),
  "refused-guest": typed("/vm show wbe"),
  "refused-silent": typed("/ping", { hosts: [host("vm1", [], { silent: true, heardAt: now - 600_000 })] }),
  "can-allowed": typed("/can vm create tiny new"),
  "can-refused": typed("/can vm create tiny new --memory 8G"),
  "can-approval": typed("/can /vm create tiny new --disk 30G"),
  "can-usage": typed("/can vm create tiny new --memroy 2G"),
  "can-never": typed("/can audit"),
  "why-works": ended({ action: "vm.why", status: "done", output: looked() }, { name: "web" }),
  "why-off": ended({ action: "vm.why", status: "done", output: looked(off) }, { name: "web" }),
  "why-off-limit": ended(
    { action: "vm.why", status: "done", output: looked({ ...off, ...overLimit }) },
    { name: "web" },
  ),
  "why-silent": ended({ action: "vm.why", status: "done", output: looked(silent) }, { name: "web" }),
  "why-refusal": typed("/why", { lastRefusal: { at: now - 60_000, line: "/vm create tiny new --memory 8G", refusal } }),
  "why-refusal-over": typed("/why", {
    hosts: [host("vm1", [])],
    lastRefusal: { at: now - 60_000, line: "/vm create tiny new --memory 8G", refusal },
  }),
  "why-none": typed("/why"),
  "why-forgotten": typed("/why", { audited: page.lines.slice(1, 2) }),
  "why-job-refused": typed("/why 42", {
    jobs: [job({ status: "refused", endedAt: now - 9_000, line: "/vm create tiny new --memory 8G" })],
    endings: [{ input: { ...input, memoryMiB: 8192 }, result: result({ ...create, status: "refused", refusal }) }],
  }),
  frozen: typed("/vm frozen", {
    person: people.admin,
    hosts: [host("vm1", usualGuests, { inventory: inventory(usualGuests, { people: known }) })],
    absent: { e235702: now - 86_400_000 },
  }),
  "refused-nobody": typed("/vm list", { person: people.nobody }),
};

// Each file is a whole message as people read it. To take in a change of words: npx vitest run -u, then read the diff.
describe.each<Language>(["ja", "en"])("in %s", (language) => {
  test.each(Object.keys(messages))("the message %s is as it was agreed", async (name) => {
    const context = contextFor({ language, jobs: [job()] });
    const reply = await messages[name]?.(context);
    if (reply === undefined) throw new Error(`no message ${name}`);
    await expect(plain(reply)).toMatchFileSnapshot(join(import.meta.dirname, "golden", language, `${name}.txt`));
  });
});
