import { z } from "zod";
import { defineAction } from "../action.ts";
import { hostSchema } from "../names.ts";
import { parcelTextMaxLength } from "../parcel-pieces.ts";
import { backupRestore } from "./backup.ts";

const parcel = z.string().max(parcelTextMaxLength);

/** A restore where the home is on another host, first half: the host of the backups packs the files for it. */
export const backupPack = defineAction({
  name: "backup.pack",
  lane: "long",
  risk: "change",
  input: backupRestore.input.extend({ to: hostSchema }),
  /** `parcel`: the packing host's signed word about it (protocol/parcel.ts). */
  output: z.strictObject({ host: hostSchema, parcel }),
  steps: ["pack"],
  timeLimitMs: 3_600_000,
});

/** The second half: the host with the home fetches the parcel and unpacks it there. */
export const backupUnpack = defineAction({
  name: "backup.unpack",
  lane: "long",
  risk: "change",
  input: z.strictObject({ parcel }),
  output: backupRestore.output.extend({ from: hostSchema }),
  steps: ["fetch", "unpack", "place"],
  timeLimitMs: 3_600_000,
});

export const carryActions = [backupPack, backupUnpack] as const;
