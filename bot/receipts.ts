import { receiptsKey } from "../protocol/doorbell.ts";
import { seal } from "../protocol/envelope.ts";
import type { OwnKeys, PeerKeys } from "../protocol/keys.ts";
import type { Receipt } from "../protocol/messages.ts";
import type { Link } from "./link.ts";
import type { Logger } from "./log.ts";

export interface Receipts {
  /** The result of this grant is on our disk: its executor need not send it again. */
  readonly give: (executor: PeerKeys, grant: string) => void;
  readonly close: () => void;
}

/** How long receipts wait for others to travel with, in ms: nobody waits for one, and results come again after 2 s. */
const gatherMs = 100;
/** As many as one receipt may name. */
const mostAtOnce = 1000;
/** An executor that is away finds no more than this; it sends its results again and gets new ones. */
const mostKept = 1000;

/** Gathers receipts and sends them, signed and sealed. One that is lost is given again with the result's next copy. */
export function createReceipts(own: OwnKeys, link: Link, now: () => number, log: Logger): Receipts {
  let held = new Map<PeerKeys, Set<string>>();
  let timer: NodeJS.Timeout | undefined;

  const send = async (executor: PeerKeys, grants: readonly string[]): Promise<void> => {
    const receipt: Receipt = { iss: own.id, aud: executor.id, iat: Math.floor(now() / 1000), grants: [...grants] };
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
  return {
    give: (executor, grant) => {
      held.set(executor, (held.get(executor) ?? new Set<string>()).add(grant));
      timer ??= setTimeout(flush, gatherMs);
    },
    close: () => clearTimeout(timer),
  };
}
