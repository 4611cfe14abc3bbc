import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { backupCheck } from "../../../protocol/actions/backup.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { lookAtBackups } from "../../monitors/rsnapshot.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { BackupTools } from "./tools.ts";

const planSchema = z.strictObject({});

/** Says all that is wrong with the backups now. */
export const checkBackupsRunner = (tools: BackupTools): AnyRunner =>
  defineRunner<typeof backupCheck, z.infer<typeof planSchema>>({
    action: backupCheck,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: () => Promise.resolve(accepted({})),
    planSchema,
    steps: {},
    result: async () => {
      const { conditions } = await lookAtBackups(tools);
      return { host: tools.host, conditions: [...conditions] };
    },
  });
