import { z } from "zod";

/** The settings of hosts between which restored files are carried. */
export const parcelShape = { SHISA_CARRY_LIMIT: z.coerce.number().int().min(1).max(4_096).default(300) } as const;

export interface ParcelConfig {
  /** The most that is carried to another host at once, in MiB. */
  readonly limitMiB: number;
}

export const parcelConfig = (settings: z.infer<z.ZodObject<typeof parcelShape>>): ParcelConfig => ({
  limitMiB: settings.SHISA_CARRY_LIMIT,
});
