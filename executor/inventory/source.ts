import type { Inventory } from "../../protocol/messages.ts";

/** What one family of runners adds to the host's inventory. */
export type InventoryPart = Partial<Pick<Inventory, "acceleration" | "reach" | "templates" | "guests" | "slurm">>;

/** A family's view of the live system, given to the inventory by one line in registry.ts. */
export interface InventorySource {
  /** Looks at the live system now. When it throws, no inventory is sent: silence is truer than an empty list. */
  readonly collect: () => Promise<InventoryPart>;
  /** Calls back whenever something may have changed, until stopped; calls may be frequent, they are gathered. */
  readonly watch?: (changed: () => void) => () => Promise<void>;
}
