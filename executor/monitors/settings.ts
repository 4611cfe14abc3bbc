import { z } from "zod";

/** What is watched on this host besides what every host has. */
export interface MonitorsConfig {
  /** Folders whose disks are watched, besides the executor's own and the guests'. */
  readonly disks: readonly string[];
  /** PEM files by their path, and `host:port`; none: no certificates are watched. */
  readonly certificates: readonly string[];
}

const list = (one: RegExp, what: string) =>
  z
    .string()
    .default("")
    .transform((text) => text.split(",").map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== ""))
    .refine((parts) => parts.every((part) => one.test(part)), what);

export const monitorSettingsSchema = z.object({
  SHISA_MONITOR_DISKS: list(/^\//u, "must be absolute paths, with commas between them"),
  SHISA_MONITOR_CERTIFICATES: list(
    /^\/|^[^\s/]+:[0-9]{1,5}$/u,
    "must be absolute paths of PEM files and HOST:PORT, with commas between them",
  ),
});

export const monitorsConfig = (settings: z.infer<typeof monitorSettingsSchema>): MonitorsConfig => ({
  disks: settings.SHISA_MONITOR_DISKS,
  certificates: settings.SHISA_MONITOR_CERTIFICATES,
});
