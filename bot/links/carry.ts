import { performance } from "node:perf_hooks";
import type { Trust } from "../../protocol/trust.ts";
import type { KeptDirectory } from "../directory.ts";
import { executorsOf } from "../orders/carry.ts";
import type { Receipts } from "../receipts.ts";
import type { Removals } from "./removals.ts";

/** What a host still lacks is told to it again after so long, in milliseconds of a clock that only rises. */
const againMs = 20_000;

export interface CarryParts {
  readonly removals: Pick<Removals, "lackingAt">;
  readonly directory: Pick<KeptDirectory, "hosts">;
  readonly trust: Trust;
  readonly receipts: Pick<Receipts, "tell">;
  readonly now: () => number;
}

/** Tells each host which links were ended elsewhere. To be called after each inventory, and when one was ended here. */
export function createCarryRemoved({ removals, directory, trust, receipts, now }: CarryParts): () => void {
  const told = new Map<string, { readonly at: number; readonly said: string }>();
  return () => {
    for (const { host } of directory.hosts()) {
      const removed = removals.lackingAt(host);
      const said = JSON.stringify(removed);
      const last = told.get(host);
      if (removed.length === 0) told.delete(host);
      if (removed.length === 0 || (last?.said === said && performance.now() - last.at < againMs)) continue;
      told.set(host, { at: performance.now(), said });
      for (const executor of executorsOf(host, trust, now())) receipts.tell(executor, { removed });
    }
  };
}
