import { incidentCard } from "../../../handlers/alert/card.ts";
import { previewRestore } from "../../../handlers/backup/preview.ts";
import type { Course } from "../../../handlers/kit/chart.ts";
import { resultReply } from "../../../handlers/kit/render.ts";
import { calledReply, pageReply } from "../../../handlers/oncall/notice.ts";
import { askedReply } from "../../../handlers/oncall/swap.ts";
import type { Condition } from "../../../protocol/monitor.ts";
import type { Order } from "../../../protocol/order.ts";
import { refuse } from "../../../protocol/refusal.ts";
import { host, now, people } from "./department.ts";
import { ended, type Goldens, result, testGoldens, typed } from "./golden.ts";
import { incident } from "./incidents-book.ts";
import { oncallOf } from "./oncall-book.ts";

const hour = 3_600_000;
const day = 24 * hour;
const gib = 1024 ** 3;
const { admin, hanako, taro } = people;
const by = ({ name, uid, fullName }: typeof taro | typeof admin) => ({ name, uid, fullName });

const full: Condition = {
  ...{ key: "disk:/home", code: "host.disk_trend", severity: "warning", scope: "host", lines: [] },
  ...{ numbers: { path: "/home", percent: 12, freeGiB: 101, limitBytes: 80 * gib, days: 2 }, since: now - hour },
  fixes: ["/ceph mute OSD_DOWN --for 4h"],
};
const alert = incident(now, {
  ...{ source: { kind: "monitor", name: "host" }, condition: full, assigned: by(taro), touches: ["e235701"] },
  events: [
    { at: now - 50 * 60_000, kind: "opened" },
    { at: now - 49 * 60_000, kind: "told", text: "佐藤 太郎 (e235702)" },
    { at: now - 40 * 60_000, kind: "acknowledged", by: by(taro) },
    { at: now - 30 * 60_000, kind: "snoozed", by: by(taro), text: new Date(now + hour).toISOString() },
    { at: now - 20 * 60_000, kind: "noted", by: by(taro), text: "大きなログを圧縮しています" },
    { at: now - 15 * 60_000, kind: "fixed", by: by(admin), text: "done /ceph noout --for 1h" },
    { at: now - 10 * 60_000, kind: "fixed", by: by(admin), text: "failed /backup run daily" },
  ],
});
const garbled: Condition = {
  ...{ key: "fault:ceph", code: "monitor.garbled", severity: "warning", scope: "host", since: now - hour },
  ...{ numbers: { host: "vm1", monitor: "ceph" }, lines: ["✖ Invalid input: expected int → at at"] },
};
const course: Course = Array.from({ length: 100 }, (_, at) => [now - (100 - at) * hour, (200 - at) * gib]);

const maintenance = (changes: Partial<Order>): Order =>
  ({
    ...{ iss: "x", iat: now - hour, kind: "maintenance", id: "maintenance:vm1", what: "vm1", by: "adm1" },
    ...{ from: now - hour, until: now + hour, keep: null, reason: "ディスクの交換" },
    ...changes,
  }) as Order;
const windows = [
  { order: maintenance({}), hosts: ["vm1"] },
  { order: maintenance({ id: "maintenance:ceph", what: "ceph", from: now + day, until: now + day + hour }), hosts: [] },
];
const planned = { order: "signed", from: now + day, until: now + day + 2 * hour, reason: "new disks" };

const level = { keeps: 7, has: 7, good: now - 9 * hour, running: false, next: now + 15 * hour };
const status = {
  host: "bak1",
  hosts: [
    { name: "vm1", there: true },
    { name: "gpu1", there: false },
  ],
  levels: [
    { ...level, level: "daily", last: { at: now - 9 * hour, good: true, refused: false } },
    {
      ...{ ...level, level: "weekly", keeps: 4, has: 2, good: null, next: now + 5 * day },
      last: { at: now - 2 * day, good: false, refused: true },
    },
    { ...level, level: "monthly", keeps: 12, has: 3, last: null, running: true },
  ],
  disk: { total: 4_096 * gib, free: 1_400 * gib },
  ...{ growth: 9.5 * gib, days: 147, drilled: { at: now - 3 * day, files: 20, wrong: 0 } },
};
const fresh = { ...status, hosts: [{ name: "vm1", there: true }], disk: null, growth: null, days: null, drilled: null };
const versions = [0, 1, 2].map((ago) => ({
  ...{ snapshot: `daily.${ago}`, at: now - (9 + 24 * ago) * hour, kind: "file", size: 41_000 - ago * 900 },
  changed: now - 2 * day,
}));
const many = Array.from({ length: 27 }, (_, ago) => ({ ...versions[0], at: now - (9 + 24 * ago) * hour }));
const report = { host: "bak1", path: "thesis/report.tex" };
const brought = {
  ...{ host: "bak1", path: "thesis", at: now - 9 * hour, files: 23, bytes: 31 * 1024 ** 2, skipped: 2 },
  folder: "~/restored-2026-04-01",
};
const broken: Condition = {
  ...{ key: "unreachable:daily", code: "rsnapshot.unreachable", severity: "error", scope: "host" },
  ...{ numbers: { level: "daily", host: "vm2" }, since: now - 9 * hour, fixes: ["/backup run daily"] },
  lines: ["ssh: connect to host vm2 port 22: No route to host"],
};
const done = (action: string, output: unknown, about: unknown = {}) => ended({ action, status: "done", output }, about);
const backupRefused = (code: string, numbers: Record<string, string | number>): Goldens[string] => {
  const refusal = refuse(code, numbers);
  return (context) =>
    resultReply(
      previewRestore,
      { path: "a" },
      result({ action: "backup.preview", status: "refused", refusal }),
      context,
    ).reply;
};

const period = { from: now + day, until: now + 2 * day };
const swap = { number: 7, asker: taro.name, asked: hanako.name, state: "waiting", ...period, madeAt: now } as const;
const nobody = oncallOf({
  dutiesBetween: (from, until) => [{ from, until, turn: taro.name, absent: taro.name }],
  swapsOf: () => [],
});
const called = { told: ["山田 花子 (e235701)"], unreachable: [], mentions: [] };

const messages: Goldens = {
  "alert-list-many": typed("/alert list", {
    incidents: [
      alert,
      incident(now, { number: 13, severity: "error", state: "acknowledged", acknowledgedBy: by(taro) }),
      incident(now, { number: 11, state: "cleared", endedAt: now - hour }),
    ],
  }),
  "alert-list-none": typed("/alert list", { incidents: [] }),
  "alert-show-trend": typed("/alert show 12", { incidents: [alert], figures: () => course }),
  "alert-garbled": (context) => incidentCard(incident(now, { condition: garbled }), context),
  "alert-unknown": typed("/alert show 99"),
  "oncall-now": typed("/oncall now"),
  "oncall-now-nobody": typed("/oncall now", { oncall: nobody }),
  "oncall-now-unreachable": typed("/oncall now", { oncall: oncallOf({ isReachable: () => false, swapsOf: () => [] }) }),
  "oncall-schedule": typed("/oncall schedule"),
  "oncall-swap": typed("/oncall swap e235702 --from 4/8 --until 4/9 --back-from 4/20 --back-until 4/21"),
  "oncall-swap-half": typed("/oncall swap e235702 --from 4/8"),
  "oncall-swap-asked": (context) => askedReply({ ...swap, back: period }, "佐藤 太郎 (e235702)", context),
  "oncall-page": typed("/oncall page サーバー室が暑い"),
  "oncall-page-nobody": typed("/oncall page water on the floor", { oncall: nobody }),
  "oncall-page-deaf": typed("/oncall page water on the floor", {
    oncall: oncallOf({ isReachable: (account) => account === "adm1" }),
  }),
  "oncall-page-unreachable": typed("/oncall page water on the floor", {
    oncall: oncallOf({ isReachable: () => false }),
  }),
  "oncall-accept-alone": typed("/oncall accept", { oncall: oncallOf() }),
  "oncall-accept-none": typed("/oncall accept", { oncall: oncallOf({ swapsOf: () => [] }) }),
  "oncall-called": (context) => calledReply([alert], called, context),
  "oncall-called-nobody": (context) =>
    calledReply([{ ...alert, assigned: { nobody: "oncall.away" } }], { ...called, told: [] }, context),
  "oncall-told": (context) => pageReply([alert], "first", context),
  "oncall-told-many": (context) => pageReply([alert, incident(now, { number: 13 })], "everyone", context),
  "maintenance-added": done("maintenance.add", { ...planned, what: "vm1" }),
  "maintenance-added-ceph": done("maintenance.add", { ...planned, what: "ceph" }),
  "maintenance-list": typed("/maintenance list", {
    person: admin,
    orders: windows,
    hosts: [host("vm1", []), host("vm2", [])],
  }),
  "maintenance-list-none": typed("/maintenance list", { person: admin }),
  "maintenance-ended": done("maintenance.end", { order: "signed", what: "vm1" }),
  "maintenance-what": typed("/maintenance add vm9 new disks --until +2h", { person: admin }),
  "backup-status": (context) => done("backup.status", status)({ ...context, figures: () => course }),
  "backup-status-fresh": done("backup.status", fresh),
  "backup-list": done("backup.list", { ...report, versions, entries: [], more: false }),
  "backup-list-many": done("backup.list", { ...report, versions: many, entries: [], more: false }),
  "backup-list-home": done("backup.list", {
    ...{ ...report, path: "", versions: [{ ...versions[0], kind: "folder" }], more: true },
    entries: [
      { name: "thesis", kind: "folder", size: 0 },
      { name: "メモ.txt", kind: "file", size: 812 },
    ],
  }),
  "backup-list-nothing": done("backup.list", { ...report, versions: [], entries: [], more: false }),
  "backup-restore-question": done(
    "backup.preview",
    { ...brought, kind: "folder", names: ["thesis/report.tex", "thesis/図1.png"] },
    { path: "thesis" },
  ),
  "backup-restored": done("backup.restore", brought, { path: "thesis" }),
  "backup-restore-none": backupRefused("backup.none_before", { path: "thesis/report.tex", oldest: now - 30 * day }),
  "backup-restore-unknown": backupRefused("file.unknown", { name: "~/nothing" }),
  "backup-restore-path": typed("/backup restore /etc/shadow"),
  "backup-check": done("backup.check", { host: "bak1", conditions: [broken] }),
  "backup-check-well": done("backup.check", { host: "bak1", conditions: [] }),
};

testGoldens(messages);
