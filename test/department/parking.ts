import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The edge of one step of one job, where a test wants it to stand still. */
export interface Edge {
  readonly action: string;
  readonly step: string;
  readonly edge: "before" | "after";
}

/** One file per parked job: NAME.park asks for it, NAME.reached says that the job stands there. */
export const parkName = (grant: string, { action, step, edge }: Edge): string => `${grant}.${action}.${step}.${edge}`;

/** Asks that the job with this grant stands still at this edge. */
export async function park(folder: string, grant: string, edge: Edge): Promise<void> {
  await writeFile(join(folder, `${parkName(grant, edge)}.park`), "");
}

/** Whether the job stands at the edge now. */
export const isParked = (folder: string, grant: string, edge: Edge): boolean =>
  existsSync(join(folder, `${parkName(grant, edge)}.reached`));
