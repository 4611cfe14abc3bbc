import { join } from "node:path";
import { withLock } from "./lock.ts";
import { listInterfaces, listRoutes } from "./network/machine.ts";
import { freeIndex } from "./network/plan.ts";
import { LAB_ROOT } from "./paths.ts";
import { ownProcess } from "./processes.ts";
import { isLabName, isWreck, type LabComponent, type LabState, labNames, readState, writeState } from "./state.ts";

/**
 * Chooses a free name and network under the machine's lock and writes them down. Sweeps away wrecks of earlier labs
 * first, by the given function. Throws when a lab of the wanted name runs.
 */
export async function reserveLab(
  wanted: { name?: string; components: readonly LabComponent[]; ownedByCaller?: boolean },
  remove: (name: string) => Promise<void>,
): Promise<LabState> {
  if (wanted.name !== undefined && !isLabName(wanted.name)) throw new Error(`"${wanted.name}" is no name for a lab`);
  return await withLock(join(LAB_ROOT, ".lock"), async () => {
    const states = await sweep(remove);
    const taken = states.map(({ name }) => name);
    if (wanted.name !== undefined && taken.includes(wanted.name))
      throw new Error(`the lab ${wanted.name} runs already`);
    const index = freeIndex({
      indices: states.map((state) => state.index),
      interfaces: await listInterfaces(),
      routes: await listRoutes(),
    });
    const own = ownProcess();
    const state: LabState = {
      version: 1,
      name: wanted.name ?? freeName(index, taken),
      index,
      components: [...new Set(wanted.components)],
      phase: "starting",
      starter: own,
      ...(wanted.ownedByCaller === false ? {} : { owner: own }),
    };
    await writeState(state);
    return state;
  });
}

/** Removes the wrecks and gives the states of the labs that remain. */
async function sweep(remove: (name: string) => Promise<void>): Promise<LabState[]> {
  const states: LabState[] = [];
  for (const name of await labNames()) {
    const state = await readState(name);
    if (state === undefined || isWreck(state)) await remove(name);
    else states.push(state);
  }
  return states;
}

function freeName(index: number, taken: readonly string[]): string {
  let name = `lab${index}`;
  for (let more = 2; taken.includes(name); more += 1) name = `lab${index}-${more}`;
  return name;
}
