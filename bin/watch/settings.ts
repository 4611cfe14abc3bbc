import { z } from "zod";
import { chatSettingsSchema } from "../../bot/chat/settings.ts";

const hook = z.url({ protocol: /^https?$/u }).optional();

/** Settings that nothing but the watcher reads. */
export const ownWatchSettingsSchema = z.object({
  SHISA_WATCH_URL: z.url({ protocol: /^https?$/u }).optional(),
  SHISA_WATCH_SLACK_WEBHOOK: hook,
  SHISA_WATCH_DISCORD_WEBHOOK: hook,
  SHISA_WATCH_SILENT_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  SHISA_WATCH_EVERY_SECONDS: z.coerce.number().int().min(1).max(3_600).default(30),
  SHISA_WATCH_STATE: z.string().startsWith("/", "must be an absolute path").default("/var/lib/shisa/watch.json"),
});

const watchSettingsSchema = ownWatchSettingsSchema.extend({
  SHISA_WATCH_URL: ownWatchSettingsSchema.shape.SHISA_WATCH_URL.unwrap(),
  SHISA_TRUST: z.string().startsWith("/", "must be an absolute path").default("/etc/shisa/trust.json"),
  SHISA_TIME_ZONE: z.string().default("Asia/Tokyo"),
  ...z.object(chatSettingsSchema.shape).pick({
    SHISA_SLACK_BOT_TOKEN: true,
    SHISA_SLACK_ALERT_CHANNEL: true,
    SHISA_SLACK_API: true,
    SHISA_DISCORD_TOKEN: true,
    SHISA_DISCORD_ALERT_CHANNEL: true,
    SHISA_DISCORD_API: true,
  }).shape,
});
export type WatchSettings = z.infer<typeof watchSettingsSchema>;

/** Throws an Error that names every setting that is missing or wrong. */
export function readWatchSettings(settings: Readonly<Record<string, string | undefined>>): WatchSettings {
  const read = watchSettingsSchema.safeParse(settings);
  if (read.success) return read.data;
  throw new Error(`reading the watcher's settings:\n${z.prettifyError(read.error)}`);
}
