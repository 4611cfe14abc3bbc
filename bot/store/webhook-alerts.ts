import { z } from "zod";
import { conditionSchema } from "../../protocol/monitor.ts";
import type { Store } from "./database.ts";

const rowSchema = z.object({
  source: z.enum(["alertmanager", "webhook"]),
  key: z.string(),
  condition: z.string().transform((text) => conditionSchema.parse(JSON.parse(text))),
  /** Milliseconds since 1970. */
  told_at: z.int(),
  /** The incident of our own monitors that shows it. */
  shown_in: z.int().nullable(),
});
export type WebhookAlert = z.infer<typeof rowSchema>;

/** What other programs say is wrong, until they say that it is over. Writes are for `store.write`. */
export function webhookAlertsIn({ db }: Store) {
  const all = db.prepare("SELECT source, key, condition, told_at, shown_in FROM webhook_alerts ORDER BY told_at, key");
  const put = db.prepare(
    "INSERT OR REPLACE INTO webhook_alerts (source, key, condition, told_at, shown_in) VALUES (?, ?, ?, ?, ?)",
  );
  const remove = db.prepare("DELETE FROM webhook_alerts WHERE source = ? AND key = ?");
  const known = db.prepare("SELECT 1 FROM webhook_nonces WHERE nonce = ?");
  const remember = db.prepare("INSERT INTO webhook_nonces (nonce, until) VALUES (?, ?)");
  const forget = db.prepare("DELETE FROM webhook_nonces WHERE until < ?");
  return {
    all: (): WebhookAlert[] => z.array(rowSchema).parse(all.all()),
    put: ({ source, key, condition, told_at, shown_in }: WebhookAlert): void => {
      put.run(source, key, JSON.stringify(condition), told_at, shown_in);
    },
    remove: ({ source, key }: Pick<WebhookAlert, "source" | "key">): void => {
      remove.run(source, key);
    },
    /** Whether something that was signed with this nonce was taken already. */
    isKnown: (nonce: string): boolean => known.get(nonce) !== undefined,
    /** Throws where it is known already. */
    remember: (nonce: string, until: number): void => {
      remember.run(nonce, until);
    },
    /** Forgets the nonces that no request can bear any more. */
    forget: (now: number): void => {
      forget.run(now);
    },
  };
}
