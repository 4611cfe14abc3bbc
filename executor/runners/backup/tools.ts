import { readFile } from "node:fs/promises";
import type { Person } from "../../../protocol/messages.ts";
import type { Clock } from "../../clock.ts";
import type { Exec } from "../../exec.ts";
import type { Known, People } from "../../facts.ts";
import { type RsnapshotConf, readConf } from "../../rsnapshot/conf.ts";
import type { RsnapshotConfig } from "../../rsnapshot/settings.ts";
import { StepFailure } from "../../runner.ts";

/** What the runners of backups are made with. */
export interface BackupTools {
  readonly host: string;
  readonly config: RsnapshotConfig;
  readonly exec: Pick<Exec, "run">;
  readonly people: Pick<People, "look">;
  readonly timeZone: string;
  readonly now: Clock;
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
export async function accountOf({ people }: Pick<BackupTools, "people">, { name, uid }: Person): Promise<Known> {
  const known = await people.look(name);
  if (known?.uid !== uid) throw new StepFailure("person.mismatch", `the account ${name} is not ${uid} any more`);
  return known;
}
