import type { CephAccount } from "../../ceph/settings.ts";
import { cephArguments } from "../../ceph/shell.ts";
import type { Exec } from "../../exec.ts";

/** What the cluster's log says when a check is raised or goes. */
const news = /Health check (?:failed|cleared|update)|Cluster is now healthy|overall HEALTH_/u;
/** A log that ended is followed anew after so long, in milliseconds, and each time later. */
const patienceMs = { first: 2_000, longest: 60_000 };

/** Follows the cluster's log, which tells of a check in less than a second. Gives what ends it. */
export function watchLog(exec: Pick<Exec, "spawnLines">, account: CephAccount, changed: () => void) {
  const argv = [...cephArguments(account).filter((word) => word !== "--format" && word !== "json"), "--watch"];
  let isEnding = false;
  let wait = patienceMs.first;
  let timer: NodeJS.Timeout | undefined;
  let end: (() => Promise<void>) | undefined;

  function begin(): void {
    try {
      end = exec.spawnLines("ceph", argv, { onLine: heard, onEnd: again });
    } catch {
      again(); // No process could be made just now; it is looked at by itself all the same.
    }
  }
  function heard(line: string): void {
    wait = patienceMs.first;
    if (news.test(line)) changed();
  }
  function again(): void {
    end = undefined;
    if (isEnding) return;
    timer = setTimeout(begin, wait);
    wait = Math.min(wait * 2, patienceMs.longest);
  }

  begin();
  return async (): Promise<void> => {
    isEnding = true;
    clearTimeout(timer);
    await end?.();
  };
}
