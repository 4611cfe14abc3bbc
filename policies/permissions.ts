import { type ActionName, actions } from "../protocol/catalogue.ts";

/** What the bot answers by itself, and asks decide() about all the same. One line a verb. */
export const localPermissions = [
  "approvals.approve",
  "approvals.ask",
  "approvals.deny",
  "approvals.list",
  "approvals.withdraw",
  "audit.bot",
  "help",
  "jobs.list",
  "jobs.show",
  "me",
  "me.language",
  "me.refusals",
  "vm.list",
  "vm.templates",
] as const;

export type LocalPermission = (typeof localPermissions)[number];
/** Everything that can be asked of decide(). */
export type Permission = ActionName | LocalPermission;

export const permissions: readonly Permission[] = [...actions.map((action) => action.name), ...localPermissions];

const known: ReadonlySet<string> = new Set(permissions);

/** Whether a name that arrived from elsewhere is one of ours. */
export const isPermission = (name: string): name is Permission => known.has(name);
