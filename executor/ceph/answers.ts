import { z } from "zod";

// What Ceph answers, as far as it is used. What else stands there changes from release to release.

const healthStatus = z.enum(["HEALTH_OK", "HEALTH_WARN", "HEALTH_ERR"]);

const checkSchema = z.object({
  severity: healthStatus,
  summary: z.object({ message: z.string() }),
  detail: z.array(z.object({ message: z.string() })).default([]),
  muted: z.boolean().default(false),
});
export type HealthCheck = z.infer<typeof checkSchema>;

/** `health detail`. The status leaves out what is muted; the checks do not. */
export const healthSchema = z.object({
  status: healthStatus,
  checks: z.record(z.string(), checkSchema),
  mutes: z.array(z.object({ code: z.string(), ttl: z.string().optional(), sticky: z.boolean().default(false) })),
});
export type Health = z.infer<typeof healthSchema>;

/** `status`. */
export const statusSchema = z.object({
  health: z.object({ status: healthStatus }),
  quorum_names: z.array(z.string()),
  monmap: z.object({ num_mons: z.int() }),
  osdmap: z.object({ epoch: z.int(), num_osds: z.int(), num_up_osds: z.int(), num_in_osds: z.int() }),
  pgmap: z.object({
    pgs_by_state: z.array(z.object({ state_name: z.string(), count: z.int() })).default([]),
    num_pgs: z.int().default(0),
    bytes_used: z.number().default(0),
    bytes_avail: z.number().default(0),
    bytes_total: z.number().default(0),
  }),
  fsmap: z.object({
    by_rank: z.array(z.object({ name: z.string(), status: z.string() })).default([]),
    /** How many MDS the file system wants at work, and how many are. */
    max: z.int().default(0),
    up: z.int().default(0),
  }),
  mgrmap: z.object({ available: z.boolean() }),
});
export type Status = z.infer<typeof statusSchema>;

const addressesSchema = z.object({ addrvec: z.array(z.object({ type: z.string(), addr: z.string() })).default([]) });

/** `osd dump`. */
export const osdDumpSchema = z.object({
  epoch: z.int(),
  flags_set: z.array(z.string()).default([]),
  full_ratio: z.number(),
  pools: z.array(z.object({ pool_name: z.string(), size: z.int(), min_size: z.int(), crush_rule: z.int() })),
  osds: z.array(
    z.object({
      osd: z.int(),
      up: z.int(),
      in: z.int(),
      public_addrs: addressesSchema.default({ addrvec: [] }),
    }),
  ),
});
export type OsdDump = z.infer<typeof osdDumpSchema>;

/** `osd tree`: buckets and OSDs in one list. */
export const osdTreeSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      type: z.string(),
      children: z.array(z.int()).default([]),
      status: z.string().optional(),
    }),
  ),
});
export type OsdTree = z.infer<typeof osdTreeSchema>;

/** `osd crush rule dump`. */
export const rulesSchema = z.array(
  z.object({
    rule_id: z.int(),
    steps: z.array(z.object({ op: z.string(), type: z.string().optional(), num: z.int().optional() })),
  }),
);
export type Rules = z.infer<typeof rulesSchema>;

/** `osd df`. Sizes in KiB. */
export const osdDfSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      kb: z.number(),
      kb_used: z.number(),
      utilization: z.number(),
      status: z.string().default("unknown"),
      reweight: z.number().default(1),
      pgs: z.int().default(0),
    }),
  ),
});
export type OsdDf = z.infer<typeof osdDfSchema>;

/** `df`. */
export const dfSchema = z.object({
  stats: z.object({ total_bytes: z.number(), total_avail_bytes: z.number(), total_used_raw_bytes: z.number() }),
  pools: z.array(
    z.object({
      name: z.string(),
      stats: z.object({
        stored: z.number().default(0),
        objects: z.number().default(0),
        percent_used: z.number().default(0),
        max_avail: z.number().default(0),
      }),
    }),
  ),
});
export type Df = z.infer<typeof dfSchema>;

/** `mon dump`. */
export const monDumpSchema = z.object({
  mons: z.array(z.object({ name: z.string(), rank: z.int(), public_addrs: addressesSchema.default({ addrvec: [] }) })),
  quorum: z.array(z.int()).default([]),
});
export type MonDump = z.infer<typeof monDumpSchema>;

/** `crash ls-new`: those that nobody has archived. */
export const crashesSchema = z.array(
  z.object({ crash_id: z.string(), entity_name: z.string().default("?"), timestamp: z.string().default("?") }),
);
