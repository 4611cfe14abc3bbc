import { z } from "zod";
import { apptainer, type ProgramTable } from "../programs.ts";

const file = z.string().startsWith("/", "must be an absolute path");
const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/);

export const slurmSettingsSchema = z.object({
  SHISA_SLURM_CONF: file.optional(),
  SHISA_SLURM_PARTITION: word.default("gpu"),
  SHISA_SLURM_ACCOUNT: word.default("shisa"),
  SHISA_SLURM_SPOOL: file.optional(),
  SHISA_SLURM_IMAGES: file.optional(),
  SHISA_SLURM_APPTAINER: file.default(apptainer),
  SHISA_SLURM_EVERY: z.coerce.number().min(1).max(600).default(15),
  SHISA_SLURM_IDLE_MINUTES: z.coerce.number().int().min(0).max(10_080).default(60),
});

/** How this host, the one of the controller, speaks with Slurm. */
export interface SlurmConfig {
  /** slurm.conf, which every client is started with. */
  readonly conf: string;
  /** Where jobs go. */
  readonly partition: string;
  /** The account in Slurm's own books below which Shisa keeps an association for each person. */
  readonly account: string;
  /** Where the script that Slurm calls for each job that ended (JobCompLoc) leaves word; undefined: only polled. */
  readonly spool: string | undefined;
  /** Folder of the department-tested images' list; undefined: there is none. */
  readonly images: string | undefined;
  /** Where apptainer is on the nodes, and here. */
  readonly apptainer: string;
  /** The queue is looked at that often, in milliseconds, whatever the spool says. */
  readonly everyMs: number;
  /** A job that leaves its GPUs unused for so many minutes is asked about; 0: none is. */
  readonly idleMinutes: number;
}

/** undefined: this host has nothing to do with Slurm. */
export function slurmConfig(settings: z.infer<typeof slurmSettingsSchema>): SlurmConfig | undefined {
  const conf = settings.SHISA_SLURM_CONF;
  if (conf === undefined) return undefined;
  return {
    conf,
    partition: settings.SHISA_SLURM_PARTITION,
    account: settings.SHISA_SLURM_ACCOUNT,
    spool: settings.SHISA_SLURM_SPOOL,
    images: settings.SHISA_SLURM_IMAGES,
    apptainer: settings.SHISA_SLURM_APPTAINER,
    everyMs: settings.SHISA_SLURM_EVERY * 1_000,
    idleMinutes: settings.SHISA_SLURM_IDLE_MINUTES,
  };
}

/** Where programs are that no package of Debian brings. */
export const slurmPrograms = (config: SlurmConfig | undefined): Partial<ProgramTable> =>
  config === undefined ? {} : { apptainer: { path: config.apptainer, holds: "tree" } };
