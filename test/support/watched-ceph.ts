import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createCephHost } from "../../executor/ceph/host.ts";
import { createExec, type ExecOptions } from "../../executor/exec.ts";
import { createCephMonitor } from "../../executor/monitors/ceph/monitor.ts";
import type { Monitor } from "../../executor/monitors/monitor.ts";
import { tendMonitors } from "../../executor/monitors/tend.ts";
import type { Condition, MonitorReport } from "../../protocol/monitor.ts";
import type { LabCeph } from "../lab/ceph/start.ts";
import { waitFor } from "../lab/wait.ts";
import { createWatchedIncidents } from "./watched-incidents.ts";

/** How an executor is told of a lab's Ceph. */
export const cephConfigOf = ({ conf, readKeyring, actKeyring }: LabCeph) => ({
  look: { conf, name: "client.shisa", keyring: readKeyring },
  act: { conf, name: "client.shisa-act", keyring: actKeyring },
  fullDays: 30,
});

interface WatchOptions {
  exec?: ExecOptions;
  now?: () => number;
  /** Looks more often than an executor does, so that a test need not wait for what Ceph's log does not tell. */
  hurried?: boolean;
}

const hurriedMs = 1_500;
const timesFaster = 10;

/** A look may take as long as ever. */
const hurry = (monitor: Monitor): Monitor => ({
  ...monitor,
  watch: (changed) => {
    const timer = setInterval(changed, hurriedMs);
    const end = monitor.watch?.(changed);
    return async () => {
      clearInterval(timer);
      await end?.();
    };
  },
});

/** A lab's Ceph with the monitor watching it as an executor has it; it is reached by the lab's cable. */
export async function watchCeph(ceph: LabCeph, { exec, now = Date.now, hurried = false }: WatchOptions = {}) {
  const state = await mkdtemp(join(tmpdir(), "ceph-state-"));
  const time = hurried ? () => performance.now() * timesFaster : undefined;
  const host = createCephHost(createExec(exec), cephConfigOf(ceph), state, now, time);
  const monitor = createCephMonitor(host);
  const incidents = createWatchedIncidents("ceph");
  const tended = tendMonitors({
    monitors: [hurried ? hurry(monitor) : monitor],
    changed: () => {
      const { at, fault, conditions } = report();
      if (at !== null && fault === null) incidents.observe(conditions);
    },
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
    /** The incidents that were made of it since this was asked last, each as `KEY worst-severity state`. */
    incidents: incidents.opened,
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
      const { conditions } = report();
      if (conditions.length > 0) incidents.hold(conditions);
      else incidents.settle();
      return conditions;
    },
    async stop(): Promise<void> {
      await tended.stop();
      await rm(state, { recursive: true, force: true });
    },
  };
}
export type WatchedCeph = Awaited<ReturnType<typeof watchCeph>>;
