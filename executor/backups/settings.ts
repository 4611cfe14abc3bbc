import { z } from "zod";

const file = z.string().startsWith("/", "must be an absolute path");
/** What could end a name inside qemu's `rbd:` (qemu's block/rbd.c: colons, at signs, slashes) is no name of ours. */
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);

/** Where guests' backups go. */
export const backupSettingsSchema = z.object({
  SHISA_RBD_POOL: name.optional(),
  SHISA_RBD_CONF: file.regex(/^[A-Za-z0-9._/-]+$/, "may hold letters, digits, dots and hyphens").optional(),
  SHISA_RBD_CLIENT: name.default("shisa-backup"),
  SHISA_BACKUPS_AT_ONCE: z.coerce.number().int().min(1).max(64).default(1),
});

export interface BackupConfig {
  readonly pool: string;
  /** The ceph.conf that names the cluster, and the keyring of the client. */
  readonly conf: string;
  /** As which client: `client.NAME` without the first part. */
  readonly client: string;
  /** How many backups and restorations this host does at once. */
  readonly atOnce: number;
}

/** undefined: this host's guests have no backups. */
export function backupConfig(settings: z.infer<typeof backupSettingsSchema>): BackupConfig | undefined {
  const { SHISA_RBD_POOL: pool, SHISA_RBD_CONF: conf = "/etc/ceph/ceph.conf" } = settings;
  if (pool === undefined) return undefined;
  return { pool, conf, client: settings.SHISA_RBD_CLIENT, atOnce: settings.SHISA_BACKUPS_AT_ONCE };
}
