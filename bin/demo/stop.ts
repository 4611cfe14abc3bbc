import { stopLab } from "../../test/lab/lab.ts";
import { ToldError } from "../kit/verb.ts";
import { end, gone, isAlive, signal } from "../launch/processes.ts";
import { readState } from "../launch/state.ts";
import { labNameFor } from "./arguments.ts";
import { removeFolder } from "./folder.ts";
import { findServers } from "./servers.ts";

/** How long the demo may take to undo what runs and to end, in milliseconds. */
const politeMs = 60_000;

/**
 * Stops a demo and removes all that it made; also what a killed one left. There need not be one.
 * Returns whether there was one.
 */
export async function stopDemo(dir: string): Promise<boolean> {
  const state = await readState(dir);
  if (state?.kind === "host") throw new ToldError(`${dir} is no demo's: a real installation runs there`);
  const servers = findServers(dir);
  for (const server of servers) signal(server, "SIGTERM");
  for (const server of servers) if (!(await gone(server, politeMs))) await end(server, 0);
  // All that ran inside ends with the lab; the programs that had entered it end with those.
  await stopLab(labNameFor(dir));
  for (const { process } of state?.services ?? []) if (isAlive(process)) await end(process, 1_000);
  await removeFolder(dir);
  return state !== undefined || servers.length > 0;
}
