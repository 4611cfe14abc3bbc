import process from "node:process";
import { z } from "zod";
import { reachSchema } from "../protocol/actions/vm.ts";
import { type AuditConfig, auditConfig, auditSettingsSchema } from "../protocol/audit/syslog/target.ts";
import { hostSchema } from "../protocol/names.ts";
import { type MailConfig, mailConfig, mailSettingsSchema } from "./alarm/settings.ts";
import { type BackupConfig, backupConfig, backupSettingsSchema } from "./backups/settings.ts";
import { type CephConfig, cephConfig, cephSettingsSchema } from "./ceph/settings.ts";
import { type MonitorsConfig, monitorSettingsSchema, monitorsConfig } from "./monitors/settings.ts";
import { type ParcelConfig, parcelConfig, parcelShape } from "./parcels/settings.ts";
import { type RsnapshotConfig, rsnapshotConfig, rsnapshotShape } from "./rsnapshot/settings.ts";
import { type SlurmConfig, slurmConfig, slurmSettingsSchema } from "./slurm/settings.ts";

const file = z.string().startsWith("/", "must be an absolute path");
const group = z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/);

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** What the executor reads from its environment: this file is the only one that does. */
const settingsSchema = z.object({
  SHISA_HOST: hostSchema,
  REDIS_URL: z.string().min(1),
  SHISA_EXECUTOR_STATE: file,
  SHISA_EXECUTOR_KEYS: file,
  SHISA_TRUST: file,
  SHISA_STOP_FILE: file,
  SHISA_GROUP_STUDENT: group.default("students"),
  SHISA_GROUP_STAFF: group.default("staff"),
  SHISA_GROUP_ADMIN: group.default("shisa-admin"),
  SHISA_TIME_ZONE: z.string().refine(isZone, "must be an IANA time zone").default("Asia/Tokyo"),
  SHISA_LANE_QUICK: z.coerce.number().int().min(1).max(64).default(8),
  SHISA_LANE_LONG: z.coerce.number().int().min(1).max(64).default(8),
  SHISA_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  ...auditSettingsSchema.shape,
  ...monitorSettingsSchema.shape,
  ...backupSettingsSchema.shape,
  ...mailSettingsSchema.shape,
  SHISA_MUNGE_SOCKET: file.optional(),
  SHISA_LIBVIRT_URI: z.string().min(1).optional(),
  SHISA_VM_NETWORK: z.string().min(1).optional(),
  SHISA_VM_TEMPLATES: file.optional(),
  SHISA_VM_DISKS: file.optional(),
  SHISA_VM_REACH: reachSchema.default("nat"),
  SHISA_VM_DISK_GROWTH: z.coerce.number().min(0).max(1).default(0.5),
  SHISA_HOMES: file.optional(),
  SHISA_SSH_JUMP: z.string().min(1).optional(),
  SHISA_SSH_OPTIONS: z.string().default(""),
  ...rsnapshotShape,
  ...parcelShape,
  ...cephSettingsSchema.shape,
  ...slurmSettingsSchema.shape,
});

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(settingsSchema.shape);

/** How this host makes guests. */
export interface VmConfig {
  /** libvirt connection URI. */
  readonly uri: string;
  /** libvirt network that guests are put in. */
  readonly network: string;
  /** Folder of NAME.qcow2 and NAME.json. */
  readonly templates: string;
  /** Folder that holds overlays and seeds. */
  readonly disks: string;
  readonly reach: z.infer<typeof reachSchema>;
  /** 0 to 1: the share of what overlays can still grow to that is counted as taken. */
  readonly diskGrowth: number;
  /** user@host or host that people's ssh goes through. */
  readonly sshJump: string | undefined;
  /** Put between `ssh` and the destination. */
  readonly sshOptions: string;
}

export interface Config {
  readonly host: string;
  readonly redisUrl: string;
  readonly state: string;
  readonly keys: string;
  readonly trust: string;
  readonly stopFile: string;
  /** The Unix group that gives each role. */
  readonly groups: { readonly student: string; readonly staff: string; readonly admin: string };
  /** The department's IANA zone, in which policies speak of hours and days. */
  readonly timeZone: string;
  /** How many jobs run at once in each lane. */
  readonly lanes: { readonly quick: number; readonly long: number };
  readonly logLevel: string;
  readonly audit: AuditConfig;
  /** Where munged listens; undefined: its own usual place. */
  readonly mungeSocket: string | undefined;
  readonly monitors: MonitorsConfig;
  /** undefined: guests have no backups here. */
  readonly backups: BackupConfig | undefined;
  /** undefined: nobody is told here what their home takes; else the folder below which homes are. */
  readonly homes: string | undefined;
  /** Whom it mails when it cannot hear the bot; undefined: nobody. */
  readonly mail: MailConfig | undefined;
  /** undefined: this host has no guests. */
  readonly vm: VmConfig | undefined;
  /** undefined: rsnapshot does not run on this host. */
  readonly rsnapshot?: RsnapshotConfig | undefined;
  /** How restored files are carried from host to host; undefined: not at all. */
  readonly parcels?: ParcelConfig;
  /** undefined: this host has nothing to do with Ceph. */
  readonly ceph: CephConfig | undefined;
  /** undefined: the cluster is not controlled from this host. */
  readonly slurm?: SlurmConfig | undefined;
}

/**
 * Reads the settings. Throws an Error that names every setting that is missing or wrong.
 * Some of the guests' settings but not all is an error too; none of them: a host without guests.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const read = settingsSchema.safeParse(given);
  if (!read.success) throw new Error(`reading the executor's settings:\n${z.prettifyError(read.error)}`);
  const settings = read.data;
  return {
    host: settings.SHISA_HOST,
    redisUrl: settings.REDIS_URL,
    state: settings.SHISA_EXECUTOR_STATE,
    keys: settings.SHISA_EXECUTOR_KEYS,
    trust: settings.SHISA_TRUST,
    stopFile: settings.SHISA_STOP_FILE,
    groups: {
      student: settings.SHISA_GROUP_STUDENT,
      staff: settings.SHISA_GROUP_STAFF,
      admin: settings.SHISA_GROUP_ADMIN,
    },
    timeZone: settings.SHISA_TIME_ZONE,
    lanes: { quick: settings.SHISA_LANE_QUICK, long: settings.SHISA_LANE_LONG },
    logLevel: settings.SHISA_LOG_LEVEL,
    audit: auditConfig(settings),
    mungeSocket: settings.SHISA_MUNGE_SOCKET,
    monitors: monitorsConfig(settings),
    backups: backupConfig(settings),
    homes: settings.SHISA_HOMES,
    mail: mailConfig(settings),
    vm: vmConfig(settings),
    rsnapshot: rsnapshotConfig(settings),
    parcels: parcelConfig(settings),
    ceph: cephConfig(settings),
    slurm: slurmConfig(settings),
  };
}

function vmConfig(settings: z.infer<typeof settingsSchema>): VmConfig | undefined {
  const {
    SHISA_LIBVIRT_URI: uri,
    SHISA_VM_NETWORK: network,
    SHISA_VM_TEMPLATES: templates,
    SHISA_VM_DISKS: disks,
  } = settings;
  if (uri === undefined && network === undefined && templates === undefined && disks === undefined) return undefined;
  if (uri === undefined || network === undefined || templates === undefined || disks === undefined) {
    throw new Error(
      "reading the executor's settings: SHISA_LIBVIRT_URI, SHISA_VM_NETWORK, SHISA_VM_TEMPLATES and SHISA_VM_DISKS go together",
    );
  }
  return {
    uri,
    network,
    templates,
    disks,
    reach: settings.SHISA_VM_REACH,
    diskGrowth: settings.SHISA_VM_DISK_GROWTH,
    sshJump: settings.SHISA_SSH_JUMP,
    sshOptions: settings.SHISA_SSH_OPTIONS,
  };
}
