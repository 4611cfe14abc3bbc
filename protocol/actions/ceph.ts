import { z } from "zod";
import { defineAction } from "../action.ts";
import { hostSchema } from "../names.ts";

/** A health check's name, as Ceph writes it. Nothing that a program could take for an option. */
export const checkCodeSchema = z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/);
const daemonName = z.string().max(100);

const checkSchema = z.strictObject({
  code: checkCodeSchema,
  severity: z.enum(["warning", "error"]),
  muted: z.boolean(),
  said: z.string().max(300),
  lines: z.array(z.string().max(300)).max(10),
});
export type CephCheck = z.infer<typeof checkSchema>;

/** What of a cluster is known when it answers; `reason` says why it does not. */
const answered = <T extends z.ZodType>(cluster: T) =>
  z.strictObject({ host: hostSchema, reason: z.string().max(300).nullable(), cluster: cluster.nullable() });

const look = { lane: "quick", risk: "read", input: z.strictObject({}), steps: [], timeLimitMs: 25_000 } as const;
const nooutSchema = z.strictObject({
  set: z.boolean(),
  /** Until when it is set by Shisa, in milliseconds since 1970; null: not by it, and without an end. */
  until: z.int().nullable(),
});

export const cephStatus = defineAction({
  ...look,
  name: "ceph.status",
  output: answered(
    z.strictObject({
      checks: z.array(checkSchema).max(50),
      osds: z.strictObject({
        total: z.int(),
        up: z.int(),
        in: z.int(),
        /** Those that are down, and those that do not answer though the cluster takes them for up. */
        down: z.array(daemonName).max(100),
        silent: z.array(daemonName).max(100),
      }),
      monitors: z.strictObject({ total: z.int(), inQuorum: z.int(), down: z.array(daemonName).max(20) }),
      /** Whether an mgr is at work. */
      manager: z.boolean(),
      /** Ranks of file systems; null: there is no file system. */
      mds: z.strictObject({ wanted: z.int(), up: z.int() }).nullable(),
      usedBytes: z.number(),
      totalBytes: z.number(),
      /** Until nothing can be written any more, as it has grown in the last week; null: it does not grow, or not known. */
      daysLeft: z.int().nullable(),
      bearable: z.strictObject({
        servers: z.int(),
        storage: z.int().nullable(),
        pool: z.string().max(100).nullable(),
        monitors: z.int(),
      }),
      noout: nooutSchema,
    }),
  ),
});

export const cephHealth = defineAction({
  ...look,
  name: "ceph.health",
  output: answered(
    z.strictObject({
      checks: z.array(checkSchema).max(50),
      /** `until`: as Ceph says it; null: until it is taken away, or the check is over. */
      mutes: z.array(z.strictObject({ code: z.string().max(80), until: z.string().max(60).nullable() })).max(50),
    }),
  ),
});

export const cephDf = defineAction({
  ...look,
  name: "ceph.df",
  output: answered(
    z.strictObject({
      usedBytes: z.number(),
      totalBytes: z.number(),
      daysLeft: z.int().nullable(),
      pools: z
        .array(
          z.strictObject({
            name: z.string().max(100),
            storedBytes: z.number(),
            freeBytes: z.number(),
            objects: z.number(),
          }),
        )
        .max(100),
    }),
  ),
});

export const cephOsd = defineAction({
  ...look,
  name: "ceph.osd",
  output: answered(
    z.strictObject({
      hosts: z
        .array(
          z.strictObject({
            name: daemonName,
            osds: z
              .array(
                z.strictObject({
                  name: daemonName,
                  state: z.enum(["up", "down", "silent"]),
                  /** Its data is being copied elsewhere, or was. */
                  out: z.boolean(),
                  usedPercent: z.number().nullable(),
                  totalBytes: z.number().nullable(),
                }),
              )
              .max(200),
          }),
        )
        .max(100),
      noout: nooutSchema,
    }),
  ),
});

const change = { lane: "quick", risk: "change", timeLimitMs: 60_000 } as const;

/** Leaves a check out of the health for some time. */
export const cephMute = defineAction({
  ...change,
  name: "ceph.mute",
  input: z.strictObject({ code: checkCodeSchema, minutes: z.int().min(5).max(10_080) }),
  output: z.strictObject({ code: checkCodeSchema, until: z.int() }),
  steps: ["mute"],
});

export const cephUnmute = defineAction({
  ...change,
  name: "ceph.unmute",
  input: z.strictObject({ code: checkCodeSchema }),
  output: z.strictObject({ code: checkCodeSchema }),
  steps: ["unmute"],
});

/** Keeps Ceph from copying the data of OSDs that are down, for some time; 0 minutes: no longer. */
export const cephNoout = defineAction({
  ...change,
  name: "ceph.noout",
  input: z.strictObject({ minutes: z.int().min(0).max(1_440) }),
  output: z.strictObject({ until: z.int().nullable() }),
  steps: ["flag"],
});

/** Says that crashes of daemons were looked at; their alert goes in no other way. */
export const cephCrash = defineAction({
  ...change,
  name: "ceph.crash",
  input: z.strictObject({}),
  output: z.strictObject({
    crashes: z.array(z.strictObject({ daemon: daemonName, at: z.string().max(60) })).max(50),
    /** How many were left for another time. */
    left: z.int(),
  }),
  steps: ["archive"],
});

export const cephActions = [
  cephStatus,
  cephHealth,
  cephDf,
  cephOsd,
  cephMute,
  cephUnmute,
  cephNoout,
  cephCrash,
] as const;
