import { z } from "zod";

/** Why a run did not end well, by what rsnapshot and rsync said. */
export const causeCodes = [
  /** Files went away while they were copied: nothing is lost. */
  "vanished",
  /** Files that could not be read are missing. */
  "partial",
  /** The lock of a run that was killed was in the way, and was removed. */
  "lock_stale",
  /** Another run holds the lock. */
  "lock_held",
  "host_absent",
  "unreachable",
  "denied",
  "disk_full",
  "config",
  "source_missing",
  "level_unknown",
  "root_missing",
  "killed",
  "failed",
] as const;
export type CauseCode = (typeof causeCodes)[number];

export const causeSchema = z.strictObject({
  code: z.enum(causeCodes),
  /** The host that it is about, as in the destination of its backup line. */
  host: z.string().max(200).exactOptional(),
  /** The line that says it. */
  line: z.string().max(300),
});
export type Cause = z.infer<typeof causeSchema>;

const harmless: ReadonlySet<CauseCode> = new Set(["vanished"]);
const small: ReadonlySet<CauseCode> = new Set(["partial", "lock_stale", "lock_held"]);

/** How bad a cause is by itself; undefined: not at all. */
export function severityOf({ code }: Pick<Cause, "code">): "warning" | "error" | undefined {
  if (harmless.has(code)) return undefined;
  return small.has(code) ? "warning" : "error";
}

const copied: ReadonlySet<CauseCode> = new Set(["vanished", "partial", "lock_stale"]);
/** Whether everything that could be copied was: only then may an older snapshot be given up for it. */
export const isGood = (causes: readonly Cause[]): boolean => causes.every(({ code }) => copied.has(code));
