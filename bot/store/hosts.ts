import { z } from "zod";
import { type Inventory, inventorySchema } from "../../protocol/messages.ts";
import type { Store } from "./database.ts";

/** What a host said last, and when it said so (its signed time, in milliseconds since 1970, never in the future). */
export interface StoredHost {
  readonly host: string;
  readonly boot: number;
  readonly seq: number;
  readonly heardAt: number;
  /** undefined: this release cannot read it any more; the next one replaces it. */
  readonly inventory: Inventory | undefined;
}

const rowSchema = z.object({ host: z.string(), boot: z.int(), seq: z.int(), heard_at: z.int(), inventory: z.string() });

/** The table of hosts. */
export function hostsIn({ db }: Store) {
  const upsert = db.prepare(
    `INSERT INTO hosts (host, boot, seq, heard_at, inventory) VALUES (?,?,?,?,?)
       ON CONFLICT (host) DO UPDATE SET boot = excluded.boot, seq = excluded.seq, heard_at = excluded.heard_at,
         inventory = excluded.inventory`,
  );
  const all = db.prepare("SELECT * FROM hosts ORDER BY host");
  return {
    put: (it: StoredHost): void => {
      upsert.run([it.host, it.boot, it.seq, it.heardAt, JSON.stringify(it.inventory ?? null)]);
    },
    all: (): StoredHost[] =>
      all.all([]).map((row): StoredHost => {
        const { host, boot, seq, heard_at: heardAt, inventory } = rowSchema.parse(row);
        return { host, boot, seq, heardAt, inventory: inventorySchema.safeParse(JSON.parse(inventory)).data };
      }),
  };
}
