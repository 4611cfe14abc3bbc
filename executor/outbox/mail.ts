import type { Redis } from "ioredis";
import { hostsKey, inventoryKey, reportsKey } from "../../protocol/doorbell.ts";
import { seal } from "../../protocol/envelope.ts";
import type { OwnKeys, PeerKeys } from "../../protocol/keys.ts";
import type { Inventory, Report, ReportBody } from "../../protocol/messages.ts";
import { isWrongType } from "../redis.ts";

/** As many reports may lie unread; with more, nobody reads them and Redis must not fill up. */
const mostUnread = 2_000;

export interface MailOptions {
  readonly redis: Redis;
  readonly own: OwnKeys;
  readonly host: string;
  readonly boot: number;
  readonly now: () => number;
}

/** Signs, seals and sends batches; each has the next number of this boot. */
export function createMail({ redis, own, host, boot, now }: MailOptions) {
  let seq = 0;
  let unread = 0;

  async function sealed(bodies: ReportBody[], bot: PeerKeys): Promise<string> {
    seq += 1;
    const iat = Math.floor(now() / 1000);
    const report: Report = { iss: own.id, aud: bot.id, iat, host, boot, seq, bodies };
    return seal("shisa-report", report, own, bot);
  }

  async function push(envelope: string): Promise<void> {
    try {
      unread = await redis.rpush(reportsKey, envelope);
    } catch (error) {
      if (!isWrongType(error)) throw error;
      await redis.del(reportsKey);
      unread = await redis.rpush(reportsKey, envelope);
    }
  }

  return {
    /** Whether somebody reads what is sent. */
    async isRead(): Promise<boolean> {
      if (unread < mostUnread) return true;
      unread = await redis.llen(reportsKey).catch(() => 0);
      return unread < mostUnread;
    },
    send: async (bodies: ReportBody[], bot: PeerKeys): Promise<void> => push(await sealed(bodies, bot)),
    /** An inventory also stays where a bot that has just started finds it. */
    async sendInventory(inventory: Inventory, bot: PeerKeys): Promise<void> {
      const envelope = await sealed([inventory], bot);
      await redis.set(inventoryKey(host), envelope);
      await redis.sadd(hostsKey, host).catch(async (error: unknown) => {
        if (!isWrongType(error)) throw error;
        await redis.del(hostsKey);
        await redis.sadd(hostsKey, host);
      });
      await push(envelope);
    },
  };
}
export type Mail = ReturnType<typeof createMail>;
