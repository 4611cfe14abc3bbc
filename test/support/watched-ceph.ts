import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createCephHost } from "../../executor/ceph/host.ts";
import { createExec, type ExecOptions } from "../../executor/exec.ts";
import { createCephMonitor } from "../../executor/monitors/ceph/monitor.ts";
import { tendMonitors } from "../../executor/monitors/tend.ts";
import type { Condition, MonitorReport } from "../../protocol/monitor.ts";
import type { LabCeph } from "../lab/ceph/start.ts";
import { waitFor } from "../lab/wait.ts";

/** How an executor is told of a lab's Ceph. */
export const cephConfigOf = ({ conf, readKeyring, actKeyring }: LabCeph) => ({
  look: { conf, name: "client.shisa", keyring: readKeyring },
  act: { conf, name: "client.shisa-act", keyring: actKeyring },
  fullDays: 30,
});

/** A lab's Ceph with the monitor watching it as an executor has it; it is reached by the lab's cable. */
export async function watchCeph(ceph: LabCeph, options: { exec?: ExecOptions; now?: () => number } = {}) {
  const state = await mkdtemp(join(tmpdir(), "ceph-state-"));
  const now = options.now ?? Date.now;
  const host = createCephHost(createExec(options.exec), cephConfigOf(ceph), state, now);
  const tended = tendMonitors({
    monitors: [createCephMonitor(host)],
    changed: () => undefined,
    now,
    log: pino({ level: "silent" }),
  });
  const report = (): MonitorReport => {
    const [only] = tended.reports();
    if (only === undefined) throw new Error("there is no report of Ceph");
    return only;
  };
  const told = (): readonly string[] => report().conditions.map(({ key, severity }) => `${key} ${severity}`);
  return {
    host,
    state,
    report,
    told,
    condition: (key: string): Condition | undefined => report().conditions.find((one) => one.key === key),
    /** Waits until just these are told, each as `KEY severity`, in whatever order. */
    async until(what: readonly string[], timeoutMs = 40_000): Promise<readonly Condition[]> {
      const wanted = [...what].toSorted().join();
      await waitFor(
        `Ceph to tell of ${wanted === "" ? "nothing" : wanted}`,
        () => {
          const { at, fault } = report();
          return at !== null && fault === null && [...told()].toSorted().join() === wanted ? true : undefined;
        },
        { timeoutMs },
      ).catch((cause: unknown) => {
        const { fault } = report();
        throw new Error(`told is: ${told().join(", ") || "nothing"}; fault: ${fault ?? "none"}`, { cause });
      });
      return report().conditions;
    },
    async stop(): Promise<void> {
      await tended.stop();
      await rm(state, { recursive: true, force: true });
    },
  };
}
export type WatchedCeph = Awaited<ReturnType<typeof watchCeph>>;
