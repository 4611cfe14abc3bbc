import type { OsdDump, Status } from "./answers.ts";
import { type Bearable, bearable } from "./bearable.ts";
import type { CephClient } from "./client.ts";
import { silentOsds } from "./osd-pulse.ts";

/** What is looked at less often than the health: each look costs a fiftieth of a second of a core. */
export interface Seen {
  readonly status: Status;
  readonly dump: OsdDump;
  readonly bearable: Bearable;
  /** OSDs that the cluster takes for running and that did not speak twice in a row, by number. */
  readonly silent: readonly number[];
}

/** Milliseconds. */
const oftenMs = 60_000;
/** What Ceph raises no check for is seen by this alone. */
const statusMs = 30_000;
const seldomMs = 600_000;
/** OSDs are asked whether they are there. */
const pulseMs = 14_000;

/** Looks at what changes slowly, each at its own pace. `time`: a clock that only goes forward, in milliseconds. */
export function createSeeing(client: CephClient, time: () => number = () => performance.now()) {
  const status = kept(client.status, statusMs, time);
  const dump = kept(client.osdDump, oftenMs, time);
  const tree = kept(client.osdTree, seldomMs, time);
  const rules = kept(client.rules, seldomMs, time);
  let suspects: readonly number[] = [];
  let silent: readonly number[] = [];
  let feltAt = Number.NEGATIVE_INFINITY;

  return async (signal: AbortSignal, isChanged: boolean): Promise<Seen> => {
    const parts = {
      status: await status(signal, isChanged),
      // One that was started anew may listen elsewhere than a map of a minute ago says.
      dump: await dump(signal, isChanged || suspects.length > 0),
      tree: await tree(signal, false),
      rules: await rules(signal, false),
    };
    if (time() - feltAt >= pulseMs || isChanged) {
      feltAt = time();
      const now = await silentOsds(parts.dump, signal);
      // One that restarts is silent for a moment.
      silent = now.filter((osd) => suspects.includes(osd));
      suspects = now;
    }
    const up = new Set(parts.dump.osds.filter((osd) => osd.up === 1).map(({ osd }) => osd));
    const dead = silent.filter((osd) => up.has(osd));
    return { status: parts.status, dump: parts.dump, bearable: bearable({ ...parts, silent: dead }), silent: dead };
  };
}

/** Keeps an answer for some time; asks again where something changed. */
function kept<T>(ask: (signal: AbortSignal) => Promise<T>, forMs: number, time: () => number) {
  let last: { readonly at: number; readonly value: T } | undefined;
  return async (signal: AbortSignal, isChanged: boolean): Promise<T> => {
    if (last !== undefined && !isChanged && time() - last.at < forMs) return last.value;
    const value = await ask(signal);
    last = { at: time(), value };
    return value;
  };
}
