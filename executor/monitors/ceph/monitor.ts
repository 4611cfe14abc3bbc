import { type Condition, type Figure, mutedPrefix } from "../../../protocol/monitor.ts";
import type { Health } from "../../ceph/answers.ts";
import { daysLeft, withSample } from "../../ceph/capacity.ts";
import { conditionsOf, type Found, mutedIn } from "../../ceph/conditions.ts";
import type { CephHost } from "../../ceph/host.ts";
import { type CephMemory, readMemory, writeMemory } from "../../ceph/memory.ts";
import type { Seen } from "../../ceph/seen.ts";
import { CephUnreachable } from "../../ceph/shell.ts";
import type { Look, Monitor } from "../monitor.ts";
import { fullSoon, nooutStays, silentMds, unreachable, withBearable, withSilent } from "./own.ts";
import { createPatience } from "./patience.ts";
import { watchLog } from "./watch.ts";

/** A look costs a twentieth of a second of a core; what is urgent comes by the cluster's log. */
const everyMs = 15_000;
const mostMuted = 40;
const mutedName = (code: string): string => `${mutedPrefix}ceph.${code.toLowerCase()}`;
const noFlag = "noout flag(s) set";

/** Watches a Ceph cluster by the department's own account. */
export function createCephMonitor(host: CephHost): Monitor {
  const { client, exec, config, noout, state, now } = host;
  const patience = createPatience(client);
  let memory: CephMemory | undefined;
  let last: readonly Found[] = [];
  let lastCodes = "";

  async function look(signal: AbortSignal): Promise<Look> {
    memory ??= await readMemory(state);
    try {
      await patience.mayAsk(signal);
      const health = await client.health(signal);
      const stays = await endNoout();
      const codes = Object.keys(health.checks).join(" ");
      const seen = await host.see(signal, codes !== lastCodes);
      lastCodes = codes;
      await patience.heard(signal);
      last = [...(await found(health, seen)), ...stays];
      return { conditions: await dated(last, seen), figures: figuresOf(health, seen) };
    } catch (error) {
      if (!(error instanceof CephUnreachable) || signal.aborted) throw error;
      patience.refused();
      // What was wrong before is not over because nobody can say so.
      const told = [unreachable(error.message), ...last.filter(({ key }) => key !== "unreachable")];
      return { conditions: await dated(told, undefined) };
    }
  }

  /** What keeps a noout of ours that is over from being ended, as a trouble of its own. */
  async function endNoout(): Promise<readonly Found[]> {
    try {
      await noout?.endIfDue();
      return [];
    } catch (error) {
      return [nooutStays(error instanceof Error ? error.message : String(error))];
    }
  }

  async function found(health: Health, seen: Seen): Promise<readonly Found[]> {
    const { status, dump } = seen;
    const around = {
      osds: dump.osds.length,
      monitors: status.monmap.num_mons,
      inQuorum: status.quorum_names.length,
    };
    // What was set by us for an hour is no trouble while it stands.
    const isOurs = ((await noout?.standing()) ?? 0) > now();
    const checks = conditionsOf(health, around).filter(
      ({ key, numbers }) => !(isOurs && key === "OSDMAP_FLAGS" && numbers["said"] === noFlag),
    );
    return [
      ...withBearable(withSilent(checks, seen), seen),
      ...silentMds(seen),
      ...fullSoon(checks, daysOf(seen), config.fullDays),
    ];
  }

  function daysOf({ status, dump }: Seen): number | undefined {
    return daysLeft(memory?.samples ?? [], sampleOf(status.pgmap), dump.full_ratio);
  }

  const sampleOf = ({ bytes_used, bytes_total }: Seen["status"]["pgmap"]) => ({
    at: now(),
    used: bytes_used,
    total: bytes_total,
  });

  /** Since when each has been there, remembered over restarts. */
  async function dated(all: readonly Found[], seen: Seen | undefined): Promise<Condition[]> {
    const before = memory ?? { samples: [], since: {} };
    const since = Object.fromEntries(all.map(({ key }) => [key, Math.min(before.since[key] ?? now(), now())]));
    const isKnown = seen !== undefined && seen.status.pgmap.bytes_total > 0;
    const samples = isKnown ? withSample(before.samples, sampleOf(seen.status.pgmap)) : before.samples;
    memory = { samples: [...samples], since };
    const isNews = samples !== before.samples || Object.keys(since).join() !== Object.keys(before.since).join();
    // On a disk that is full nothing can be written, and what is wrong is to be told all the same.
    if (isNews) await writeMemory(state, memory).catch(() => undefined);
    return all.map((one) => ({ ...one, since: since[one.key] ?? now() }));
  }

  function figuresOf(health: Health, seen: Seen): Figure[] {
    const { bytes_used: used, bytes_total: total } = seen.status.pgmap;
    const days = daysOf(seen);
    const muted = mutedIn(health);
    return [
      { name: "used", value: used, unit: "bytes" },
      { name: "total", value: total, unit: "bytes" },
      ...(days === undefined ? [] : [{ name: "days-left", value: Math.floor(days), unit: "count" } as const]),
      { name: "servers-that-may-fail", value: seen.bearable.servers, unit: "count" },
      { name: "muted", value: muted.length, unit: "count" },
      // By name, so that nobody is told of them by another program either.
      ...muted.slice(0, mostMuted).map((code): Figure => ({ name: mutedName(code), value: 1, unit: "count" })),
    ];
  }

  return {
    name: "ceph",
    everyMs,
    look,
    watch: (changed) => watchLog(exec, config.look, changed),
    close: () => client.end(),
  };
}
