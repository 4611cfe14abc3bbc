import { z } from "zod";

/** error wakes people, warning waits for the day. */
export const severitySchema = z.enum(["warning", "error"]);
export type Severity = z.infer<typeof severitySchema>;

/** Lower-case words with dots for what the handlers have words for. */
const codeSchema = z
  .string()
  .regex(/^[a-z]+(\.[a-z0-9_]+)+$/)
  .max(80);

/**
 * Something that is wrong now. A monitor tells all that it finds each time that it looks, so a report that is lost is
 * made good by the next one, and what is not in it any more is over.
 */
export const conditionSchema = z.strictObject({
  /** The same as long as it is the same trouble: `osd_down`, `sync_failed:daily`. Unique within the monitor. */
  key: z.string().regex(/^[A-Za-z0-9_.:/@-]{1,150}$/),
  /** What it is, in words that the handlers have: `ceph.osd_down`. */
  code: codeSchema,
  severity: severitySchema,
  /** host: the same on another host is another trouble. department: whichever host tells it, it is one. */
  scope: z.enum(["host", "department"]),
  numbers: z.record(z.string().max(40), z.union([z.number(), z.string().max(200)])),
  /** The lines that matter, as the program said them. */
  lines: z.array(z.string().max(300)).max(10),
  /** When it began as far as the monitor can tell, in milliseconds since 1970. */
  since: z.int(),
  /** It becomes an incident only when it has been told for so long, in milliseconds; absent: at once. */
  holdMs: z.int().min(0).max(3_600_000).exactOptional(),
  /** Says only that something is wrong: not shown while the same monitor tells anything more specific. */
  generic: z.literal(true).exactOptional(),
  documentation: z.url().max(300).exactOptional(),
  /** The accounts whose things it touches; the bot adds who owns guests on a host that is in trouble. */
  touches: z.array(z.string().max(32)).max(100).exactOptional(),
  /** Command lines that may help, each policy-checked like any other: `/ceph mute OSD_DOWN --for 4h`. */
  fixes: z.array(z.string().max(200)).max(4).exactOptional(),
});
export type Condition = z.infer<typeof conditionSchema>;

/** A number whose course matters: free space, backup size. */
export const figureSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9_.:/-]{1,100}$/),
  value: z.number(),
  unit: z.enum(["bytes", "percent", "count", "seconds"]),
});
export type Figure = z.infer<typeof figureSchema>;
/** How a figure is called that says: this condition is there, and muted at its source (`muted:ceph.osd_down`). */
export const mutedPrefix = "muted:";

/** What one monitor of a host last found. It travels in the host's signed inventory. */
export const monitorReportSchema = z.strictObject({
  /** ceph, rsnapshot, host, guests, redis, certificates … */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  /** When it last looked and could see, in milliseconds since 1970; null: never since the executor's start. */
  at: z.int().nullable(),
  everyMs: z.int().min(1_000),
  /** Why it cannot see now: what it told last may be over, and new trouble goes unseen. */
  fault: z.string().max(300).nullable(),
  conditions: z.array(conditionSchema).max(200),
  figures: z.array(figureSchema).max(50),
  /** Never sent: what was sent under this name could not be read. */
  garbled: z.literal(true).exactOptional(),
});
export type MonitorReport = z.infer<typeof monitorReportSchema>;

const mostMonitors = 20;
/** What is known of a monitor whose report cannot be read. */
const labelSchema = z.object({
  name: monitorReportSchema.shape.name.catch("unknown"),
  everyMs: monitorReportSchema.shape.everyMs.max(3_600_000).catch(20_000),
});

/**
 * A host's reports, each for itself: one that cannot be read says so in its own place and takes nothing else of the
 * inventory with it.
 */
export const monitorReportsSchema = z.unknown().transform((sent): MonitorReport[] => {
  if (!Array.isArray(sent) || sent.length > mostMonitors) return [garbled({}, `not a list of up to ${mostMonitors}`)];
  const names = new Set<string>();
  return sent.map((one: unknown) => {
    const read = monitorReportSchema.safeParse(one);
    if (!read.success) return garbled(one, z.prettifyError(read.error));
    if (names.has(read.data.name)) return garbled(one, "a second report of that name");
    names.add(read.data.name);
    return read.data;
  });
});

function garbled(sent: unknown, why: string): MonitorReport {
  const { name, everyMs } = labelSchema.parse(typeof sent === "object" && sent !== null ? sent : {});
  const fault = why.replaceAll(/\s+/gu, " ").slice(0, 300);
  return { name, at: null, everyMs, fault, conditions: [], figures: [], garbled: true };
}
