import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { replaceFile, syncFolder } from "../files/durable.ts";
import type { CephAct } from "./act.ts";

const standingSchema = z.object({ until: z.number() });

/** The flag noout, for a time: while it is set, the data of an OSD that is down is not copied anew. */
export interface Noout {
  /** Until when it is set by us (milliseconds since 1970); undefined: it is not. */
  readonly standing: () => Promise<number | undefined>;
  /** Sets it, or sets another end. What ends it is on the disk before it is set. */
  readonly hold: (until: number, signal?: AbortSignal) => Promise<void>;
  readonly end: (signal?: AbortSignal) => Promise<void>;
  /** Ends it where its time is over. Called at every look of the monitor, the first after a crash too. */
  readonly endIfDue: () => Promise<void>;
}

export function createNoout(act: CephAct, state: string, now: Clock): Noout {
  const file = join(state, "ceph-noout.json");
  let turn: Promise<void> = Promise.resolve();

  /** One after the other: an end that is due must not take away what is being set anew. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  async function standing(): Promise<number | undefined> {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return standingSchema.parse(JSON.parse(text)).until;
    } catch {
      // Somebody damaged it: over at once is the careful reading.
      return 0;
    }
  }

  async function unset(signal?: AbortSignal): Promise<void> {
    await act(["osd", "unset", "noout"], signal);
    await rm(file, { force: true });
    await syncFolder(dirname(file));
  }

  return {
    standing,
    hold: (until, signal) =>
      inTurn(async () => {
        const { handle } = await replaceFile(file, `${JSON.stringify({ until })}\n`);
        await handle.close();
        await act(["osd", "set", "noout"], signal);
      }),
    end: (signal) => inTurn(() => unset(signal)),
    endIfDue: () =>
      inTurn(async () => {
        const until = await standing();
        if (until !== undefined && until <= now()) await unset();
      }),
  };
}
