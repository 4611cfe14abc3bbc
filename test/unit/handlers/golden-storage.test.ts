import { resultReply } from "../../../handlers/kit/render.ts";
import { refuse } from "../../../protocol/refusal.ts";
import { now } from "./department.ts";
import { command, ended, type Goldens, result, testGoldens, typed } from "./golden.ts";

const mib = 1024 ** 2;
const backup = (daysAgo: number, changes: object = {}) => ({
  ...{ id: `t${daysAgo}0000abcd`, takenAt: now - daysAgo * 24 * 3_600_000, diskGiB: 10, usedMiB: 1_340 },
  ...{ earlier: false, ...changes },
});
const backups = [backup(0), backup(1), backup(9, { earlier: true, usedMiB: 900 })];
const list = { name: "web", host: "vm1", running: true, backups, chosen: backups[0], asked: false };
const web = { name: "web" };
const home = {
  ...{ host: "vm1", home: "/home/e235701", how: "cephfs", bytes: 47_100 * mib, files: 120_345 },
  quotaBytes: 51_200 * mib,
  folders: [
    { path: "thesis", bytes: 30_000 * mib },
    { path: ".cache", bytes: 12_288 * mib },
    { path: "a\n\u001b[31mb\u202ec", bytes: 300 * mib },
  ],
  removable: [
    { path: ".cache", bytes: 12_288 * mib, kind: "cache", command: "rm -rf ~/.cache" },
    { path: "miniconda3/pkgs", bytes: 4_096 * mib, kind: "conda", command: "conda clean --all --yes" },
    { path: ".conda/pkgs", bytes: 1_024 * mib, kind: "conda", command: "conda clean --all --yes" },
    { path: "core.77", bytes: 200 * mib, kind: "core", command: "rm ~/core.77" },
  ],
  complete: true,
};
const counted = { ...home, how: "counted", quotaBytes: null, complete: false, removable: [], folders: [] };

const refusedWith = (code: string, numbers: Record<string, string | number>): Goldens[string] => {
  const refusal = refuse(code, numbers);
  return (context) =>
    resultReply(command("vm.backup"), web, result({ action: "vm.backup", status: "refused", refusal }), context).reply;
};

const messages: Goldens = {
  "backup-done": ended(
    { action: "vm.backup", status: "done", output: { ...web, host: "vm1", backup: backup(0), running: true, kept: 3 } },
    web,
  ),
  backups: ended({ action: "vm.backups", status: "done", output: list }, web),
  "backups-none": ended({ action: "vm.backups", status: "done", output: { ...list, backups: [], chosen: null } }, web),
  "restore-question": ended({ action: "vm.backups", status: "done", output: { ...list, asked: true } }, web),
  "restore-question-earlier": ended(
    { action: "vm.backups", status: "done", output: { ...list, asked: true, running: false, chosen: backups[2] } },
    web,
  ),
  "restore-done": ended(
    { action: "vm.restore", status: "done", output: { ...web, host: "vm1", backup: backup(1), running: true } },
    web,
  ),
  "restore-no-id": typed("/vm restore web --id nonsense"),
  "backup-busy": refusedWith("backup.host_busy", { host: "vm1", others: 1 }),
  "backup-often": refusedWith("backup.too_often", { limit: 4, next: now + 4 * 3_600_000 }),
  "backup-no-ceph": refusedWith("backup.no_ceph", { host: "vm1" }),
  "backup-not-here": refusedWith("backup.not_here", { host: "vm1" }),
  "home-disk": ended({ action: "home.disk", status: "done", output: home }, {}),
  "home-disk-counted": ended({ action: "home.disk", status: "done", output: counted }, {}),
};

testGoldens(messages);
