import { receiptsKey } from "../protocol/doorbell.ts";
import { seal } from "../protocol/envelope.ts";
import type { OwnKeys, PeerKeys } from "../protocol/keys.ts";
import type { Receipt } from "../protocol/messages.ts";
import type { Trust } from "../protocol/trust.ts";
import type { Audit } from "./audit.ts";
import type { Link } from "./link.ts";
import type { Logger } from "./log.ts";

export interface Receipts {
  /** The result of this grant is on our disk: its executor need not send it again. */
  readonly give: (executor: PeerKeys, grant: string) => void;
  /** Tells an executor at once what its inventory lacks; if that is lost, it is told after a later inventory. */
  readonly tell: (executor: PeerKeys, lacking: Pick<Receipt, "orders" | "removed">) => void;
  readonly close: () => void;
}

/** How long receipts wait for others to travel with, in ms: nobody waits for one, and results come again after 2 s. */
const gatherMs = 100;
/** As many as one receipt may name. */
const mostAtOnce = 1000;
/** An executor that is away finds no more than this; it sends its results again and gets new ones. */
const mostKept = 1000;

/** Every executor hears so often that the bot lives, and where its own audit ends, whether there is anything else or not. */
const aliveEveryMs = 30_000;

export interface ReceiptsParts {
  readonly own: OwnKeys;
  readonly trust: Trust;
  readonly link: Link;
  readonly audit: Pick<Audit, "head">;
  readonly now: () => number;
  readonly log: Logger;
}

/** Gathers receipts and sends them, signed and sealed. One that is lost is given again with the result's next copy. */
export function createReceipts(parts: ReceiptsParts): Receipts {
  const { own, trust, link, audit, now, log } = parts;
  let held = new Map<PeerKeys, Set<string>>();
  let timer: NodeJS.Timeout | undefined;

  const send = async (executor: PeerKeys, grants: readonly string[], more: Partial<Receipt> = {}): Promise<void> => {
    const head = audit.head();
    const iat = Math.floor(now() / 1000);
    const receipt: Receipt = { iss: own.id, aud: executor.id, iat, grants: [...grants], audit: head, ...more };
    const key = receiptsKey(executor.name);
    const envelope = await seal("shisa-receipt", receipt, own, executor);
    try {
      await link.redis.rpush(key, envelope);
      await link.redis.ltrim(key, -mostKept, -1);
    } catch (cause) {
      if (String(cause).includes("WRONGTYPE")) await link.redis.del(key);
      throw cause;
    }
  };
  const flush = (): void => {
    timer = undefined;
    const taken = held;
    held = new Map();
    for (const [executor, grants] of taken)
      for (let from = 0; from < grants.size; from += mostAtOnce)
        send(executor, [...grants].slice(from, from + mostAtOnce)).catch((cause: unknown) =>
          log.debug({ err: cause }, "sending receipts; the results will come again"),
        );
  };
  const tellAlive = (): void => {
    if (!link.usable()) return;
    for (const executor of trust.values()) {
      const isNow = executor.notBefore <= now() && now() <= executor.notAfter;
      if (executor.role !== "executor" || !isNow) continue;
      send(executor, []).catch((cause: unknown) => log.debug({ err: cause }, "telling that the bot lives"));
    }
  };
  link.onUsable(tellAlive);
  const telling = setInterval(tellAlive, aliveEveryMs);
  return {
    give: (executor, grant) => {
      held.set(executor, (held.get(executor) ?? new Set<string>()).add(grant));
      timer ??= setTimeout(flush, gatherMs);
    },
    tell: (executor, lacking) => {
      if (!link.usable()) return;
      send(executor, [], lacking).catch((cause: unknown) => log.debug({ err: cause }, "telling what a host lacks"));
    },
    close: () => {
      clearTimeout(timer);
      clearInterval(telling);
    },
  };
}
