import { ackAlert } from "./alert/ack.ts";
import { listAlerts } from "./alert/list.ts";
import { noteAlert } from "./alert/note.ts";
import { resolveAlert } from "./alert/resolve.ts";
import { showAlert } from "./alert/show.ts";
import { snoozeAlert } from "./alert/snooze.ts";
import { act } from "./approvals/act.ts";
import { approve } from "./approvals/approve.ts";
import { ask } from "./approvals/ask.ts";
import { deny } from "./approvals/deny.ts";
import { listApprovals } from "./approvals/list.ts";
import { sign } from "./approvals/sign.ts";
import { withdraw } from "./approvals/withdraw.ts";
import { botAudit } from "./audit/bot.ts";
import { searchAudit } from "./audit/search.ts";
import { checkBackups } from "./backup/check.ts";
import { listBackups } from "./backup/list.ts";
import { previewRestore } from "./backup/preview.ts";
import { restoreFiles } from "./backup/restore.ts";
import { runBackup } from "./backup/run.ts";
import { statusOfBackups } from "./backup/status.ts";
import { canCommand } from "./can/can.ts";
import { archiveCrashes } from "./ceph/crash-archive.ts";
import { df } from "./ceph/df.ts";
import { health } from "./ceph/health.ts";
import { mute } from "./ceph/mute.ts";
import { noout } from "./ceph/noout.ts";
import { osd } from "./ceph/osd.ts";
import { status } from "./ceph/status.ts";
import { unmute } from "./ceph/unmute.ts";
import { endExam } from "./exam/end.ts";
import { listExams } from "./exam/list.ts";
import { previewExam } from "./exam/preview.ts";
import { startExam } from "./exam/start.ts";
import { check } from "./gpu/check.ts";
import { addImage } from "./gpu/image-add.ts";
import { retireImage } from "./gpu/image-retire.ts";
import { images } from "./gpu/images.ts";
import { job } from "./gpu/job.ts";
import { helpCommand } from "./help/help.ts";
import { cancelJob } from "./jobs/cancel.ts";
import { listJobs } from "./jobs/list.ts";
import { showJob } from "./jobs/show.ts";
import { type Command, type ErasedActionCommand, jobsOf } from "./kit/definition.ts";
import { endLimits } from "./limit/end.ts";
import { listLimits } from "./limit/list.ts";
import { setLimits } from "./limit/set.ts";
import { addLink } from "./link/add.ts";
import { linkClass } from "./link/class.ts";
import { listLinks } from "./link/list.ts";
import { proveLink } from "./link/prove.ts";
import { removeLink } from "./link/remove.ts";
import { showLink } from "./link/show.ts";
import { addMaintenance } from "./maintenance/add.ts";
import { endMaintenance } from "./maintenance/end.ts";
import { listMaintenance } from "./maintenance/list.ts";
import { homeDiskCommand } from "./me/disk.ts";
import { addKey } from "./me/key-add.ts";
import { listKeys } from "./me/key-list.ts";
import { removeKey } from "./me/key-remove.ts";
import { language } from "./me/language.ts";
import { log } from "./me/log.ts";
import { me } from "./me/me.ts";
import { refusals } from "./me/refusals.ts";
import { acceptSwap } from "./oncall/accept.ts";
import { assign } from "./oncall/assign.ts";
import { away } from "./oncall/away.ts";
import { back } from "./oncall/back.ts";
import { cover } from "./oncall/cover.ts";
import { declineSwap } from "./oncall/decline.ts";
import { now } from "./oncall/now.ts";
import { page } from "./oncall/page.ts";
import { schedule } from "./oncall/schedule.ts";
import { swap } from "./oncall/swap.ts";
import { ping } from "./ping/ping.ts";
import { backup } from "./vm/backup.ts";
import { backups } from "./vm/backups.ts";
import { create } from "./vm/create.ts";
import { deleteGuest } from "./vm/delete.ts";
import { disk } from "./vm/disk.ts";
import { frozen } from "./vm/frozen.ts";
import { ip } from "./vm/ip.ts";
import { list } from "./vm/list.ts";
import { restart } from "./vm/restart.ts";
import { restore } from "./vm/restore.ts";
import { show } from "./vm/show.ts";
import { start } from "./vm/start.ts";
import { stop } from "./vm/stop.ts";
import { addTemplate } from "./vm/template-add.ts";
import { retireTemplate } from "./vm/template-retire.ts";
import { templates } from "./vm/templates.ts";
import { whyGuest } from "./vm/why.ts";
import { whyCommand } from "./why/why.ts";

/** Every verb there is: one line each. Help shows them in this order. */
export const commands: readonly Command[] = [
  templates,
  create,
  list,
  show,
  ip,
  start,
  stop,
  restart,
  deleteGuest,
  disk,
  backup,
  backups,
  restore,
  whyGuest,
  frozen,
  job,
  check,
  images,
  addImage,
  retireImage,
  statusOfBackups,
  listBackups,
  previewRestore,
  restoreFiles,
  runBackup,
  checkBackups,
  listJobs,
  showJob(() => actionCommands()),
  cancelJob,
  listApprovals(() => commands),
  approve,
  act,
  sign,
  deny,
  ask,
  withdraw,
  canCommand(() => commands),
  whyCommand(() => commands),
  me,
  homeDiskCommand,
  addKey,
  listKeys,
  removeKey,
  language,
  log,
  refusals,
  now,
  schedule,
  swap,
  acceptSwap,
  declineSwap,
  away,
  back,
  cover,
  assign,
  page,
  addTemplate,
  retireTemplate,
  showLink,
  proveLink,
  listLinks,
  removeLink,
  startExam,
  previewExam,
  listExams,
  endExam,
  setLimits,
  listLimits,
  endLimits,
  addMaintenance,
  listMaintenance,
  endMaintenance,
  addLink,
  linkClass,
  listAlerts,
  showAlert,
  ackAlert,
  snoozeAlert,
  noteAlert,
  resolveAlert,
  searchAudit,
  botAudit,
  status,
  health,
  df,
  osd,
  mute,
  unmute,
  noout,
  archiveCrashes,
  ping,
  helpCommand(() => commands),
];

const actionCommands = (): readonly ErasedActionCommand[] => jobsOf(commands);

/** The verb that shows an action's jobs; undefined for an action that no verb asks for. */
export const commandForAction = (action: string): ErasedActionCommand | undefined =>
  actionCommands().find((command) => command.action === action);
