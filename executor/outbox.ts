import type { PeerKeys } from "../protocol/keys.ts";
import type { Inventory, Progress, ReportBody, Result } from "../protocol/messages.ts";
import type { Clock } from "./clock.ts";
import type { Logger } from "./log.ts";
import type { Mail } from "./outbox/mail.ts";
import { createPending } from "./outbox/pending.ts";

/** What an executor tells its bots. At rest a report leaves at once; under load, all that has come together is one. */
export interface Outbox {
  /** Sends a result until the bot's receipt. */
  readonly result: (result: Result, bot: string) => void;
  /** Sends a result once, to a bot that asks again for what it has said that it has. */
  readonly resultOnce: (result: Result, bot: string) => void;
  /** Sends how a job is doing; only the newest of each job, and none once its result is there. */
  readonly progress: (progress: Progress, bot: string) => void;
  readonly inventory: (inventory: Inventory) => void;
  readonly receipted: (grants: readonly string[]) => void;
  /** Everything may have been lost: sends it again. */
  readonly hurry: () => void;
  /** Sends what is there, for at most `limitMs`, and then nothing more. */
  readonly close: (limitMs: number) => Promise<void>;
}

/** Of results, and of progress, in one batch: together fewer than a report may hold. */
const mostBodies = 200;
const tickMs = 250;
/** Under load so long is gathered for one batch, in milliseconds. */
const gatherMs = 3;

/**
 * @param bots the bots that this host trusts now, the newest key last
 */
export function createOutbox(mail: Mail, bots: () => readonly PeerKeys[], now: Clock, log: Logger): Outbox {
  const pending = createPending(now);
  const progress = new Map<string, { body: Progress; bot: string }>();
  let inventory: Inventory | undefined;
  let work: Promise<void> | undefined;
  let isClosed = false;
  /** Something has come since the last look, and nobody is on the way to look again. */
  let hasNews = false;

  /** The bot that asked, or its successor where that key is no longer valid. */
  const botOf = (id: string): PeerKeys | undefined => bots().find((bot) => bot.id === id) ?? bots().at(-1);

  function take(): Map<PeerKeys, ReportBody[]> {
    const letters = new Map<PeerKeys, ReportBody[]>();
    const put = (body: ReportBody, id: string): void => {
      const bot = botOf(id);
      if (bot === undefined) return;
      letters.set(bot, [...(letters.get(bot) ?? []), body]);
    };
    for (const { result, bot } of pending.takeDue(mostBodies)) put(result, bot);
    for (const [grant, { body, bot }] of [...progress].slice(0, mostBodies)) {
      progress.delete(grant);
      put(body, bot);
    }
    return letters;
  }

  async function flush(): Promise<void> {
    while (!isClosed && (await mail.isRead())) {
      hasNews = false;
      const letters = take();
      const newest = inventory;
      inventory = undefined;
      if (letters.size === 0 && newest === undefined) return;
      for (const [bot, bodies] of letters) await mail.send(bodies, bot);
      if (newest !== undefined) for (const bot of bots()) await mail.sendInventory(newest, bot);
      // Signing and sealing cost more than a moment's wait for what comes next; at rest the first is away already.
      if (!isClosed) await new Promise((resolve) => setTimeout(resolve, gatherMs));
    }
  }

  function wake(): void {
    hasNews = work !== undefined;
    if (hasNews || isClosed) return;
    work = new Promise<void>((resolve) => setImmediate(resolve))
      .then(flush)
      .catch((error: unknown) => {
        if (!isClosed) log.warn({ err: error }, "sending reports");
      })
      .finally(() => {
        work = undefined;
        if (hasNews) wake();
      });
  }

  const tick = setInterval(wake, tickMs);
  return {
    result(result, bot) {
      progress.delete(result.grant);
      pending.add(result, bot);
      wake();
    },
    resultOnce(result, bot) {
      pending.add(result, bot, true);
      wake();
    },
    progress(body, bot) {
      if (pending.has(body.grant)) return;
      progress.set(body.grant, { body, bot });
      wake();
    },
    inventory(body) {
      inventory = body;
      wake();
    },
    receipted: (grants) => grants.forEach(pending.remove),
    hurry() {
      pending.hurry();
      wake();
    },
    async close(limitMs) {
      clearInterval(tick);
      wake();
      let limit: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, limitMs);
      });
      await Promise.race([work ?? Promise.resolve(), enough]);
      clearTimeout(limit);
      isClosed = true;
    },
  };
}
