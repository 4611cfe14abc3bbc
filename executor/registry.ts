import type { ActionName } from "../protocol/catalogue.ts";
import { createCephHost } from "./ceph/host.ts";
import type { InventorySource } from "./inventory/source.ts";
import { createKeyBook } from "./keys/book.ts";
import { createGiven } from "./keys/given.ts";
import { monitorsOf } from "./monitors/all.ts";
import type { Monitor } from "./monitors/monitor.ts";
import type { AnyRunner } from "./runner.ts";
import { createOwnRunner, createSearchRunner } from "./runners/audit/search.ts";
import { checkBackupsRunner } from "./runners/backup/check.ts";
import { listBackupsRunner } from "./runners/backup/list.ts";
import { packRunner } from "./runners/backup/pack.ts";
import { previewRestoreRunner } from "./runners/backup/preview.ts";
import { restoreRunner } from "./runners/backup/restore.ts";
import { runBackupRunner } from "./runners/backup/run.ts";
import { backupStatusRunner } from "./runners/backup/status.ts";
import { unpackRunner } from "./runners/backup/unpack.ts";
import { backupRunner } from "./runners/backups/backup.ts";
import { backupsRunner } from "./runners/backups/list.ts";
import { restoreRunner as restoreGuestRunner } from "./runners/backups/restore.ts";
import { actingHost } from "./runners/ceph/answered.ts";
import { crashRunner } from "./runners/ceph/crash.ts";
import { dfRunner } from "./runners/ceph/df.ts";
import { healthRunner } from "./runners/ceph/health.ts";
import { muteRunner } from "./runners/ceph/mute.ts";
import { nooutRunner } from "./runners/ceph/noout.ts";
import { osdRunner } from "./runners/ceph/osd.ts";
import { statusRunner } from "./runners/ceph/status.ts";
import { unmuteRunner } from "./runners/ceph/unmute.ts";
import { checkImageRunner } from "./runners/gpu/check.ts";
import { createCheckJobs } from "./runners/gpu/check-jobs.ts";
import { createGpuHost } from "./runners/gpu/host.ts";
import { gpuJobRunner } from "./runners/gpu/job.ts";
import { homeDiskRunner } from "./runners/homes/disk.ts";
import { createPingRunner } from "./runners/host/ping.ts";
import { addImageRunner } from "./runners/image/add.ts";
import { retireImageRunner } from "./runners/image/retire.ts";
import { type Cancel, createCancelRunner } from "./runners/jobs/cancel.ts";
import { addKeysRunner } from "./runners/keys/add.ts";
import { listKeysRunner } from "./runners/keys/list.ts";
import { removeKeyRunner } from "./runners/keys/remove.ts";
import { keyTools } from "./runners/keys/tools.ts";
import { createLinkRunner } from "./runners/link/add.ts";
import { createClassRunner } from "./runners/link/class.ts";
import { createProveRunner } from "./runners/link/prove.ts";
import { createRemoveRunner } from "./runners/link/remove.ts";
import { examEndRunner } from "./runners/orders/exam-end.ts";
import { examPreviewRunner } from "./runners/orders/exam-preview.ts";
import { examStartRunner } from "./runners/orders/exam-start.ts";
import { limitEndRunner } from "./runners/orders/limit-end.ts";
import { limitSetRunner } from "./runners/orders/limit-set.ts";
import { maintenanceAddRunner } from "./runners/orders/maintenance-add.ts";
import { maintenanceEndRunner } from "./runners/orders/maintenance-end.ts";
import { orderTools } from "./runners/orders/tools.ts";
import { openSessionRunner } from "./runners/session/open.ts";
import { addTemplateRunner } from "./runners/template/add.ts";
import { retireTemplateRunner } from "./runners/template/retire.ts";
import { createRunner } from "./runners/vm/create.ts";
import { deleteRunner } from "./runners/vm/delete.ts";
import { diskRunner } from "./runners/vm/disk.ts";
import { createVmHost } from "./runners/vm/host.ts";
import { vmInventorySource } from "./runners/vm/inventory.ts";
import { ipRunner } from "./runners/vm/ip.ts";
import { restartRunner } from "./runners/vm/restart.ts";
import { showRunner } from "./runners/vm/show.ts";
import { startRunner } from "./runners/vm/start.ts";
import { stopRunner } from "./runners/vm/stop.ts";
import { whyRunner } from "./runners/vm/why.ts";
import type { RunnerTools } from "./tools.ts";

/** What does each action on this host; undefined where the host's settings leave it out. */
export type Runners = Readonly<Record<ActionName, AnyRunner | undefined>>;

export interface Registry {
  readonly runners: Runners;
  readonly sources: readonly InventorySource[];
  readonly monitors: readonly Monitor[];
}

/** One line an action: one that the catalogue names and this list does not is a compile error. */
export function createRegistry(tools: RunnerTools, cancel: Cancel): Registry {
  const { host, homes, state, vm: vmConfig, rsnapshot, timeZone } = tools.config;
  const book = createKeyBook(state);
  const keys = keyTools(book, tools);
  const orders = orderTools(tools);
  const vm =
    vmConfig === undefined
      ? undefined
      : createVmHost({ ...tools, given: createGiven(book, tools.own, tools.trust) }, vmConfig);
  const { parcels } = tools.config;
  const carrying = { ...tools, host, timeZone, state, carryLimitMiB: parcels?.limitMiB ?? 0 };
  const backup = rsnapshot && { ...carrying, config: rsnapshot };
  // Homes are either here, and files are restored into them, or elsewhere, and they are carried there.
  const packs = parcels !== undefined && rsnapshot?.homesHere === false;
  const unpacks = parcels !== undefined && rsnapshot === undefined && homes !== undefined;
  const ceph =
    tools.config.ceph === undefined
      ? undefined
      : createCephHost(tools.exec, tools.config.ceph, tools.config.state, tools.now);
  const gpu = tools.config.slurm && createGpuHost(tools, tools.config.slurm);
  const images = gpu?.images && { name: host, exec: tools.exec, images: gpu.images };
  const acting = ceph && actingHost(ceph);
  const runners: Runners = {
    "audit.search": createSearchRunner(tools),
    "audit.own": createOwnRunner(tools),
    "backup.check": backup && checkBackupsRunner(backup),
    "backup.list": backup && listBackupsRunner(backup),
    "backup.preview": backup && previewRestoreRunner(backup),
    "backup.pack": packs ? backup && packRunner(backup) : undefined,
    "backup.unpack": unpacks ? unpackRunner({ ...carrying, homes }) : undefined,
    "backup.restore": rsnapshot?.homesHere === true ? backup && restoreRunner(backup) : undefined,
    "backup.run": backup && runBackupRunner(backup),
    "backup.status": backup && backupStatusRunner(backup),
    "gpu.job": gpu && gpuJobRunner(gpu),
    "gpu.check": gpu && images && checkImageRunner({ ...images, jobs: createCheckJobs(gpu) }),
    "gpu.show": undefined,
    "gpu.why": undefined,
    "gpu.log": undefined,
    "gpu.cancel": undefined,
    "gpu.usage": undefined,
    "image.add": images && addImageRunner(images),
    "image.retire": images && retireImageRunner(images),
    "node.look": undefined,
    "node.drain": undefined,
    "node.resume": undefined,
    "host.ping": createPingRunner(host),
    "job.cancel": createCancelRunner(cancel),
    "key.add": addKeysRunner(keys),
    "key.list": listKeysRunner(keys),
    "key.remove": removeKeyRunner(keys),
    "link.add": createLinkRunner(tools),
    "link.class": createClassRunner(tools),
    "link.prove": createProveRunner(tools),
    "link.remove": createRemoveRunner(tools),
    "session.open": openSessionRunner(tools),
    "template.add": vm && addTemplateRunner(vm),
    "template.retire": vm && retireTemplateRunner(vm),
    "limit.set": limitSetRunner(orders),
    "limit.end": limitEndRunner(orders),
    "exam.preview": examPreviewRunner(orders),
    "exam.start": examStartRunner(orders),
    "exam.end": examEndRunner(orders),
    "maintenance.add": maintenanceAddRunner(orders),
    "maintenance.end": maintenanceEndRunner(orders),
    "vm.create": vm && createRunner(vm),
    "vm.start": vm && startRunner(vm),
    "vm.stop": vm && stopRunner(vm),
    "vm.restart": vm && restartRunner(vm),
    "vm.delete": vm && deleteRunner(vm),
    "vm.show": vm && showRunner(vm),
    "vm.ip": vm && ipRunner(vm),
    "vm.disk": vm && diskRunner(vm),
    "vm.backup": vm && backupRunner(vm),
    "vm.backups": vm && backupsRunner(vm),
    "vm.restore": vm && restoreGuestRunner(vm),
    "home.disk": homes === undefined ? undefined : homeDiskRunner(tools, homes),
    "vm.why": vm && whyRunner(vm, tools.decide),
    "ceph.status": ceph && statusRunner(ceph, host),
    "ceph.health": ceph && healthRunner(ceph, host),
    "ceph.df": ceph && dfRunner(ceph, host),
    "ceph.osd": ceph && osdRunner(ceph, host),
    "ceph.mute": acting && muteRunner(acting),
    "ceph.unmute": acting && unmuteRunner(acting),
    "ceph.noout": acting && nooutRunner(acting),
    "ceph.crash": acting && crashRunner(acting),
  };
  const monitors = monitorsOf({ config: tools.config, vm, ceph, now: tools.now });
  return { runners, monitors, sources: vm === undefined ? [] : [vmInventorySource(vm)] };
}

/** The runner of an action that arrived in a message: its name is not to be trusted. */
export function runnerIn(runners: Runners): (action: string) => AnyRunner | undefined {
  const byName = new Map(Object.entries(runners));
  return (action) => byName.get(action);
}
