import type { InventorySource } from "../../inventory/source.ts";
import type { AnyRunner } from "../../runner.ts";
import { createRunner } from "./create.ts";
import { deleteRunner } from "./delete.ts";
import { createVmHost, type Folders, type VmTools } from "./host.ts";
import { vmInventorySource } from "./inventory.ts";
import { ipRunner } from "./ip.ts";
import { restartRunner } from "./restart.ts";
import { showRunner } from "./show.ts";
import { startRunner } from "./start.ts";
import { stopRunner } from "./stop.ts";

/** The family /vm on one host. */
export interface VmFamily {
  readonly runners: readonly AnyRunner[];
  readonly inventory: InventorySource;
}

/** Makes the family; undefined on a host whose settings say nothing of guests. */
export function createVmFamily(tools: VmTools, folders?: Folders): VmFamily | undefined {
  const { vm } = tools.config;
  if (vm === undefined) return undefined;
  const host = createVmHost(tools, vm, folders);
  return {
    runners: [
      createRunner(host),
      startRunner(host),
      stopRunner(host),
      restartRunner(host),
      deleteRunner(host),
      showRunner(host),
      ipRunner(host),
    ],
    inventory: vmInventorySource(host),
  };
}
