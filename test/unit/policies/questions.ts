import type { HostFacts, PersonFacts, Question, Target, Use } from "../../../policies/facts.ts";
import { noUse } from "../../../policies/facts.ts";
import type { Askable, Permission } from "../../../policies/permissions.ts";

/** A well-formed public key; nobody has the private one. */
const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO6mGsVFVFiLfNgJ0SaUrwE3lp5tjLZEzDf43eEtNWI7";

/** Who asks in the tables: each role alone, and somebody who is in no group of the department. */
export const askers = ["student", "staff", "admin", "unknown"] as const;
export type Asker = (typeof askers)[number];

export const people: Readonly<Record<Asker, PersonFacts | undefined>> = {
  student: { name: "e235701", uid: 20_001, roles: ["student"] },
  staff: { name: "prof1", uid: 10_001, roles: ["staff"] },
  admin: { name: "adm1", uid: 30_001, roles: ["admin"] },
  unknown: undefined,
};

export const host = (more: Partial<HostFacts> = {}): HostFacts => ({
  name: "vm1",
  stopped: false,
  diskTotalGiB: 10_000,
  diskFreeGiB: 9_000,
  committedGiB: 0,
  ...more,
});

export const use = (more: Partial<Use> = {}): Use => ({ ...noUse, ...more });

/** A stopped guest of the default size that belongs to `owner`. */
export const guestOf = (owner: PersonFacts | undefined, more: Partial<Target> = {}): Target => ({
  name: "web",
  owner: { name: owner?.name ?? "gone", uid: owner?.uid ?? 4_000 },
  running: false,
  cpu: 1,
  memoryMiB: 1024,
  diskGiB: 10,
  ...more,
});

export const createInput = (more: Record<string, unknown> = {}) => ({
  template: "tiny",
  name: "web",
  cpu: 1,
  memoryMiB: 1024,
  diskGiB: 10,
  ...more,
});

/** An input that each action's schema takes. */
const inputs: Readonly<Record<Askable, unknown>> = {
  "audit.search": { words: [], limit: 20 },
  "audit.own": { limit: 20 },
  "backup.check": {},
  "backup.list": { path: "report.tex" },
  "backup.pack": { path: "report.tex", to: "vm1" },
  "backup.preview": { path: "report.tex" },
  "backup.restore": { path: "report.tex" },
  "backup.run": { level: "daily" },
  "backup.status": {},
  "backup.unpack": { parcel: "a.b.c" },
  "host.ping": {},
  "job.cancel": { grant: `g${"0".repeat(32)}` },
  "key.add": { keys: [{ key: publicKey, comment: "phone" }] },
  "key.list": {},
  "key.remove": { which: "phone" },
  "limit.set": { account: "e235702", limits: { guests: 6 }, from: 0, until: null, reason: "thesis" },
  "limit.end": { account: "e235702" },
  "exam.preview": { course: "os2026", from: 0, until: 1, reason: "exam" },
  "exam.start": { course: "os2026", from: 0, until: 1, reason: "exam" },
  "exam.end": { course: "os2026" },
  "limit.list": {},
  "maintenance.add": { what: "vm1", from: 0, until: 1, reason: "new disks" },
  "maintenance.end": { what: "vm1" },
  "maintenance.list": {},
  "oncall.accept": {},
  "oncall.assign": {},
  "oncall.away": {},
  "oncall.back": {},
  "oncall.cover": {},
  "oncall.decline": {},
  "oncall.now": {},
  "oncall.page": {},
  "oncall.schedule": {},
  "oncall.swap": {},
  "exam.list": {},
  "link.prove": {
    identity: { platform: "slack", workspace: "T1", user: "U1" },
    nonce: `shisa-link:slack:T1/U1:${"r".repeat(16)}`,
    credential: "MUNGE:AA==:",
  },
  "link.class": { people: [{ identity: { platform: "slack", workspace: "T1", user: "U1" }, account: "e235701" }] },
  "link.remove": { identity: { platform: "slack", workspace: "T1", user: "U1" } },
  "link.show": {},
  "link.paste": {},
  "link.list": {},
  "link.add": { identity: { platform: "slack", workspace: "T1", user: "U1" }, account: "e235701" },
  "session.open": { credential: "MUNGE:AwQ=:" },
  "vm.create": createInput(),
  "vm.start": { name: "web" },
  "vm.stop": { name: "web", force: false },
  "vm.restart": { name: "web" },
  "vm.delete": { name: "web" },
  "vm.show": { name: "web" },
  "vm.ip": { name: "web" },
  "vm.disk": { name: "web", diskGiB: 10 },
  "vm.backup": { name: "web" },
  "vm.backups": { name: "web", ask: false },
  "vm.restore": { name: "web" },
  "home.disk": {},
  "template.add": {
    ...{ name: "os", source: "/srv/os.qcow2", sha256: "a".repeat(64), title: { ja: "実習", en: "OS course" } },
  },
  "template.retire": { name: "tiny" },
  "alert.ack": {},
  "alert.list": {},
  "alert.note": {},
  "alert.resolve": {},
  "alert.show": {},
  "alert.snooze": {},
  "ceph.status": {},
  "ceph.health": {},
  "ceph.df": {},
  "ceph.osd": {},
  "ceph.mute": { code: "OSD_DOWN", minutes: 240 },
  "ceph.unmute": { code: "OSD_DOWN" },
  "ceph.noout": { minutes: 60 },
  "ceph.crash": {},
  "approvals.act": {},
  "approvals.approve": {},
  "approvals.ask": {},
  "approvals.deny": {},
  "approvals.list": {},
  "approvals.sign": {},
  "approvals.withdraw": {},
  "gpu.job": {
    ...{ work: { kind: "command", command: "nvidia-smi" }, gpus: 1, cpus: 1, memoryMiB: 1024, minutes: 60, typed: [] },
  },
  "gpu.check": { image: { kind: "listed", name: "pytorch" } },
  "gpu.show": { job: 41 },
  "gpu.why": { job: 41 },
  "gpu.log": { job: 41, lines: 20 },
  "gpu.cancel": { job: 41 },
  "gpu.usage": { months: 6, everybody: false },
  "image.add": { name: "pytorch", title: { ja: "PyTorch", en: "PyTorch" }, path: "/srv/images/pytorch.sif" },
  "image.retire": { name: "pytorch" },
  "gpu.images": {},
  "gpu.list": {},
  "gpu.nodes": {},
  "node.list": {},
  "node.look": { node: "gpu1", reason: "fan failure" },
  "node.drain": { node: "gpu1", reason: "fan failure" },
  "node.resume": { node: "gpu1" },
  "vm.why": { name: "web" },
  "vm.frozen": {},
  can: {},
  why: {},
  "audit.bot": {},
  "me.refusals": {},
  help: {},
  "jobs.list": {},
  "jobs.show": {},
  me: {},
  "me.language": {},
  "vm.list": {},
  "vm.templates": {},
};

export const inputOf = (action: Permission): unknown =>
  Object.hasOwn(inputs, action) ? inputs[action as Askable] : {};

export const question = (
  action: Permission,
  person: PersonFacts | undefined,
  more: Partial<Question> = {},
): Question => ({ action, input: inputOf(action), person, target: undefined, use: use(), host: host(), ...more });

export const create = (
  person: PersonFacts | undefined,
  input: Record<string, unknown> = {},
  more: Partial<Question> = {},
): Question => question("vm.create", person, { input: createInput(input), ...more });
