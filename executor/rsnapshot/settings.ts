import { z } from "zod";
import { type Due, readSchedule, usualSchedule } from "./schedule.ts";

const file = z.string().startsWith("/", "must be an absolute path");

/** Where Debian's rsnapshot has its configuration: what the wrapper takes where nothing else is said. */
export const usualConf = "/etc/rsnapshot.conf";
export const usualRuns = "/var/lib/shisa/rsnapshot/runs.log";

/** The settings of a host where rsnapshot runs. */
export const rsnapshotShape = {
  SHISA_RSNAPSHOT_CONF: file.optional(),
  SHISA_RSNAPSHOT_RUNS: file.default(usualRuns),
  SHISA_RSNAPSHOT_SCHEDULE: z
    .string()
    .default(usualSchedule)
    .transform((text, context) => {
      try {
        return readSchedule(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    }),
  SHISA_RSNAPSHOT_HOMES: z.string().min(1).optional(),
  SHISA_RSNAPSHOT_HOMES_HERE: z.enum(["yes", "no"]).default("no"),
  SHISA_RSNAPSHOT_RESTORE_LIMIT: z.coerce.number().int().min(1).default(10_240),
} as const;

export interface RsnapshotConfig {
  /** rsnapshot.conf. */
  readonly conf: string;
  /** Where the wrapper records how each run ended. */
  readonly runs: string;
  readonly schedule: readonly Due[];
  /** The destination below which the homes are, where more than one backup line holds a folder of that path. */
  readonly homes: string | undefined;
  /** Whether the homes of this host are those that are backed up: only then is anything restored here. */
  readonly homesHere: boolean;
  /** The most that one restore may bring back, in MiB. */
  readonly restoreLimitMiB: number;
}

/** undefined: rsnapshot does not run on this host. */
export function rsnapshotConfig(settings: z.infer<z.ZodObject<typeof rsnapshotShape>>): RsnapshotConfig | undefined {
  if (settings.SHISA_RSNAPSHOT_CONF === undefined) return undefined;
  return {
    conf: settings.SHISA_RSNAPSHOT_CONF,
    runs: settings.SHISA_RSNAPSHOT_RUNS,
    schedule: settings.SHISA_RSNAPSHOT_SCHEDULE,
    homes: settings.SHISA_RSNAPSHOT_HOMES,
    homesHere: settings.SHISA_RSNAPSHOT_HOMES_HERE === "yes",
    restoreLimitMiB: settings.SHISA_RSNAPSHOT_RESTORE_LIMIT,
  };
}
