import process from "node:process";
import { z } from "zod";
import type { Language } from "../handlers/kit/reply.ts";
import { type AuditConfig, auditConfig, auditSettingsSchema } from "../protocol/audit/syslog/target.ts";
import { startDeadlineSeconds } from "../protocol/messages.ts";
import { type ChatConfig, chatConfig, chatSettingsSchema } from "./chat/settings.ts";
import { languageSchema } from "./reply-schema.ts";
import { type PublicConfig, publicConfig, publicSettingsSchema } from "./terminal/public/settings.ts";
import { type WebhooksConfig, webhookSettingsSchema, webhooksConfig } from "./webhooks/settings.ts";

const file = z.string().startsWith("/", "must be an absolute path");
const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** What the bot reads from its environment: this file is the only one that does. */
const settingsSchema = z.object({
  REDIS_URL: z.string().min(1),
  SHISA_BOT_STATE: file,
  SHISA_BOT_KEYS: file,
  SHISA_TRUST: file,
  SHISA_TIME_ZONE: z.string().refine(isZone, "must be an IANA time zone").default("Asia/Tokyo"),
  SHISA_LANGUAGE: languageSchema.default("ja"),
  SHISA_APPROVAL_HOURS: z.coerce.number().min(0.01).max(720).default(24),
  SHISA_ONCALL: file.optional(),
  SHISA_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  ...auditSettingsSchema.shape,
  ...chatSettingsSchema.shape,
  ...publicSettingsSchema.shape,
  ...webhookSettingsSchema.shape,
});

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(settingsSchema.shape);

/** How long the bot waits for what, in milliseconds where the name says nothing else. */
export interface Timings {
  /** How long after its acceptance a grant may still be started. */
  readonly deadlineSeconds: number;
  /** An unanswered grant is sent again when its executor has said nothing about it for so long … */
  readonly resendMs: number;
  /** … or for so long, when the executor has said that it has it. */
  readonly resendKnownMs: number;
  /** After the start deadline a host has so long to say what became of a grant. */
  readonly graceMs: number;
  /** A host that has said nothing for so long is silent. */
  readonly silentMs: number;
  /** A request waits so long for another person's yes. */
  readonly approvalMs: number;
}

export const usualTimings: Timings = {
  deadlineSeconds: startDeadlineSeconds,
  resendMs: 3_000,
  resendKnownMs: 10_000,
  graceMs: 60_000,
  silentMs: 90_000,
  approvalMs: 24 * 3_600_000,
};

export interface Config {
  readonly redisUrl: string;
  /** Folder that only the bot's user opens: database, audit, the terminal's socket. */
  readonly state: string;
  readonly keys: string;
  readonly trust: string;
  /** IANA zone of the times that people read. */
  readonly timeZone: string;
  /** For people who have not chosen. */
  readonly language: Language;
  /** Who takes turns on call: a file that administrators edit (docs/on-call.md). Absent: nobody. */
  readonly oncall?: string | undefined;
  readonly logLevel: string;
  readonly timings: Timings;
  readonly audit: AuditConfig;
  readonly chat: ChatConfig;
  /** Terminals of ordinary users. */
  readonly terminals: PublicConfig;
  /** What other programs tell; undefined: none does. */
  readonly webhooks: WebhooksConfig | undefined;
}

/** Reads the settings. Throws an Error that names every setting that is missing or wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const read = settingsSchema.safeParse(given);
  if (!read.success) throw new Error(`reading the bot's settings:\n${z.prettifyError(read.error)}`);
  const settings = read.data;
  return {
    redisUrl: settings.REDIS_URL,
    state: settings.SHISA_BOT_STATE,
    keys: settings.SHISA_BOT_KEYS,
    trust: settings.SHISA_TRUST,
    timeZone: settings.SHISA_TIME_ZONE,
    language: settings.SHISA_LANGUAGE,
    oncall: settings.SHISA_ONCALL,
    logLevel: settings.SHISA_LOG_LEVEL,
    timings: { ...usualTimings, approvalMs: Math.round(settings.SHISA_APPROVAL_HOURS * 3_600_000) },
    audit: auditConfig(settings),
    chat: chatConfig(settings),
    terminals: publicConfig(settings),
    webhooks: webhooksConfig(settings),
  };
}
