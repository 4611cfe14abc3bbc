import { readFile } from "node:fs/promises";
import type { Redis } from "ioredis";
import type { OwnKeys } from "../../../protocol/keys.ts";
import type { Person } from "../../../protocol/messages.ts";
import type { Trust } from "../../../protocol/trust.ts";
import type { Clock } from "../../clock.ts";
import type { Exec } from "../../exec.ts";
import type { Known, People } from "../../facts.ts";
import { type RsnapshotConf, readConf } from "../../rsnapshot/conf.ts";
import type { RsnapshotConfig } from "../../rsnapshot/settings.ts";
import { StepFailure } from "../../runner.ts";

/** What a host needs to bring a person's files into their home. */
export interface HomeTools {
  readonly host: string;
  readonly exec: Pick<Exec, "run">;
  readonly people: Pick<People, "look">;
  readonly timeZone: string;
  readonly now: Clock;
  /** The most that is carried from host to host at once, in MiB. */
  readonly carryLimitMiB: number;
}

/** What the runners of backups are made with. */
export interface BackupTools extends HomeTools {
  readonly config: RsnapshotConfig;
}

/** What carrying is done with. */
export interface CarryTools {
  readonly own: OwnKeys;
  readonly trust: Trust;
  /** The executor's state folder, in which parcels lie. */
  readonly state: string;
}
export interface PackTools extends BackupTools, CarryTools {}
export interface UnpackTools extends HomeTools, CarryTools {
  /** The folder below which homes are. */
  readonly homes: string;
  /** Opens a connection to Redis, for one parcel. */
  readonly connect: () => Redis;
}

/** rsnapshot's configuration as it is now. Throws where it cannot be read. */
export async function confOf({ config }: Pick<BackupTools, "config">): Promise<RsnapshotConf> {
  try {
    return readConf(await readFile(config.conf, "utf8"));
  } catch (cause) {
    throw new StepFailure("backup.conf", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Who asks, with what NSS says of their account now. */
export async function accountOf({ people }: Pick<HomeTools, "people">, { name, uid }: Person): Promise<Known> {
  const known = await people.look(name);
  if (known?.uid !== uid) throw new StepFailure("person.mismatch", `the account ${name} is not ${uid} any more`);
  return known;
}
