import type { MonDump } from "../../ceph/answers.ts";
import { speaks } from "../../ceph/banner.ts";
import type { CephClient } from "../../ceph/client.ts";
import { CephUnreachable } from "../../ceph/shell.ts";

/** Without a sign of life, a cluster that did not answer is asked in full again after so long, in milliseconds. */
const longestMs = 60_000;
/** Where the monitors are is looked up so often. */
const addressesMs = 600_000;

/**
 * Keeps an unreachable cluster from costing more than one that answers: starting a `ceph` takes half a second of a
 * core, a connection to a monitor nothing.
 */
export function createPatience(client: Pick<CephClient, "monDump">, time: () => number = () => performance.now()) {
  let mons: MonDump["mons"] = [];
  let knownAt = Number.NEGATIVE_INFINITY;
  let refusedAt: number | undefined;
  return {
    /** Throws where nothing speaks for a better answer than the last. */
    async mayAsk(signal: AbortSignal): Promise<void> {
      if (refusedAt === undefined || time() - refusedAt >= longestMs || mons.length === 0) return;
      const there = await Promise.all(mons.map(({ public_addrs }) => speaks(public_addrs, signal)));
      if (!there.includes(true)) throw new CephUnreachable("no monitor answers");
    },
    refused(): void {
      refusedAt = refusedAt === undefined || time() - refusedAt >= longestMs ? time() : refusedAt;
    },
    async heard(signal: AbortSignal): Promise<void> {
      refusedAt = undefined;
      if (time() - knownAt < addressesMs) return;
      ({ mons } = await client.monDump(signal));
      knownAt = time();
    },
  };
}
