import { setTimeout as pause } from "node:timers/promises";
import type { ProcessMark } from "./processes.ts";
import { endBoth, type Program, startOnce } from "./program.ts";

/** A program that is started again when it dies, until it is stopped. */
export interface Service {
  readonly name: string;
  /** The program itself, not what entered a namespace for it. */
  readonly process: () => ProcessMark;
  readonly stop: () => Promise<void>;
}

export interface ServiceEvents {
  /** It is there (again), with another process than before. */
  readonly started: () => void;
  readonly died: (why: string, againInMs: number) => void;
}

const firstBackoffMs = 200;
const longestBackoffMs = 10_000;
/** After this long without dying, the next death is a first one again. */
const steadyMs = 30_000;

/**
 * Starts a program and resolves when it is ready.
 * @throws when it dies, or is not ready in time, on this first start: then nothing of it is left
 */
export async function startService(program: Program, events: ServiceEvents): Promise<Service> {
  let running = await startOnce(program);
  events.started();
  const stopping = new AbortController();
  const kept = keep();

  async function keep(): Promise<void> {
    for (let backoffMs = firstBackoffMs; ; ) {
      const since = Date.now();
      const why = await running.ended;
      if (stopping.signal.aborted) return;
      if (Date.now() - since > steadyMs) backoffMs = firstBackoffMs;
      events.died(why, backoffMs);
      for (;;) {
        await pause(backoffMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) return;
        backoffMs = Math.min(backoffMs * 2, longestBackoffMs);
        const again = await startOnce(program, stopping.signal).catch((error: Error) => error);
        if (!(again instanceof Error)) {
          running = again;
          break;
        }
        if (stopping.signal.aborted) return;
        events.died(again.message, backoffMs);
      }
      events.started();
    }
  }

  return {
    name: program.name,
    process: () => running.process,
    stop: async () => {
      stopping.abort();
      await endBoth(running, program);
      await kept;
    },
  };
}
