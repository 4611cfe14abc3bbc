import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { grantIdOf } from "../../../protocol/ids.ts";
import { importOwnKeys } from "../../../protocol/keys.ts";
import { type Parcel, signParcel } from "../../../protocol/parcel.ts";
import type { AnotherHost } from "../../department/another-host.ts";
import type { DepartmentWithBackups } from "../../department/backups.ts";
import { type Final, sayTo } from "../../department/client.ts";
import { type Edge, isParked, park, parkName } from "../../department/parking.ts";
import { waitFor } from "../../support/wait.ts";

/** A restore that stands still at an edge of one of its steps. */
export interface Standing {
  /** The invocation, with which the same message is asked for again. */
  readonly id: string;
  readonly number: number;
  readonly final: Promise<Final>;
  readonly letGo: () => Promise<void>;
}

export async function standAt(
  { department: { socket, parking } }: DepartmentWithBackups,
  account: string,
  line: string,
  edge: Edge,
): Promise<Standing> {
  const id = randomUUID();
  const grant = grantIdOf(`terminal:${id}`);
  await park(parking, grant, edge);
  const said = sayTo(socket, account, line, { id });
  await waitFor(`the restore to stand ${edge.edge} ${edge.step}`, () => isParked(parking, grant, edge), 60_000);
  const letGo = () => rm(join(parking, `${parkName(grant, edge)}.park`));
  return { id, number: said.messages.at(-1)?.job ?? 0, final: said.final, letGo };
}

/** What restores have left in a home, whole or not. */
export const restoredIn = async ({ run }: DepartmentWithBackups, account: string): Promise<readonly string[]> =>
  (await run(["ls", "-A", `/home/${account}`])).split("\n").filter((name) => name.includes("restored-"));

/** Parcels that lie in an executor's state folder. */
export const parcelsIn = (state: string): Promise<readonly string[]> => readdir(join(state, "parcels")).catch(() => []);

/** A word about a parcel as the host of the backups signs it, of the person's own file unless something else is said. */
export async function wordOf(host: AnotherHost, parcel: Omit<Parcel, "iss" | "digest" | "from">): Promise<string> {
  return signParcel({ ...parcel, from: "bak1", digest: "0".repeat(64) }, await importOwnKeys(host.keys));
}
