import { z } from "zod";

const file = z.string().startsWith("/", "must be an absolute path");
/** A Ceph account, without what would make an option of it. */
const account = z.string().regex(/^client\.[A-Za-z0-9_.-]{1,60}$/, "must be a Ceph account such as client.shisa");

export const cephSettingsSchema = z.object({
  SHISA_CEPH_CONF: file.optional(),
  SHISA_CEPH_NAME: account.default("client.shisa"),
  SHISA_CEPH_KEYRING: file.optional(),
  SHISA_CEPH_ACT_NAME: account.default("client.shisa-act"),
  SHISA_CEPH_ACT_KEYRING: file.optional(),
  SHISA_CEPH_FULL_DAYS: z.coerce.number().int().min(1).max(365).default(30),
});

/** A Ceph account and where its key is. */
export interface CephAccount {
  readonly conf: string;
  readonly name: string;
  readonly keyring: string;
}

/** How this host speaks with Ceph. */
export interface CephConfig {
  /** Looks, and no more. */
  readonly look: CephAccount;
  /** Mutes, sets noout, archives crashes; undefined: nobody does that from this host. */
  readonly act: CephAccount | undefined;
  /** A cluster that will be full in fewer days is told. */
  readonly fullDays: number;
}

/** undefined: this host has nothing to do with Ceph. */
export function cephConfig(settings: z.infer<typeof cephSettingsSchema>): CephConfig | undefined {
  const { SHISA_CEPH_CONF: conf, SHISA_CEPH_KEYRING: keyring, SHISA_CEPH_ACT_KEYRING: actKeyring } = settings;
  if (conf === undefined && keyring === undefined && actKeyring === undefined) return undefined;
  if (conf === undefined || keyring === undefined)
    throw new Error("reading the executor's settings: SHISA_CEPH_CONF and SHISA_CEPH_KEYRING go together");
  const act = actKeyring === undefined ? undefined : { conf, name: settings.SHISA_CEPH_ACT_NAME, keyring: actKeyring };
  return {
    look: { conf, name: settings.SHISA_CEPH_NAME, keyring },
    act,
    fullDays: settings.SHISA_CEPH_FULL_DAYS,
  };
}
