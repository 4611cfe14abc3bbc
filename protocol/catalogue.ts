import { createHash } from "node:crypto";
import { z } from "zod";
import type { Action } from "./action.ts";
import { auditActions } from "./actions/audit.ts";
import { backupActions } from "./actions/backup.ts";
import { carryActions } from "./actions/carry.ts";
import { cephActions } from "./actions/ceph.ts";
import { gpuActions } from "./actions/gpu.ts";
import { gpuLookActions } from "./actions/gpu-look.ts";
import { homeDisk } from "./actions/home-disk.ts";
import { hostActions } from "./actions/host.ts";
import { jobActions } from "./actions/jobs.ts";
import { keyActions } from "./actions/keys.ts";
import { linkActions } from "./actions/link.ts";
import { orderActions } from "./actions/orders.ts";
import { sessionActions } from "./actions/session.ts";
import { templateActions } from "./actions/templates.ts";
import { vmActions } from "./actions/vm.ts";
import { guestBackupActions } from "./actions/vm-backup.ts";
import { whyActions } from "./actions/vm-why.ts";

/** Every action there is; one line a family. */
export const actions = [
  ...auditActions,
  ...backupActions,
  ...carryActions,
  ...hostActions,
  ...jobActions,
  ...keyActions,
  ...linkActions,
  ...sessionActions,
  ...templateActions,
  ...orderActions,
  ...vmActions,
  ...whyActions,
  ...cephActions,
  ...guestBackupActions,
  ...gpuActions,
  ...gpuLookActions,
  homeDisk,
] as const;

export type ActionName = (typeof actions)[number]["name"];
export type ActionNamed<N extends ActionName> = Extract<(typeof actions)[number], { name: N }>;

const byName: ReadonlyMap<string, Action> = new Map(actions.map((action) => [action.name, action]));

/** The action of that name, or undefined: names that arrive in a message are not to be trusted. */
export const findAction = (name: string): Action | undefined => byName.get(name);

/** What a reader takes (io "input"): only that tells an object that refuses unknown fields from one that drops them. */
const shapeOf = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: "any", io: "input" });

/** Changes whenever the shape of one of the actions does, or their order. */
export const versionOf = (shapes: readonly Action[]): string =>
  createHash("sha256")
    .update(
      JSON.stringify(
        shapes.map(({ name, lane, risk, input, output, steps, timeLimitMs }) => [
          name,
          lane,
          risk,
          shapeOf(input),
          shapeOf(output),
          steps,
          timeLimitMs,
        ]),
      ),
    )
    .digest("hex")
    .slice(0, 16);

/** The version of this release's actions: a bot and an executor of different ones refuse each other. */
export const catalogueVersion: string = versionOf(actions);
