import type { Clock } from "../clock.ts";
import type { Exec } from "../exec.ts";
import { type CephAct, createCephAct } from "./act.ts";
import { type CephClient, createCephClient } from "./client.ts";
import { createNoout, type Noout } from "./noout.ts";
import { createSeeing, type Seen } from "./seen.ts";
import type { CephConfig } from "./settings.ts";

/** A cluster as this host speaks with it. */
export interface CephHost {
  readonly config: CephConfig;
  readonly exec: Exec;
  readonly client: CephClient;
  /** What changes slowly; `isChanged`: as it is now. */
  readonly see: (signal: AbortSignal, isChanged: boolean) => Promise<Seen>;
  /** undefined: this host has no account that may act. */
  readonly act: CephAct | undefined;
  readonly noout: Noout | undefined;
  /** The executor's own folder. */
  readonly state: string;
  readonly now: Clock;
}

/** @param time a clock that only goes forward, in milliseconds: what changes slowly is looked at by it */
export function createCephHost(
  exec: Exec,
  config: CephConfig,
  state: string,
  now: Clock,
  time?: () => number,
): CephHost {
  const act = config.act === undefined ? undefined : createCephAct(exec, config.act);
  const noout = act === undefined ? undefined : createNoout(act, state, now);
  const client = createCephClient(exec, config.look);
  return { config, exec, client, see: createSeeing(client, time), act, noout, state, now };
}
