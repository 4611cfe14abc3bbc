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
  /** The bot's own setting: the certificate of its terminals is watched wherever an executor is told of it too. */
  SHISA_TERMINAL_TLS_CERT: z.string().startsWith("/", "must be an absolute path").optional(),
});

export function monitorsConfig(settings: z.infer<typeof monitorSettingsSchema>): MonitorsConfig {
  const { SHISA_MONITOR_CERTIFICATES: named, SHISA_TERMINAL_TLS_CERT: terminals } = settings;
  return {
    disks: settings.SHISA_MONITOR_DISKS,
    certificates: [...new Set([...named, ...(terminals === undefined ? [] : [terminals])])],
  };
}
