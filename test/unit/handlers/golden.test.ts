import { incidentCard } from "../../../handlers/alert/card.ts";
import { stormReply } from "../../../handlers/alert/storm.ts";
import { approvalCard } from "../../../handlers/approvals/card.ts";
import { requestReply } from "../../../handlers/approvals/request.ts";
import type { HeadFinding } from "../../../protocol/audit/head.ts";
import { refuse } from "../../../protocol/refusal.ts";
import { rsaLine } from "../executor-vm/keyring.ts";
import { approval } from "./approvals-book.ts";
import { host, job, now, people } from "./department.ts";
import { command, ended, type Goldens, testGoldens, typed } from "./golden.ts";
import { incident } from "./incidents-book.ts";

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

const { name, uid, fullName } = people.professor;
const denied = approval(now, {
  state: "denied",
  decidedBy: { name, uid, fullName },
  reason: "please use the shared disk",
});

const messages: Goldens = {
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
  "why-forgotten": typed("/why", { audited: page.lines.slice(1, 2) }),
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
  "alert-card": (context) =>
    incidentCard(
      incident(now, {
        ...{ state: "acknowledged", acknowledgedBy: { name, uid, fullName }, returns: 3, severity: "error" },
        ...{ touches: ["e235701", "e235702"], grouped: [incident(now).condition] },
      }),
      context,
    ),
  "alert-over": (context) => incidentCard(incident(now, { state: "cleared", endedAt: now - 60_000 }), context),
  "alert-storm": (context) => stormReply([incident(now), incident(now, { number: 13, severity: "error" })], context),
  "alert-list": typed("/alert list"),
  "alert-show": typed("/alert show 12"),
  "approval-card": (context) => approvalCard(approval(now), command("vm.create"), context),
  "approval-denied": (context) => requestReply(denied, command("vm.create"), context, true),
  "approval-waiting": (context) => requestReply(approval(now), command("vm.create"), context, true),
  approvals: typed("/approvals list", { person: people.professor }),
  "refused-limit": typed("/vm create tiny new --memory 8G"),
  "refused-disk-limit": typed("/vm create tiny new --disk 50G"),
  "refused-guest": typed("/vm show wbe"),
  "refused-silent": typed("/ping", { hosts: [host("vm1", [], { silent: true, heardAt: now - 600_000 })] }),
  "refused-nobody": typed("/vm list", { person: people.nobody }),
};

testGoldens(messages);
