import { connectRedis } from "../redis.ts";
import { type ServeParts, serveParcels } from "./serve.ts";
import { sweepParcels } from "./spool.ts";

export interface TendParts extends Omit<ServeParts, "redis"> {
  readonly redisUrl: string;
  /** Whether files are packed on this host. */
  readonly packs: boolean;
}

const sweepEveryMs = 60_000;

/** Gives out the parcels that were packed here, and throws away those that nobody came for. Gives what stops it. */
export function tendParcels(parts: TendParts): () => Promise<void> {
  const { state, now, log } = parts;
  const sweep = (): void => {
    sweepParcels(state, now()).catch((error: unknown) => log.warn({ err: error }, "throwing away old parcels"));
  };
  sweep();
  const timer = setInterval(sweep, sweepEveryMs);
  const stop = parts.packs
    ? serveParcels({ ...parts, redis: connectRedis(parts.redisUrl, log, "parcels") })
    : undefined;
  return async () => {
    clearInterval(timer);
    await stop?.();
  };
}
