import { z } from "zod";

/** What could end a name inside qemu's `rbd:` (qemu's block/rbd.c: colons, at signs, slashes) is in none of these. */
const plainFile = z
  .string()
  .regex(/^\/[A-Za-z0-9._/-]+$/, "must be an absolute path of letters, digits, dots and hyphens");
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);

/** Where guests' backups go. */
export const backupSettingsSchema = z.object({
  SHISA_RBD_POOL: name.optional(),
  SHISA_RBD_CONF: plainFile.optional(),
  SHISA_RBD_KEYRING: plainFile.optional(),
  SHISA_RBD_CLIENT: name.default("shisa-backup"),
  SHISA_BACKUPS_AT_ONCE: z.coerce.number().int().min(1).max(64).default(1),
});

export interface BackupConfig {
  readonly pool: string;
  /** The ceph.conf that names the cluster. */
  readonly conf: string;
  /** Where the client's key is; undefined: where Ceph looks by itself. */
  readonly keyring: string | undefined;
  /** As which client: `client.NAME` without the first part. */
  readonly client: string;
  /** How many backups and restorations this host does at once. */
  readonly atOnce: number;
}

/** undefined: this host's guests have no backups. */
export function backupConfig(
  settings: z.infer<typeof backupSettingsSchema> & { readonly SHISA_CEPH_CONF?: string | undefined },
): BackupConfig | undefined {
  const { SHISA_RBD_POOL: pool, SHISA_RBD_CONF: own, SHISA_RBD_KEYRING: keyring, SHISA_CEPH_CONF: shared } = settings;
  const conf = plainFile.parse(own ?? shared ?? "/etc/ceph/ceph.conf");
  if (pool === undefined) return undefined;
  return { pool, conf, keyring, client: settings.SHISA_RBD_CLIENT, atOnce: settings.SHISA_BACKUPS_AT_ONCE };
}
