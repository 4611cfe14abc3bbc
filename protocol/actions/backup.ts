import { z } from "zod";
import { defineAction } from "../action.ts";
import { conditionSchema } from "../monitor.ts";
import { hostSchema } from "../names.ts";
import { ownPathSchema } from "./own-path.ts";

const levelSchema = z.string().regex(/^[A-Za-z0-9_]{1,30}$/);
/** Milliseconds since 1970. */
const time = z.int();
const bytes = z.number().min(0);

const backupLevelSchema = z.strictObject({
  level: levelSchema,
  /** How many of it rsnapshot keeps, and has now. */
  keeps: z.int(),
  has: z.int(),
  /** When the last one that went well ended, and the last one at all; null: none. */
  good: time.nullable(),
  last: z.strictObject({ at: time, good: z.boolean(), refused: z.boolean() }).nullable(),
  running: z.boolean(),
  next: time.nullable(),
});

export const backupStatus = defineAction({
  name: "backup.status",
  lane: "quick",
  risk: "read",
  input: z.strictObject({}),
  output: z.strictObject({
    host: hostSchema,
    /** Which hosts are backed up, and since when the newest snapshot lacks one. */
    hosts: z.array(z.strictObject({ name: z.string().max(200), there: z.boolean() })).max(200),
    levels: z.array(backupLevelSchema).max(20),
    disk: z.strictObject({ total: bytes, free: bytes }).nullable(),
    /** Bytes by which it fills a day, and days until it is full; null: nobody can tell. */
    growth: z.number().nullable(),
    days: z.number().nullable(),
    drilled: z.strictObject({ at: time, files: z.int(), wrong: z.int() }).nullable(),
  }),
  steps: [],
  timeLimitMs: 20_000,
});

const kindSchema = z.enum(["file", "folder", "link"]);

export const backupVersionSchema = z.strictObject({
  /** rsnapshot's name of it now: daily.0. */
  snapshot: z.string().max(60),
  /** When it was taken. */
  at: time,
  kind: kindSchema,
  size: bytes,
  /** When the file itself was last changed. */
  changed: time,
});

/** A person's own file or folder in every snapshot that has it, newest first; of a folder also what is in the newest. */
export const backupList = defineAction({
  name: "backup.list",
  lane: "quick",
  risk: "read",
  input: z.strictObject({ path: ownPathSchema }),
  output: z.strictObject({
    host: hostSchema,
    path: z.string(),
    versions: z.array(backupVersionSchema).max(500),
    entries: z.array(z.strictObject({ name: z.string().max(300), kind: kindSchema, size: bytes })).max(200),
    /** There are more than that. */
    more: z.boolean(),
  }),
  steps: [],
  timeLimitMs: 60_000,
});

/** As it was then or before; absent: the newest that has it. */
const asked = { path: ownPathSchema, asOf: time.exactOptional() };
const found = {
  host: hostSchema,
  path: z.string(),
  /** When the snapshot was taken that it comes from. */
  at: time,
  files: z.int(),
  bytes,
  /** Below the folder that was asked for, and not the person's own: left out. */
  skipped: z.int(),
  /** The side folder, as people type it: ~/restored-2026-11-30. */
  folder: z.string().max(100),
};

/** What a restore would bring back, and where to: absent, the home is on the host of the backups. Changes nothing. */
export const backupPreview = defineAction({
  name: "backup.preview",
  lane: "quick",
  risk: "read",
  input: z.strictObject({ ...asked, to: hostSchema.exactOptional() }),
  output: z.strictObject({
    ...found,
    kind: kindSchema,
    names: z.array(z.string().max(300)).max(20),
    to: hostSchema.exactOptional(),
  }),
  steps: [],
  timeLimitMs: 120_000,
});

export const backupRestore = defineAction({
  name: "backup.restore",
  lane: "long",
  risk: "change",
  input: z.strictObject(asked),
  output: z.strictObject(found),
  steps: ["copy", "place"],
  timeLimitMs: 2 * 3_600_000,
});

export const backupRun = defineAction({
  name: "backup.run",
  lane: "long",
  risk: "change",
  input: z.strictObject({ level: levelSchema }),
  output: z.strictObject({
    host: hostSchema,
    level: levelSchema,
    good: z.boolean(),
    refused: z.boolean(),
    /** Why it did not go well, as the programs said. */
    lines: z.array(z.string().max(300)).max(20),
  }),
  steps: ["run"],
  timeLimitMs: 24 * 3_600_000,
});

/** All that is wrong with the backups now, waiting for nothing. */
export const backupCheck = defineAction({
  name: "backup.check",
  lane: "quick",
  risk: "read",
  input: z.strictObject({}),
  output: z.strictObject({ host: hostSchema, conditions: z.array(conditionSchema).max(200) }),
  steps: [],
  timeLimitMs: 30_000,
});

export const backupActions = [backupStatus, backupList, backupPreview, backupRestore, backupRun, backupCheck] as const;
