import { z } from "zod";
import { defineAction } from "../action.ts";
import { guestNameSchema, hostSchema, templateNameSchema } from "../names.ts";
import { givenKeysMaxLength } from "../ssh/public-key.ts";
import { vmDisk } from "./vm-disk.ts";

const named = z.strictObject({ name: guestNameSchema });

/** nat: reachable from the host itself and through it; bridge: reachable on the department's own network. */
export const reachSchema = z.enum(["nat", "bridge"]);
export const guestStateSchema = z.enum(["running", "paused", "off", "crashed", "unknown"]);
export type GuestState = z.infer<typeof guestStateSchema>;

/** Where a guest that has just booted answers. `ssh` is a whole command line that can be typed as it is. */
export const reachableSchema = z.strictObject({
  name: z.string(),
  host: hostSchema,
  hostName: z.string(),
  address: z.ipv4(),
  reach: reachSchema,
  ssh: z.string(),
  /** Whether the guest accepted connections to port 22; false where it runs no ssh server, or not yet. */
  sshOpen: z.boolean().optional(),
});

/** cpu in virtual CPUs, memoryMiB in MiB, diskGiB in GiB (the most that the overlay can grow to). */
export const vmCreate = defineAction({
  name: "vm.create",
  lane: "long",
  risk: "change",
  input: z.strictObject({
    template: templateNameSchema,
    name: guestNameSchema,
    cpu: z.int().min(1).max(256),
    memoryMiB: z.int().min(128).max(1_048_576),
    diskGiB: z.int().min(1).max(65_536),
    note: z.string().max(200).optional(),
    /** Public keys that another host keeps for the person: protocol/given-keys.ts reads it. */
    keys: z.string().max(givenKeysMaxLength).optional(),
  }),
  output: reachableSchema.extend({
    uuid: z.uuid(),
    template: z.string(),
    cpu: z.int(),
    memoryMiB: z.int(),
    diskGiB: z.int(),
  }),
  steps: ["reserve", "overlay", "seed", "define", "start", "address"],
  timeLimitMs: 300_000,
  audited: (input) => (typeof input === "object" ? { ...input, keys: undefined } : input),
});

export const vmStart = defineAction({
  name: "vm.start",
  lane: "long",
  risk: "change",
  input: named,
  output: reachableSchema,
  steps: ["start", "address"],
  timeLimitMs: 240_000,
});

/** Presses the power button and waits; `force` cuts the power. */
export const vmStop = defineAction({
  name: "vm.stop",
  lane: "long",
  risk: "change",
  input: z.strictObject({ name: guestNameSchema, force: z.boolean() }),
  output: z.strictObject({ name: z.string(), host: hostSchema }),
  steps: ["shutdown", "off"],
  timeLimitMs: 180_000,
});

export const vmRestart = defineAction({
  name: "vm.restart",
  lane: "long",
  risk: "change",
  input: named,
  output: reachableSchema,
  steps: ["shutdown", "off", "start", "address"],
  timeLimitMs: 360_000,
});

/** The definition goes last: it says whose the guest is, so a deletion that failed can be asked for again. */
export const vmDelete = defineAction({
  name: "vm.delete",
  lane: "long",
  risk: "destroy",
  input: named,
  output: z.strictObject({ name: z.string(), host: hostSchema }),
  steps: ["destroy", "disk", "release", "undefine"],
  timeLimitMs: 120_000,
});

const interfaceSchema = z.strictObject({
  mac: z.string(),
  network: z.string(),
  /** The address reserved for this MAC, or null. */
  reserved: z.ipv4().nullable(),
  /** The address that was seen since this boot, or null. */
  seen: z.ipv4().nullable(),
  reach: reachSchema,
});

export const vmIp = defineAction({
  name: "vm.ip",
  lane: "quick",
  risk: "read",
  input: named,
  output: z.strictObject({
    name: z.string(),
    host: hostSchema,
    hostName: z.string(),
    state: guestStateSchema,
    interfaces: z.array(interfaceSchema),
    ssh: z.string().nullable(),
  }),
  steps: [],
  timeLimitMs: 15_000,
});

export const vmShow = defineAction({
  name: "vm.show",
  lane: "quick",
  risk: "read",
  input: named,
  output: vmIp.output.extend({
    uuid: z.uuid(),
    template: z.string(),
    cpu: z.int(),
    memoryMiB: z.int(),
    diskGiB: z.int(),
    /** What the overlay takes on the host's disk now, in MiB. */
    diskUsedMiB: z.int(),
    createdAt: z.iso.datetime(),
    note: z.string().nullable(),
    acceleration: z.enum(["kvm", "emulation"]),
  }),
  steps: [],
  timeLimitMs: 15_000,
});

export const vmActions = [vmCreate, vmStart, vmStop, vmRestart, vmDelete, vmShow, vmIp, vmDisk] as const;
