import { stopLab } from "../../test/lab/lab.ts";
import { end, gone, isAlive, signal } from "../launch/processes.ts";
import { readState } from "../launch/state.ts";
import { labNameFor } from "./arguments.ts";
import { checkFolder, removeFolder } from "./folder.ts";

/** How long the demo may take to undo what runs and to end, in milliseconds. */
const politeMs = 60_000;

/**
 * Stops a demo and removes all that it made; also what a killed one left. There need not be one.
 * Returns whether there was one.
 */
export async function stopDemo(dir: string): Promise<boolean> {
  await checkFolder(dir);
  const state = await readState(dir);
  if (state !== undefined) {
    signal(state.launcher, "SIGTERM");
    if (!(await gone(state.launcher, politeMs))) await end(state.launcher, 0);
  }
  // All that ran inside ends with the lab; the programs that had entered it end with those.
  await stopLab(labNameFor(dir));
  for (const { process } of state?.services ?? []) if (isAlive(process)) await end(process, 1_000);
  await removeFolder(dir);
  return state !== undefined;
}
