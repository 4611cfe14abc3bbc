import { must } from "../run.ts";
import { deleteEmptyChains, deleteFiltersOfGoneGuests, deleteRules } from "./firewall.ts";
import { listInterfaces } from "./machine.ts";
import { bridgeIndex, planNetwork } from "./plan.ts";

/** Removes what a killed libvirtd leaves of a lab's network. Nothing of the lab may run any more. */
export async function cleanNetwork(index: number): Promise<void> {
  const plan = planNetwork(index);
  if ((await listInterfaces()).includes(plan.bridge)) {
    await must("removing the lab's bridge", ["ip", "link", "delete", plan.bridge]);
  }
  await deleteRules(plan);
  await deleteFiltersOfGoneGuests();
  await deleteEmptyChains();
}

/** Indices of bridges that stand although no lab of that index is known: their lab's folder was deleted by hand. */
export async function orphanedIndices(known: readonly number[]): Promise<number[]> {
  const found = (await listInterfaces()).map(bridgeIndex).filter((index) => index !== undefined);
  return found.filter((index) => !known.includes(index));
}
