import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { clockToleranceSeconds, type Inventory } from "../../protocol/messages.ts";
import type { Clock } from "../clock.ts";
import { replaceFile } from "../files/durable.ts";
import { createLock } from "../perform/lock.ts";

/** Chat identities (identityText) and until when their links are void (milliseconds since 1970). */
type Removed = NonNullable<Inventory["removed"]>;

/** Which links were ended. What stands here once is never taken back: an older copy of anything changes nothing. */
export interface RemovedLinks {
  /** Links of this identity that were signed until then are void; undefined: none was ended. */
  readonly until: (identity: string) => number | undefined;
  /** Ends what there is now. Resolves, with the time until which links are void, when it is on the disk. */
  readonly end: (identity: string) => Promise<number>;
  /** Takes in what a bot tells of other hosts. Resolves when it is on the disk: true where something was new. */
  readonly take: (told: Removed) => Promise<boolean>;
  /** As many as an inventory holds, the latest where there are more. */
  readonly list: () => Removed;
}

const fileSchema = z.array(z.tuple([z.string().max(200), z.int()]));
/** As many as an inventory may hold; a bot that tells of more is not heard any further. */
const most = 5_000;

/** Opens the list in an executor's state folder. Throws where it is there and cannot be read: then it would forget. */
export async function openRemovedLinks(state: string, now: Clock): Promise<RemovedLinks> {
  const path = join(state, "links-removed.json");
  const known = new Map<string, number>(await read(path));
  const lock = createLock();

  async function put(news: Removed): Promise<void> {
    const next = new Map([...known, ...news]);
    const { handle } = await replaceFile(path, `${JSON.stringify([...next])}\n`);
    await handle.close();
    for (const [identity, at] of news) known.set(identity, at);
  }

  return {
    until: (identity) => known.get(identity),
    end: (identity) =>
      lock(async () => {
        // Also where this clock was set back: what was void stays so.
        const at = Math.max(now(), known.get(identity) ?? 0);
        await put([[identity, at]]);
        return at;
      }),
    take: (told) =>
      lock(async () => {
        const latest = now() + clockToleranceSeconds * 1000;
        const later = told.filter(([identity, at]) => at <= latest && at > (known.get(identity) ?? 0));
        const room = most - known.size;
        const fresh = later.filter(([identity]) => !known.has(identity)).slice(0, Math.max(0, room));
        const news = [...later.filter(([identity]) => known.has(identity)), ...fresh];
        if (news.length > 0) await put(news);
        return news.length > 0;
      }),
    list: () => [...known].toSorted(([, a], [, b]) => b - a).slice(0, most),
  };
}

async function read(path: string): Promise<Removed> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new Error(`reading the ended links in ${path}`, { cause });
  }
}
