import { type ActionName, actions } from "../protocol/catalogue.ts";

/** What the bot answers by itself, and asks decide() about all the same. One line a verb. */
export const localPermissions = [
  "alert.ack",
  "alert.list",
  "alert.note",
  "alert.resolve",
  "alert.show",
  "alert.snooze",
  "approvals.act",
  "approvals.approve",
  "approvals.ask",
  "approvals.deny",
  "approvals.list",
  "approvals.sign",
  "approvals.withdraw",
  "audit.bot",
  "can",
  "exam.list",
  "gpu.images",
  "gpu.list",
  "gpu.nodes",
  "help",
  "jobs.list",
  "jobs.show",
  "link.list",
  "link.paste",
  "link.show",
  "limit.list",
  "maintenance.list",
  "node.list",
  "me",
  "me.language",
  "me.refusals",
  "oncall.accept",
  "oncall.assign",
  "oncall.away",
  "oncall.back",
  "oncall.cover",
  "oncall.decline",
  "oncall.now",
  "oncall.page",
  "oncall.schedule",
  "oncall.swap",
  "vm.frozen",
  "vm.list",
  "vm.templates",
  "why",
] as const;

/**
 * What the policies already say something about, and nobody can ask for yet: its family is still to be built. A name
 * leaves this list when it comes into the catalogue or into the list above; a test says where one is in both.
 */
export const toCome = [
  "container.build",
  "container.cp",
  "container.exec",
  "container.images",
  "container.info",
  "container.logs",
  "container.ps",
  "container.push",
  "container.rm",
  "container.rmi",
  "container.run",
  "container.search",
  "container.sif",
  "container.start",
  "container.stop",
  "course.create",
  "course.end",
  "course.list",
  "course.start",
  "dns.add",
  "dns.list",
  "dns.remove",
  "net.find",
  "net.list",
  "net.register",
  "net.release",
  "playbook.check",
  "playbook.list",
  "playbook.run",
  "vm.adopt",
  "vm.console",
  "vm.debug",
  "vm.edit",
  "vm.give",
  "vm.import",
  "vm.media",
  "vm.revert",
  "vm.snapshot",
  "vm.xml",
] as const;

export type LocalPermission = (typeof localPermissions)[number];
/** Everything that can be asked of decide(). */
export type Permission = ActionName | LocalPermission | (typeof toCome)[number];

export type Askable = ActionName | LocalPermission;

/** All that can be asked for now. */
export const permissions: readonly Askable[] = [...actions.map((action) => action.name), ...localPermissions];

const known: ReadonlySet<string> = new Set([...permissions, ...toCome]);

/** Whether a name that arrived from elsewhere is one of ours. */
export const isPermission = (name: string): name is Permission => known.has(name);
