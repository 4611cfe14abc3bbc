import type { ApprovalView } from "../../../handlers/kit/approvals.ts";
import type { FiguresPort } from "../../../handlers/kit/chart.ts";
import type { Command, Files } from "../../../handlers/kit/definition.ts";
import { type Dispatched, dispatch } from "../../../handlers/kit/dispatch.ts";
import type { IncidentView } from "../../../handlers/kit/incidents.ts";
import type { OncallPort } from "../../../handlers/kit/oncall.ts";
import type { OrderView } from "../../../handlers/kit/orders.ts";
import type { Context, HostView, JobEnding, JobView, LastRefusal } from "../../../handlers/kit/ports.ts";
import type { Language } from "../../../handlers/kit/reply.ts";
import { commands } from "../../../handlers/registry.ts";
import { createDecider } from "../../../policies/decide.ts";
import type { AuditLine } from "../../../protocol/actions/audit.ts";
import type { HeadFinding } from "../../../protocol/audit/head.ts";
import { actions } from "../../../protocol/catalogue.ts";
import type { Inventory, InventoryGuest } from "../../../protocol/messages.ts";
import { refuse } from "../../../protocol/refusal.ts";

import { emptyHead } from "../../support/heads.ts";
import { approval, approvalsOf } from "./approvals-book.ts";
import { cluster } from "./cluster.ts";
import { incident, incidentsOf } from "./incidents-book.ts";
import { oncallOf } from "./oncall-book.ts";

/** 1 April 2026, 09:30 in Tokyo. */
export const now = Date.parse("2026-04-01T00:30:00Z");
const policies = await createDecider();

export const people = {
  hanako: { name: "e235701", uid: 10_001, fullName: "山田 花子", roles: ["student"] },
  taro: { name: "e235702", uid: 10_002, fullName: "佐藤 太郎", roles: ["student"] },
  professor: { name: "prof1", uid: 10_101, fullName: "Prof. One", roles: ["staff"] },
  admin: { name: "adm1", uid: 10_201, fullName: "Admin One", roles: ["admin"] },
  nobody: { name: "e199901", uid: 10_999, fullName: "", roles: [] },
} as const satisfies Record<string, Context["person"]>;

/** A guest as an inventory has it; hanako's `web`, running, unless something else is said. */
export function guest(changes: Partial<InventoryGuest> = {}): InventoryGuest {
  const name = changes.name ?? "web";
  const owner = changes.owner ?? people.hanako;
  return {
    uuid: "4a3f2b1c-0d9e-4f8a-9b7c-6d5e4f3a2b1c",
    hostName: `${owner.name}-${name}`,
    state: "running",
    template: "tiny",
    cpu: 1,
    memoryMiB: 1024,
    diskGiB: 10,
    mac: "52:54:00:12:34:56",
    address: "192.168.122.11",
    note: null,
    createdAt: "2026-03-30T03:00:00.000Z",
    ...changes,
    name,
    owner: { name: owner.name, uid: owner.uid },
  };
}

const templates: Inventory["templates"] = [
  { name: "tiny", title: { ja: "小さな練習用", en: "Tiny, for practice" }, minimumDiskGiB: 1 },
  { name: "ubuntu-22", title: { ja: "Ubuntu 22.04", en: "Ubuntu 22.04" }, minimumDiskGiB: 4 },
];

/** A host that was heard 12 s ago and has room. */
export function host(name: string, guests: readonly InventoryGuest[], changes: Partial<HostView> = {}): HostView {
  return { host: name, heardAt: now - 12_000, silent: false, inventory: inventory(guests), ...changes };
}

export function inventory(guests: readonly InventoryGuest[], changes: Partial<Inventory> = {}): Inventory {
  return {
    kind: "inventory",
    catalogue: "0",
    actions: actions.map(({ name }) => name),
    stopped: false,
    acceleration: "kvm",
    reach: "nat",
    capacity: { cpus: 44, memoryMiB: 512 * 1024, diskTotalMiB: 1_000_000, diskFreeMiB: 800_000 },
    templates,
    guests: [...guests],
    people: [],
    jobs: { running: 0, waiting: 0 },
    audit: emptyHead,
    slurm: cluster,
    ...changes,
  };
}

export function job(changes: Partial<JobView> = {}): JobView {
  return {
    number: 42,
    grant: `g${"4".repeat(32)}`,
    host: "vm1",
    person: people.hanako.name,
    uid: people.hanako.uid,
    line: "/vm create tiny new",
    action: "vm.create",
    acceptedAt: now - 20_000,
    status: "running",
    steps: [
      { name: "reserve", state: "done" },
      { name: "overlay", state: "doing" },
    ],
    endedAt: undefined,
    ...changes,
  };
}

/** hanako has web (running) and db (off); taro has a web of his own, and secret. */
export const usualGuests = [
  guest(),
  guest({ name: "db", state: "off", address: null, note: "研究用" }),
  guest({ owner: people.taro, address: "192.168.122.21" }),
  guest({ owner: people.taro, name: "secret", address: "192.168.122.22" }),
];

/** hanako waits for one; 13 was asked for by the administrator. */
const usualApprovals = [
  approval(now),
  approval(now, { number: 13, requester: people.admin, line: "/vm create tiny huge --disk 2T" }),
  approval(now, {
    ...{ number: 14, requester: people.admin, line: "/vm template retire tiny", command: "vm template retire" },
    ...{ action: "template.retire", input: { name: "tiny" } },
    refusal: refuse("approval.root", {}, { approvers: ["admin"] }),
  }),
];

export interface Setting {
  readonly person?: Context["person"];
  readonly language?: Language;
  readonly hosts?: readonly HostView[];
  readonly jobs?: readonly JobView[];
  /** What waits for another person's yes; 12 and 13 unless something else is said. */
  readonly approvals?: readonly ApprovalView[];
  /** What is wrong; 12 unless something else is said. */
  readonly incidents?: readonly IncidentView[];
  readonly oncall?: OncallPort;
  /** How what was counted went on. */
  readonly figures?: FiguresPort;
  /** How jobs ended. */
  readonly endings?: readonly JobEnding[];
  readonly lastRefusal?: LastRefusal;
  /** Since when owners are gone, by account. */
  readonly absent?: Readonly<Record<string, number>>;
  readonly findings?: readonly HeadFinding[];
  readonly orders?: readonly OrderView[];
  /** What the bot itself wrote down, newest first. */
  readonly audited?: readonly AuditLine[];
}

/** A context whose ports are plain values. */
export function contextFor(setting: Setting = {}): Context & { readonly chosen: Map<string, Language> } {
  const hosts = setting.hosts ?? [host("vm1", usualGuests)];
  const jobs = setting.jobs ?? [];
  const chosen = new Map<string, Language>();
  return {
    person: setting.person ?? people.hanako,
    identity: { platform: "terminal", workspace: "", user: "e235701" },
    language: setting.language ?? "en",
    now: () => now,
    timeZone: "Asia/Tokyo",
    directory: { hosts: () => hosts, person: () => undefined },
    jobs: {
      ofPerson: (account, limit) => jobs.filter(({ person }) => person === account).slice(0, limit),
      byGrant: (grant) => jobs.find((one) => one.grant === grant),
      byNumber: (number) => jobs.find((one) => one.number === number),
      ending: (grant) => setting.endings?.find(({ result }) => result.grant === grant),
    },
    preferences: {
      language: (account) => chosen.get(account),
      setLanguage: (account, language) => {
        chosen.set(account, language);
      },
    },
    audit: {
      search: async ({ limit }) => ({ lines: (setting.audited ?? []).slice(0, limit), complete: true, from: null }),
      findings: () => setting.findings ?? [],
    },
    approvals: approvalsOf(setting.approvals ?? usualApprovals),
    incidents: incidentsOf(setting.incidents ?? [incident(now)]),
    ...(setting.figures === undefined ? {} : { figures: setting.figures }),
    oncall: setting.oncall ?? oncallOf(),
    orders: () => setting.orders ?? [],
    lastRefusal: () => setting.lastRefusal,
    absences: (_host, { name }) => setting.absent?.[name],
    policies,
    chosen,
  };
}

/** What becomes of a line that somebody types. */
export const type = (
  line: string,
  setting: Setting = {},
  confirmed = false,
  registry: readonly Command[] = commands,
  files: Files = {},
): Promise<Dispatched> => dispatch({ line, confirmed, files }, contextFor(setting), registry);
