import { setTimeout as pause } from "node:timers/promises";
import type { VmHost } from "./host.ts";

/** After libvirt's stream of events has ended (it was restarted) a new one is begun that much later, in ms. */
const reconnectMs = 1_000;

/** Follows `virsh event`: guests started, ended, defined, undefined, by whomever. */
export function watchGuests({ virsh }: Pick<VmHost, "virsh">, changed: () => void): () => Promise<void> {
  const stopped = new AbortController();
  let end: () => Promise<void> = async () => undefined;
  const follow = (): void => {
    if (stopped.signal.aborted) return;
    try {
      end = virsh.follow(["event", "--loop", "--event", "lifecycle"], changed, () => void again());
    } catch {
      void again(); // No process could be made just now; the inventory is told every 30 s all the same.
    }
  };
  const again = async (): Promise<void> => {
    await pause(reconnectMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    if (stopped.signal.aborted) return;
    changed();
    follow();
  };
  follow();
  return async () => {
    stopped.abort();
    await end();
  };
}
